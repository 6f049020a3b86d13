import { LoanEvent } from '../../models/loan-event.js';
import { LoanStanding } from '../../models/loan-standing.js';
import { LoanStandingChange } from '../../models/loan-standing-change.js';
import { deleteRows, findRows, insertRows, type Row } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import {
  historyAdditions,
  standingOn,
  type LoanFindings,
  type OverduePeriod,
  type StandingStep,
} from '../core/daily-close/loan-standing.js';
import { eventsInForce } from '../core/loan-history.js';
import { LOAN_STATES, type LoanState } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { standingHistory } from './standing-history.js';
import type { LoanUnderClose } from './read-loan-lives.js';

/** What a batch of a close changed, by loan. */
export type BatchChanges = {
  readonly fellOverdue: readonly number[];
  readonly cured: readonly number[];
  readonly reclassified: readonly number[];
  /** Loans whose overdue days are others than before: their subsidy may be, too. */
  readonly overdueDaysChanged: readonly number[];
};

/** A close as the findings of its loans name it. */
export interface CloseOfFindings {
  readonly id: number;
  readonly businessDate: BusinessDate;
}

/** Stores what differs from what is known: standings, overdue periods and states; nothing where all is as before. */
export async function storeFindings(
  unit: UnitOfWork,
  close: CloseOfFindings,
  loans: readonly LoanUnderClose[],
  findings: ReadonlyMap<number, LoanFindings>,
): Promise<BatchChanges> {
  const reclassified = await storeStandings(unit, close, loans, findings);
  const overdueDaysChanged = await storeOverduePeriods(unit, loans, findings);
  const [fellOverdue, cured] = [
    await moveLoans(unit, loans, findings, close.businessDate, 'fall-overdue'),
    await moveLoans(unit, loans, findings, close.businessDate, 'cure'),
  ];
  return { fellOverdue, cured, reclassified, overdueDaysChanged };
}

async function storeStandings(
  { transaction }: UnitOfWork,
  close: CloseOfFindings,
  loans: readonly LoanUnderClose[],
  findings: ReadonlyMap<number, LoanFindings>,
): Promise<number[]> {
  const known = await findKnownHistories(transaction, loans);
  const changed = loans.flatMap(({ loan }) => {
    const derived = findings.get(loan.id)?.standing ?? [];
    const additions = historyAdditions(known.get(loan.id) ?? [], derived);
    return additions.length === 0 ? [] : [{ loanId: loan.id, derived, additions }];
  });
  if (changed.length === 0) return [];
  const facts = changed.flatMap(({ loanId, additions }) =>
    additions.map(({ from: fromOn, ...standing }) => ({ loanId, closeId: close.id, fromOn, ...standing })),
  );
  await insertRows(LoanStandingChange, facts, transaction);
  const loanId = changed.map((one) => one.loanId);
  await deleteRows(LoanStanding, { loanId }, transaction);
  const current = changed.map((one) => {
    const { pastDueSince, riskClass, reason } = standingOn(one.derived, close.businessDate);
    return { loanId: one.loanId, closeId: close.id, pastDueSince, riskClass, reason };
  });
  await insertRows(LoanStanding, current, transaction);
  return loanId;
}

async function findKnownHistories(
  transaction: UnitOfWork['transaction'],
  loans: readonly LoanUnderClose[],
): Promise<Map<number, StandingStep[]>> {
  const loanId = loans.map(({ loan }) => loan.id);
  const changes = await findRows(LoanStandingChange, {
    where: { loanId },
    order: [
      ['closeId', 'ASC'],
      ['fromOn', 'ASC'],
    ],
    transaction,
  });
  const byLoan = new Map<number, Row<LoanStandingChange>[]>();
  for (const change of changes) {
    const earlier = byLoan.get(change.loanId);
    if (earlier === undefined) byLoan.set(change.loanId, [change]);
    else earlier.push(change);
  }
  return new Map([...byLoan].map(([id, of]) => [id, standingHistory(of)]));
}

/** Brings the close's own overdue reports to the periods found: a new one, another end, or one without days in place of a wrong one. */
async function storeOverduePeriods(
  { transaction, now }: UnitOfWork,
  loans: readonly LoanUnderClose[],
  findings: ReadonlyMap<number, LoanFindings>,
): Promise<number[]> {
  const reports = loans.flatMap(({ loan, ownReports }) =>
    revisions(ownReports, findings.get(loan.id)?.overdue ?? []).map((revision) => ({
      loanId: loan.id,
      kind: 'overdue' as const,
      ...revision,
      newRate: null,
      note: null,
      source: 'daily-close' as const,
      recordedByUserId: null,
      recordedAt: now,
    })),
  );
  await insertRows(LoanEvent, reports, transaction);
  return [...new Set(reports.map(({ loanId }) => loanId))];
}

interface Revision {
  readonly fromOn: BusinessDate;
  readonly untilOn: BusinessDate | null;
  readonly revision: number;
}

function revisions(reports: readonly Row<LoanEvent>[], periods: readonly OverduePeriod[]): Revision[] {
  const inForce = eventsInForce(reports);
  const found = periods.flatMap(({ from: fromOn, until: untilOn }): Revision[] => {
    const known = inForce.find((report) => report.fromOn === fromOn);
    return known?.untilOn === untilOn ? [] : [{ fromOn, untilOn, revision: (known?.revision ?? 0) + 1 }];
  });
  const wrong = inForce
    .filter(({ fromOn, untilOn }) => untilOn !== fromOn && periods.every(({ from }) => from !== fromOn))
    .map(({ fromOn, revision }): Revision => ({ fromOn, untilOn: fromOn, revision: revision + 1 }));
  return [...found, ...wrong];
}

/** A loan is overdue where the schedule or the bank says so, and not before neither does is it cured. */
async function moveLoans(
  { transaction, now }: UnitOfWork,
  loans: readonly LoanUnderClose[],
  findings: ReadonlyMap<number, LoanFindings>,
  day: BusinessDate,
  event: 'fall-overdue' | 'cure',
): Promise<number[]> {
  const from: LoanState = event === 'cure' ? 'overdue' : 'active';
  const moving = loans.filter(({ loan, life }) => {
    const isReported = life.reportedOverdue.some(({ until }) => until > day);
    const isOpen = findings.get(loan.id)?.overdue.at(-1)?.until === null;
    return loan.state === from && (isReported || isOpen) === (event === 'fall-overdue');
  });
  if (moving.length === 0) return [];
  const ids = moving.map(({ loan }) => loan.id);
  await execute(
    transaction,
    `UPDATE loans SET state = ?, updatedAt = ?, version = version + 1 WHERE id IN (${ids.map(() => '?').join(', ')})`,
    [transition(LOAN_STATES, from, event), now, ...ids],
  );
  return ids;
}
