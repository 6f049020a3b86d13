import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../../models/database.js';
import { selectRows } from '../../../models/rows.js';
import { addDays, type BusinessDate } from '../../../server/core/business-date.js';
import { BANKS, organisationIds } from '../city.js';
import { mustEqual, Violation } from '../violation.js';
import type { KillStage } from './kill-stage.js';

const POLL_MS = 250;
const POLLS = 480;

interface Left {
  /** Whether a day that is over has no close yet, also where no job says so: a server that has just come up has still to look at its timetable. */
  readonly days: number;
  readonly jobs: number;
  readonly messages: number;
  readonly deliveries: number;
}

/** Waits until nothing is left to be done; answers how many days are closed, each once and none left out. */
export async function untilIdle({ observer, system }: KillStage): Promise<number> {
  let left: Left | undefined;
  for (let poll = 0; poll < POLLS; poll += 1) {
    [left] = await selectRows<Left>(
      observer,
      `SELECT (SELECT COUNT(*) FROM (SELECT MAX(businessDate) AS last FROM daily_closes) closed WHERE closed.last < ?) AS days,
              (SELECT COUNT(*) FROM jobs WHERE state IN ('due', 'running') AND name <> 'notifications.send') AS jobs,
              (SELECT COUNT(*) FROM outbox_messages WHERE deliveredAt IS NULL) AS messages,
              (SELECT COUNT(*) FROM webhook_deliveries WHERE state = 'due') AS deliveries`,
      [addDays(system.clock.today(), -1)],
    );
    if (left && left.days + left.jobs + left.messages + left.deliveries === 0)
      return await closedDays({ observer, system });
    await delay(POLL_MS);
  }
  const failed = await unfinishedJobs(observer);
  throw new Violation('what was begun is finished after the last kill', { left, failed });
}

const unfinishedJobs = (observer: Database) =>
  selectRows(observer, "SELECT name, state, attempts, lastError FROM jobs WHERE state <> 'done' LIMIT 5");

async function closedDays({ observer, system }: Pick<KillStage, 'observer' | 'system'>): Promise<number> {
  const [books] = await selectRows<{ days: number; open: number; first: BusinessDate; last: BusinessDate }>(
    observer,
    `SELECT COUNT(*) AS days, COUNT(CASE WHEN state <> 'done' THEN 1 END) AS open, MIN(businessDate) AS first,
            MAX(businessDate) AS last FROM daily_closes`,
  );
  if (!books) throw new Violation('the books are closed', 'no close');
  mustEqual(
    'every day is closed once, and none is left out (15)',
    [books.open, books.last, await unfinishedJobs(observer)],
    [0, addDays(system.clock.today(), -1), []],
  );
  mustEqual('no day is closed twice (15)', addDays(books.first, books.days - 1), books.last);
  return books.days;
}

/** Every message that the bank asked for has arrived, and in one delivery; what arrived again bears the same number (26). */
export async function assertDelivered({ observer, receiver }: KillStage) {
  const bankId = (await organisationIds()).get(BANKS[0].code) ?? 0;
  const wanted = await selectRows<{ id: number; deliveries: number }>(
    observer,
    `SELECT m.id, (SELECT COUNT(*) FROM webhook_deliveries d WHERE d.messageId = m.id AND d.state = 'delivered') AS deliveries
       FROM outbox_messages m JOIN loans l ON l.id = m.aggregateId AND m.aggregateKind = 'loan'
      WHERE m.topic IN ('loan.settled', 'loan.reopened') AND l.bankOrganisationId = ?`,
    [bankId],
  );
  const arrived = new Set(receiver.arrived.map(({ message }) => message.messageId));
  for (const { id, deliveries } of wanted) {
    mustEqual('a message is delivered once (26)', deliveries, 1);
    if (!arrived.has(String(id))) throw new Violation('every message arrives (26)', { id });
  }
  mustEqual('no message arrives that nobody sent (26)', arrived.size, wanted.length);
  return { delivered: wanted.length, deliveredAgain: receiver.arrived.length - arrived.size };
}
