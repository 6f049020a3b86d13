import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { connectDatabase } from '../../models/database.js';
import { inTransaction } from '../../models/transaction.js';
import { execute } from '../../models/statement.js';
import { Dice } from './dice.js';

/** What comes between the program and its database. */
export interface Faults {
  /** Where the program finds the database: through what spoils the way there. Undefined for the embedded one. */
  readonly databaseUrl: string | undefined;
  /** How often the way was spoilt. */
  readonly count: () => number;
  /** No further faults, until they are switched on again: for building up and for checks. */
  set(active: boolean): void;
  stop(): Promise<void>;
}

interface FaultRequest {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly dice: Dice;
}

const LEAST_PAUSE_MS = 40;
const MOST_PAUSE_MS = 600;
const LONGEST_LOCK_MS = 400;

/** Cuts connections to a server at any moment; keeps the embedded database locked for a while. */
export async function startFaults({ databaseUrl, folder, dice }: FaultRequest): Promise<Faults> {
  const chance = new Dice(dice.state ^ 0x5eed);
  return databaseUrl === undefined
    ? lockNowAndThen(folder, chance)
    : await cutNowAndThen(databaseUrl, chance);
}

/** Strikes at random moments while it is active. */
function strikeNowAndThen(dice: Dice, strike: () => Promise<boolean> | boolean) {
  const stopping = new AbortController();
  let active = false;
  let count = 0;
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const pause = dice.between(LEAST_PAUSE_MS, MOST_PAUSE_MS);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (active && !stopping.signal.aborted && (await strike())) count += 1;
    }
  };
  const looping = loop();
  return {
    count: () => count,
    set: (on: boolean) => {
      active = on;
    },
    stop: async () => {
      stopping.abort();
      await looping;
    },
  };
}

async function cutNowAndThen(databaseUrl: string, dice: Dice): Promise<Faults> {
  const url = new URL(databaseUrl);
  const [host, port] = [url.hostname, Number(url.port || 3306)];
  const open: Socket[] = [];
  const proxy = createServer((client) => {
    const server = connect(port, host);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    open.push(client);
    client.on('close', () => open.splice(open.indexOf(client), 1));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  const striking = strikeNowAndThen(dice, () => {
    if (open.length === 0) return false;
    dice.pick(open).destroy();
    return true;
  });
  const stop = async (): Promise<void> => {
    await striking.stop();
    for (const socket of open) socket.destroy();
    proxy.close();
  };
  return { ...striking, databaseUrl: url.href, stop };
}

function lockNowAndThen(folder: string, dice: Dice): Faults {
  const other = connectDatabase({ sqliteFile: join(folder, 'suidai.sqlite') });
  const striking = strikeNowAndThen(dice, async () => {
    await inTransaction(other, async (transaction) => {
      await execute(transaction, "UPDATE number_sequences SET value = value WHERE name = 'nothing'", []);
      await delay(dice.between(1, LONGEST_LOCK_MS));
    }).catch(() => undefined);
    return true;
  });
  const stop = async (): Promise<void> => {
    await striking.stop();
    await other.close();
  };
  return { ...striking, databaseUrl: undefined, stop };
}
