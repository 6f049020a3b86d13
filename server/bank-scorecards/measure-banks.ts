import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';
import { sql } from '../../models/sql.js';
import { startOfDay } from '../clock.js';
import type { System } from '../context.js';
import type { MeasuredPart, MeasuredParts } from '../core/bank-scorecard/score-bank.js';
import { SCORE_MEASURE_NAMES, type ScoreMeasure } from '../core/bank-scorecard/score-measures.js';
import { addDays } from '../core/business-date.js';
import { quarterDays, type CalendarQuarter, type QuarterDays } from '../core/calendar-quarter.js';
import { findReportsMade } from '../loans/find-change-reports.js';
import { findOverdueByBank } from '../risk-reports/find-overdue-by-bank.js';
import { measureClaims, type BankPart } from './measure-claims.js';

const NOTHING: MeasuredPart = { part: 0, whole: 0 };

/**
 * What the facts of a calendar quarter say of banks, by id, each measure in a few set-based statements. All of it follows from facts
 * with a date in the quarter, so that a later look at the same facts gives the same.
 */
export async function measureBanks(
  system: System,
  transaction: Transaction,
  bankIds: readonly number[],
  quarter: CalendarQuarter,
): Promise<ReadonlyMap<number, MeasuredParts>> {
  const days = quarterDays(quarter);
  const range = { from: startOfDay(days.firstOn), until: startOfDay(addDays(days.lastOn, 1)) };
  const { firstTimeRight, differences } = await measureClaims(transaction, range);
  const arrears = await findOverdueByBank(transaction, days.lastOn);
  const found: Readonly<Record<ScoreMeasure, readonly BankPart[]>> = {
    'time-to-decide': await decisionsInTime(transaction, days),
    volume: await volumes(transaction, bankIds, days),
    'first-time-right': firstTimeRight,
    'difference-rate': differences,
    'overdue-rate': arrears.map(
      ({ bankOrganisationId: bankId, overdueFen: part, outstandingFen: whole }) => ({
        bankId,
        part,
        whole,
      }),
    ),
    'compensation-rate': await compensationRates(transaction, days),
    'change-reports': await reportsInTime(system, transaction, days),
  };
  return new Map(bankIds.map((bankId) => [bankId, partsOf(bankId, found)]));
}

function partsOf(bankId: number, found: Readonly<Record<ScoreMeasure, readonly BankPart[]>>): MeasuredParts {
  const entries = SCORE_MEASURE_NAMES.map((measure) => {
    const { part, whole } = found[measure].find((each) => each.bankId === bankId) ?? NOTHING;
    return [measure, { part, whole }] as const;
  });
  return Object.fromEntries(entries) as Record<ScoreMeasure, MeasuredPart>;
}

/** A stage counts once: in the quarter of its end if that was in time, else in the quarter in which its time ran out. */
async function decisionsInTime(
  transaction: Transaction,
  { firstOn, lastOn }: QuarterDays,
): Promise<BankPart[]> {
  const inTime = sql`c.endedOn <= c.dueOn AND c.endedOn >= ${firstOn} AND c.endedOn <= ${lastOn}`;
  const late = sql`(c.endedOn IS NULL OR c.endedOn > c.dueOn) AND c.dueOn >= ${firstOn} AND c.dueOn <= ${lastOn}`;
  const query = sql`SELECT c.organisationId AS bankId, SUM(CASE WHEN ${inTime} THEN 1 ELSE 0 END) AS part, COUNT(*) AS whole
    FROM stage_clocks c JOIN organisations o ON o.id = c.organisationId AND o.kind = 'bank'
   WHERE c.stage IN ('precheck', 'credit', 'extension') AND ((${inTime}) OR (${late})) GROUP BY c.organisationId`;
  return selectRows<BankPart>(transaction, query.sql, query.parameters);
}

/** What each bank has disbursed, of what the one with the most has. */
async function volumes(
  transaction: Transaction,
  bankIds: readonly number[],
  { firstOn, lastOn }: QuarterDays,
): Promise<BankPart[]> {
  const query = sql`SELECT bankOrganisationId AS bankId, SUM(principalFen) AS part FROM loans
    WHERE disbursedOn >= ${firstOn} AND disbursedOn <= ${lastOn} GROUP BY bankOrganisationId`;
  const disbursed = await selectRows<Omit<BankPart, 'whole'>>(transaction, query.sql, query.parameters);
  const whole = Math.max(0, ...disbursed.map(({ part }) => part));
  return bankIds.map((bankId) => ({
    bankId,
    part: disbursed.find((each) => each.bankId === bankId)?.part ?? 0,
    whole,
  }));
}

/** Of what was guaranteed on loans that were disbursed by the quarter's end: how much a guarantor had paid by then. */
async function compensationRates(transaction: Transaction, { lastOn }: QuarterDays): Promise<BankPart[]> {
  const query = sql`SELECT l.bankOrganisationId AS bankId, SUM(g.guaranteedFen) AS whole,
      SUM(CASE WHEN c.paidOn <= ${lastOn} THEN c.amountFen ELSE 0 END) AS part
    FROM guarantees g JOIN loans l ON l.id = g.loanId LEFT JOIN compensation_payments c ON c.loanId = l.id
   WHERE g.state IN ('effective', 'released', 'compensated') AND l.disbursedOn <= ${lastOn}
   GROUP BY l.bankOrganisationId`;
  return selectRows<BankPart>(transaction, query.sql, query.parameters);
}

async function reportsInTime(
  system: System,
  transaction: Transaction,
  days: QuarterDays,
): Promise<BankPart[]> {
  const parts = new Map<number, { part: number; whole: number }>();
  for (const { bankOrganisationId, lateByWorkingDays } of await findReportsMade(system, transaction, days)) {
    const { part, whole } = parts.get(bankOrganisationId) ?? NOTHING;
    parts.set(bankOrganisationId, { part: part + (lateByWorkingDays === 0 ? 1 : 0), whole: whole + 1 });
  }
  return [...parts].map(([bankId, part]) => ({ bankId, ...part }));
}
