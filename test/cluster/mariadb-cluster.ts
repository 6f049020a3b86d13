import { setTimeout as delay } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { startPrivateMariadb, type PrivateMariadb } from '../torture/kills/private-mariadb.js';

/*
 * One primary and two replicas, set up and promoted by the statements of `docs/operations/failover.md`.
 */

/** A server of the cluster. */
export interface Member {
  readonly server: PrivateMariadb;
  /** As the program connects: an account without the right to write where `read_only` is on. */
  readonly url: string;
}

export interface Cluster {
  readonly members: readonly Member[];
  /** After the loss of the primary: makes the replica that received most the primary, lets the other follow it, and answers both. */
  promote(lost: Member): Promise<{ readonly primary: Member; readonly replicas: readonly Member[] }>;
  remove(): Promise<void>;
}

/** 49 days: nobody waits so long, so a commit is never acknowledged without a replica. */
const NEVER_MS = 4_294_967_295;

const settingsOf = (serverId: number): string[] => [
  `--server-id=${serverId}`,
  '--log-bin=binlog',
  '--binlog-format=ROW',
  '--log-slave-updates=1',
  '--gtid-strict-mode=1',
  '--sync-binlog=1',
  '--read-only=1',
  '--slave-net-timeout=4',
  '--rpl-semi-sync-slave-enabled=1',
  '--rpl-semi-sync-master-wait-point=AFTER_SYNC',
  '--rpl-semi-sync-master-wait-no-slave=1',
  `--rpl-semi-sync-master-timeout=${NEVER_MS}`,
];

const MAKE_PRIMARY = ['SET GLOBAL rpl_semi_sync_master_enabled = 1', 'SET GLOBAL read_only = 0'];

/** Runs statements on a server as its administrator. */
export async function onMember<T extends object = object>(
  { server }: Member,
  statements: readonly string[],
): Promise<T[]> {
  const connection: Connection = await createConnection({
    host: '127.0.0.1',
    port: server.port,
    user: 'root',
    connectTimeout: 5_000,
  });
  try {
    let rows: RowDataPacket[] = [];
    for (const statement of statements) {
      const [answer] = await connection.query(statement);
      if (Array.isArray(answer)) rows = answer as RowDataPacket[];
    }
    return rows as unknown as T[];
  } finally {
    connection.destroy();
  }
}

/** Lets a server copy another one, from where it stands. */
const follow = (source: Member, position: 'slave_pos' | 'current_pos'): string[] => [
  `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${source.server.port}, MASTER_USER = 'replicator',
     MASTER_PASSWORD = 'replicator', MASTER_USE_GTID = ${position}, MASTER_CONNECT_RETRY = 1, MASTER_HEARTBEAT_PERIOD = 1`,
  'START SLAVE',
];

async function startMember(serverId: number): Promise<Member> {
  const server = await startPrivateMariadb(settingsOf(serverId));
  return { server, url: `mysql://app:app@127.0.0.1:${server.port}/suidai` };
}

/** Starts three servers; the first is the primary. */
export async function startCluster(): Promise<Cluster> {
  const members: Member[] = [];
  for (const serverId of [1, 2, 3]) members.push(await startMember(serverId));
  const [primary, ...replicas] = members;
  if (!primary) throw new Error('No server was started');
  await onMember(primary, [
    'SET GLOBAL read_only = 0',
    'CREATE DATABASE suidai CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci',
    "CREATE USER app@'127.0.0.1' IDENTIFIED BY 'app'",
    "GRANT ALL ON suidai.* TO app@'127.0.0.1'",
    "CREATE USER replicator@'127.0.0.1' IDENTIFIED BY 'replicator'",
    "GRANT REPLICATION SLAVE ON *.* TO replicator@'127.0.0.1'",
  ]);
  for (const replica of replicas) await onMember(replica, follow(primary, 'slave_pos'));
  for (const replica of replicas) await untilConnected(replica);
  await onMember(primary, MAKE_PRIMARY);
  return {
    members,
    promote: (lost) => promote(members.filter((member) => member !== lost)),
    async remove() {
      for (const { server } of members) await server.remove();
    },
  };
}

interface SlaveStatus {
  readonly Slave_IO_Running: string;
  readonly Slave_SQL_Running: string;
  readonly Gtid_IO_Pos: string;
  readonly Last_Error: string;
}

async function statusOf(replica: Member): Promise<SlaveStatus> {
  const [status] = await onMember<SlaveStatus>(replica, ['SHOW SLAVE STATUS']);
  if (!status) throw new Error('The server copies nobody');
  return status;
}

/** Waits until a replica receives from its source. */
export async function untilConnected(replica: Member): Promise<void> {
  for (let poll = 0; poll < 300; poll += 1) {
    const { Slave_IO_Running, Slave_SQL_Running } = await statusOf(replica);
    if (Slave_IO_Running === 'Yes' && Slave_SQL_Running === 'Yes') return;
    await delay(100);
  }
  throw new Error(`A replica does not connect: ${JSON.stringify(await statusOf(replica))}`);
}

/** Of `0-1-1234`, 1234: with one domain the higher number is the later transaction. */
const sequenceOf = (gtid: string): number => Number(gtid.split('-').at(-1) ?? 0);

async function promote(left: readonly Member[]) {
  const received = await Promise.all(
    left.map(async (member) => {
      await onMember(member, ['STOP SLAVE IO_THREAD']);
      const { Gtid_IO_Pos: position } = await statusOf(member);
      return { member, position };
    }),
  );
  const [most] = received.toSorted((a, b) => sequenceOf(b.position) - sequenceOf(a.position));
  if (!most) throw new Error('No replica is left');
  const [applied] = await onMember<{ waited: number }>(most.member, [
    `SELECT MASTER_GTID_WAIT('${most.position}', 60) AS waited`,
  ]);
  if (applied?.waited !== 0) throw new Error(`What was received is not applied: ${most.position}`);
  await onMember(most.member, ['STOP SLAVE', 'RESET SLAVE ALL', ...MAKE_PRIMARY]);
  const replicas = left.filter((member) => member !== most.member);
  for (const replica of replicas)
    await onMember(replica, ['STOP SLAVE', ...follow(most.member, 'slave_pos')]);
  for (const replica of replicas) await untilConnected(replica);
  return { primary: most.member, replicas };
}
