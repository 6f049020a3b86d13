import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { connectDatabase } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { DomainError } from '../../server/core/errors.js';
import { assertFactsStay, type FactDigests } from '../torture/invariants/fact-digests.js';
import { freeLeases } from '../torture/kills/free-leases.js';
import { openKillStage, type KillStage } from '../torture/kills/kill-stage.js';
import type { RealServer } from '../torture/kills/real-server.js';
import { assertAll, race } from '../torture/kills/run-kills.js';
import { untilIdle } from '../torture/kills/settle-down.js';
import { patiently } from '../torture/moves/move.js';
import { onMember, startCluster, type Cluster, type Member } from './mariadb-cluster.js';
import { startRelay, type Relay } from './relay.js';

const SEED = Number(process.env['CLUSTER_SEED'] ?? 1);
const PARTS = 6;
const LOANS = 60;
const UNDER_LOAD_MS = 8_000;
const AFTER_FAILOVER_MS = 8_000;

/**
 * Three MariaDB servers and two instances of the program. The stage's own looks at the database go by way of a relay that is
 * turned to whoever is the primary; the instances are told by their settings and a restart, as an operator tells them.
 */
describe('An installation that loses its primary database under load', () => {
  let cluster: Cluster;
  let folder: string;
  let relay: Relay;
  let stage: KillStage;
  let instances: RealServer[] = [];
  let primary: Member;
  let replicas: readonly Member[];
  const stopping = new AbortController();
  let racing: Promise<unknown> = Promise.resolve();
  const digests: FactDigests = {};
  let outage = 0;

  before(async function () {
    this.timeout(240_000);
    cluster = await startCluster();
    const [first, ...others] = cluster.members;
    if (!first) throw new Error('There is no primary');
    [primary, replicas] = [first, others];
    folder = await mkdtemp(join(tmpdir(), 'suidai-cluster-'));
    relay = await startRelay(primary.server.port);
    let turn = 0;
    stage = await openKillStage({
      folder,
      databaseUrl: `mysql://app:app@127.0.0.1:${relay.port}/suidai`,
      seed: SEED,
      parts: PARTS,
      loans: LOANS,
      hostOf: () => instances[(turn += 1) % instances.length]?.host ?? '',
    });
    await startInstances();
  });
  after(async function () {
    this.timeout(60_000);
    stopping.abort();
    await racing.catch(() => undefined);
    for (const instance of instances) await instance.kill();
    await stage?.close();
    relay?.close();
    await cluster?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Two instances that know the primary and the replicas of the moment; others before them end in good order. */
  async function startInstances(): Promise<void> {
    const settings = {
      DATABASE_URL: primary.url,
      DATABASE_REPLICA_URLS: replicas.map(({ url }) => url).join(','),
    };
    instances = await Promise.all(
      [instances[0], instances[1]].map(async (before) => {
        await before?.stop();
        const port = before === undefined ? {} : { PORT: new URL(before.host).port };
        const instance = await stage.secondServer({ ...settings, ...port });
        await instance.start();
        return instance;
      }),
    );
  }
  const booked = async (): Promise<number> => {
    const [row] = await patiently(() =>
      selectRows<{ n: number }>(stage.observer, 'SELECT COUNT(*) AS n FROM repayments'),
    );
    return row?.n ?? 0;
  };

  it('acknowledges nothing that a replica does not have [T50]', async () => {
    const [one, two] = replicas;
    if (!one || !two) throw new Error('There are not two replicas');
    const status = await onMember<{ Value: string }>(primary, [
      "SHOW STATUS LIKE 'Rpl_semi_sync_master_status'",
    ]);
    expect(status[0]?.Value).to.equal('ON');
    await Promise.all([one.server.kill(), two.server.kill()]);
    const [part] = stage.parts;
    const loan = part?.model.loans[0];
    if (!part || !loan) throw new Error('There is no loan');
    let answered = false;
    const writing = race(part, () => answered || part.model.commands > 0).then(() => (answered = true));
    await delay(4_000);
    expect(answered, 'acknowledged although no replica is there').to.equal(false);
    await one.server.start();
    await writing;
    await two.server.start();
    expect(await booked()).to.be.greaterThan(0);
  }).timeout(120_000);

  it('answers that it cannot serve, and changes nothing, where it is pointed to a server that takes no writes', async () => {
    const [replica] = replicas;
    if (!replica) throw new Error('There is no replica');
    const astray = connectDatabase({ url: replica.url });
    const refused = await inTransaction(astray, (transaction) =>
      execute(transaction, 'DELETE FROM rate_limits', []),
    ).catch((error: unknown) => error);
    await astray.close();
    expect(refused).to.be.instanceOf(DomainError);
    expect((refused as DomainError).code).to.equal('unavailable');
  });

  it('promotes the replica that received most and goes on with it', async () => {
    racing = Promise.all(stage.parts.map((part) => race(part, () => stopping.signal.aborted)));
    racing.catch(() => undefined);
    await delay(UNDER_LOAD_MS);
    const before = await booked();
    await patiently(() => assertFactsStay(stage.observer, digests, 'all', () => 0));
    await primary.server.kill();
    const killedAt = performance.now();
    const lost = primary;
    ({ primary, replicas } = await cluster.promote(lost));
    relay.pointTo(primary.server.port);
    await freeLeases(stage);
    await startInstances();
    const seconds = (performance.now() - killedAt) / 1_000;
    await delay(AFTER_FAILOVER_MS);
    expect(await booked(), 'it goes on').to.be.greaterThan(before);
    outage = seconds;
    expect(seconds, 'from the loss to two instances that serve').to.be.lessThan(60);
  }).timeout(180_000);

  it('has lost nothing that was acknowledged, doubled nothing, and keeps every law [T50]', async () => {
    stopping.abort();
    await racing;
    await freeLeases(stage);
    await untilIdle(stage);
    await assertAll(stage, digests);
    const racedFor = stage.parts.reduce((sum, { model }) => sum + model.racing, 0);
    expect(racedFor, 'racing money requests').to.be.greaterThan(100);
    const { requests, retries } = stage.caller.tally;
    const figures = { seed: SEED, racing: racedFor, requests, retries, booked: await booked(), outage };
    process.stdout.write(`      ${JSON.stringify(figures)}\n`);
    expect(retries, 'requests that got no answer and were sent again').to.be.greaterThan(0);
  }).timeout(120_000);

  it('reads its reports from the replica that is left, which has the same books', async () => {
    const [instance] = instances;
    if (!instance) throw new Error('No instance runs');
    let ready: unknown;
    for (let poll = 0; poll < 100; poll += 1) {
      const body = (await (await fetch(`${instance.host}/readyz`)).json()) as { replicas: unknown };
      ready = body.replicas;
      if (JSON.stringify(ready) === JSON.stringify({ usable: 1, of: 1 })) break;
      await delay(100);
    }
    expect(ready).to.deep.equal({ usable: 1, of: 1 });
    const { body } = await stage.caller.get('centre.maker', '/api/v1/risk-reports/ageing');
    expect(body).to.have.property('asOf');
    const metrics = await Promise.all(
      instances.map(async ({ host }) => (await fetch(`${host}/metrics`)).text()),
    );
    expect(metrics.join('\n')).to.match(/suidai_lagging_reads_total\{served_by="replica"\} [1-9]/);
    const sum = 'SELECT COUNT(*) AS loans, SUM(outstandingFen) AS outstanding FROM suidai.loans';
    const [copy] = await Promise.all(replicas.map((replica) => onMember(replica, [sum])));
    expect(copy).to.deep.equal(await onMember(primary, [sum]));
  }).timeout(60_000);
});
