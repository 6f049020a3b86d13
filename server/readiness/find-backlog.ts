import { poolFigures, type PoolFigures } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { StoredValue } from '../../models/engine.js';
import { epochSeconds } from '../clock.js';
import type { System } from '../context.js';
import { addDays, daysBetween, parseBusinessDate } from '../core/business-date.js';

/** How far the work in the background is behind; what an operator is woken for. */
export interface Backlog {
  /** How long the oldest due job has waited; 0 when none waits. */
  readonly jobsLagSeconds: number;
  readonly failedJobs: number;
  /** Age of the oldest message that has not been handed over or delivered; 0 when there is none. */
  readonly outboxAgeSeconds: number;
  readonly deadLetters: number;
  /** Business days that are over and not closed; null before the first close. */
  readonly dailyCloseBehindDays: number | null;
  readonly guaranteeStops: number;
  /** Connections to the server; null on the embedded database. */
  readonly connections: PoolFigures | null;
}

/** Measures the backlog with a few indexed look-ups. */
export async function findBacklog({ database, clock }: System): Promise<Backlog> {
  const now = clock.now();
  const one = async (sql: string, parameters: readonly StoredValue[] = []): Promise<StoredValue> => {
    const [row] = await selectRows<{ readonly found: StoredValue }>(database, sql, parameters);
    return row?.found ?? null;
  };
  const ageOf = (instant: StoredValue): number =>
    instant === null ? 0 : Math.max(0, epochSeconds(now) - epochSeconds(String(instant)));
  const due = await one(
    "SELECT MIN(availableAt) AS found FROM jobs WHERE state = 'due' AND availableAt <= ?",
    [now],
  );
  const unsent = await one('SELECT MIN(createdAt) AS found FROM outbox_messages WHERE deliveredAt IS NULL');
  const undelivered = await one("SELECT MIN(createdAt) AS found FROM webhook_deliveries WHERE state = 'due'");
  const closed = await one("SELECT MAX(businessDate) AS found FROM daily_closes WHERE state = 'done'");
  return {
    jobsLagSeconds: ageOf(due),
    failedJobs: Number(await one("SELECT COUNT(*) AS found FROM jobs WHERE state = 'failed'")),
    outboxAgeSeconds: Math.max(ageOf(unsent), ageOf(undelivered)),
    deadLetters: Number(await one("SELECT COUNT(*) AS found FROM webhook_deliveries WHERE state = 'dead'")),
    dailyCloseBehindDays:
      closed === null
        ? null
        : Math.max(0, daysBetween(parseBusinessDate(String(closed)), addDays(clock.today(), -1))),
    guaranteeStops: Number(
      await one("SELECT COUNT(*) AS found FROM guarantee_stops WHERE state = 'in-force'"),
    ),
    connections: poolFigures(database),
  };
}
