import { setTimeout as delay } from 'node:timers/promises';
import { selectRows } from '../../../models/rows.js';
import { Dice } from '../dice.js';
import { assertInvariants } from '../invariants/all-invariants.js';
import { assertFactsStay, type FactDigests } from '../invariants/fact-digests.js';
import { patiently, type Move } from '../moves/move.js';
import { OVERPAY_AT_ONCE, REPAY, REPAY_AT_ONCE, REVERSE } from '../moves/repayments.js';
import { assertTouched } from '../run-torture.js';
import type { Stage } from '../stage.js';
import { mustEqual } from '../violation.js';
import { BRING_REPAYMENTS } from './bring-repayments.js';
import type { KillStage } from './kill-stage.js';
import type { PrivateMariadb } from './private-mariadb.js';
import { freeLeases } from './free-leases.js';
import { assertDelivered, untilIdle } from './settle-down.js';

/** How often to kill, and how much has to have raced at least. */
export interface KillOptions {
  readonly kills: number;
  readonly databaseKills: number;
  readonly racing: number;
  /** How long to go on at least; not at all where it is left out. */
  readonly minutes?: number;
  readonly seed: number;
  /** What is done beside the money requests that race. */
  readonly alsoDone?: readonly Move[];
  /** Told once a minute. */
  readonly onMinute?: (soFar: KillProgress) => void;
  /** Whether to come to an end before enough was done: what was done is looked at all the same. */
  readonly isStopped?: () => boolean;
}

/** What was done so far. */
export interface KillProgress {
  readonly kills: number;
  readonly databaseKills: number;
  readonly racing: number;
  readonly seconds: number;
}

/** What was done, and survived. */
export interface KillReport {
  readonly kills: number;
  readonly databaseKills: number;
  readonly commands: number;
  readonly requests: number;
  readonly racing: number;
  readonly retries: number;
  readonly rowsBrought: number;
  readonly closes: number;
  readonly delivered: number;
  readonly deliveredAgain: number;
  readonly seconds: number;
}

const MOVES: readonly Move[] = [
  { ...REPAY, weight: 10 },
  { ...REPAY_AT_ONCE, weight: 50 },
  { ...OVERPAY_AT_ONCE, weight: 15 },
  { ...REVERSE, weight: 35 },
  BRING_REPAYMENTS,
];
const FACTS_EVERY_KILLS = 20;
const MINUTE_MS = 60_000;

/**
 * Money requests race, in as many parts as there are, while the server and its database are killed at any moment; then everything
 * comes to rest and the books are compared with what was acknowledged. Throws Violation.
 */
export async function runKills(
  kill: KillStage,
  mariadb: PrivateMariadb | undefined,
  options: KillOptions,
): Promise<KillReport> {
  const { server, parts, caller } = kill;
  const startedAt = performance.now();
  const done = { kills: 0, databaseKills: 0 };
  const stopping = new AbortController();
  const digests: FactDigests = {};
  await server.start();
  const until = startedAt + (options.minutes ?? 0) * 60_000;
  const sum = (of: (part: Stage) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const soFar = (): KillProgress => ({
    ...done,
    racing: sum(({ model }) => model.racing),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  });
  const isEnough = (): boolean =>
    performance.now() >= until &&
    done.kills >= options.kills &&
    done.databaseKills >= options.databaseKills &&
    soFar().racing >= options.racing;
  const minutes = setInterval(() => options.onMinute?.(soFar()), MINUTE_MS).unref();
  const watch = setInterval(() => options.isStopped?.() && stopping.abort(), 100).unref();
  const moves = [...MOVES, ...(options.alsoDone ?? [])];
  const workers = parts.map((part) => race(part, () => stopping.signal.aborted, moves));
  const whole = Promise.all(workers).finally(() => stopping.abort());
  const killers = (async () => {
    await Promise.all([
      killServer(kill, options, done, digests, stopping.signal),
      mariadb && killDatabase(kill, mariadb, options, done, stopping.signal),
    ]);
    while (!stopping.signal.aborted && !isEnough()) await delay(100);
    stopping.abort();
  })();
  await Promise.all([whole, killers]).finally(() => {
    stopping.abort();
    clearInterval(minutes);
    clearInterval(watch);
  });
  await freeLeases(kill);
  const closes = await untilIdle(kill);
  await assertAll(kill, digests);
  const { delivered, deliveredAgain } = await assertDelivered(kill);
  return {
    ...soFar(),
    ...caller.tally,
    commands: sum(({ model }) => model.commands),
    rowsBrought: sum(({ model }) => model.done['rows'] ?? 0),
    closes,
    delivered,
    deliveredAgain,
  };
}

/** One part's commands, one after another, each checked against the model. */
export async function race(
  part: Stage,
  isOver: () => boolean,
  moves: readonly Move[] = MOVES,
): Promise<void> {
  const { model, dice } = part;
  while (!isOver()) {
    const move = dice.weighed(moves);
    part.touched.clear();
    const before = model.serial;
    if (!(await move.run(part))) continue;
    model.commands += 1;
    if (move === BRING_REPAYMENTS) model.done['rows'] = (model.done['rows'] ?? 0) + model.serial - before - 1;
    await patiently(() => assertTouched(part, 'money'));
  }
}

type Done = { kills: number; databaseKills: number };

async function killServer(
  kill: KillStage,
  options: KillOptions,
  done: Done,
  digests: FactDigests,
  signal: AbortSignal,
): Promise<void> {
  const dice = new Dice(options.seed);
  while (done.kills < options.kills && !signal.aborted) {
    await delay(dice.between(20, 900));
    await kill.server.kill();
    done.kills += 1;
    await freeLeases(kill);
    await kill.server.start();
    if (done.kills % FACTS_EVERY_KILLS === 0)
      await patiently(() => assertFactsStay(kill.observer, digests, 1, (below) => dice.below(below)));
  }
}

/** One kill in so many comes while the server may still be starting; before the others it has come up, or a slow machine would see it start for ever. */
const AT_ANY_MOMENT = 4;

async function killDatabase(
  { server }: KillStage,
  mariadb: PrivateMariadb,
  options: KillOptions,
  done: Done,
  signal: AbortSignal,
): Promise<void> {
  const dice = new Dice(options.seed ^ 0xdb);
  while (done.databaseKills < options.databaseKills && !signal.aborted) {
    await delay(dice.between(100, 3_000));
    if (dice.below(AT_ANY_MOMENT) > 0) while (!signal.aborted && !(await server.isReady())) await delay(100);
    await mariadb.killAndRestart();
    done.databaseKills += 1;
  }
}

/** The books are what was acknowledged, no more and no less, and every law holds (30). */
export async function assertAll({ system, observer, parts }: KillStage, digests: FactDigests): Promise<void> {
  const [stored] = await selectRows<{ loans: number; repayments: number }>(
    observer,
    'SELECT (SELECT COUNT(*) FROM loans) AS loans, (SELECT COUNT(*) FROM repayments) AS repayments',
  );
  const loans = parts.flatMap(({ model }) => model.loans);
  const acknowledged = loans.flatMap(({ repayments }) => repayments);
  mustEqual('acknowledged repayments are there, once, and no others', stored, {
    loans: loans.length,
    repayments: acknowledged.reduce((count, { reversed }) => count + (reversed ? 2 : 1), 0),
  });
  for (const part of parts) {
    for (const loan of part.model.loans) part.touched.add(loan.id);
    await assertTouched(part, 'money');
  }
  await assertInvariants({ system, database: observer });
  await assertFactsStay(observer, digests, 'all', () => 0);
}
