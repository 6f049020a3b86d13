import { LoanEvent } from '../../models/loan-event.js';
import { findRows, insertRow, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { eventsInForce, isTakenBack, standingEvents, type LoanEventKind } from '../core/loan-history.js';
import type { Rate } from '../core/rate.js';
import { judgeBusinessChange } from '../core/risk-alerts/judge-loan.js';
import type { LoanState } from '../core/states/loan-states.js';
import { raiseAlerts } from '../risk-alerts/raise-alerts.js';
import { followReports } from './follow-reports.js';
import { lockLoan, publishAboutLoan, recordOnLoan, type LoanRow } from './loan-case.js';

/** What a bank reports of a loan beside money. Sent again with another end or note, it becomes the next revision. */
export interface LoanEventInput {
  readonly loanId: number;
  readonly kind: LoanEventKind;
  readonly fromOn: BusinessDate;
  /** Not counted; null while it is open. */
  readonly untilOn: BusinessDate | null;
  /** Exactly for a rate change. */
  readonly newRate: Rate | null;
  readonly note: string | null;
}

export type LoanEventReply = {
  readonly loanEventId: string;
  readonly loanId: string;
  readonly revision: number;
  readonly state: LoanState;
  /** False when the same had been reported before and nothing was written. */
  readonly changed: boolean;
};

/** What others hear when a report has moved a loan to a state. */
export const TOPICS: Partial<Record<LoanState, string>> = {
  active: 'loan.cured',
  overdue: 'loan.fell-overdue',
  settled: 'loan.settled',
};

/** Agreed beforehand and then reported; everything else has to have happened. */
export const MAY_LIE_AHEAD: ReadonlySet<LoanEventKind> = new Set(['extension', 'rate-change']);

/**
 * Records what a bank reports of a loan. An open overdue makes the loan overdue, its end heals it; that it is settled
 * closes a loan without principal. An extension takes its days out of the subsidy; a later maturity is asked for and
 * decided apart. Fails: not-found, outside-loan-term, illegal-transition (settled while principal is owed).
 */
export async function recordLoanEvent(context: Context, input: LoanEventInput): Promise<LoanEventReply> {
  return runCommand(context, 'loan-event.record', async (unit) => {
    const loan = await lockLoan(unit, context.actor, input.loanId);
    assertPossible(unit, loan, input);
    const reports = await findRows(LoanEvent, {
      where: { loanId: loan.id },
      order: [['id', 'ASC']],
      transaction: unit.transaction,
    });
    const earlier = eventsInForce(reports).find(
      (one) => one.source === 'bank' && one.kind === input.kind && one.fromOn === input.fromOn,
    );
    if (earlier && !isTakenBack(earlier) && isSame(earlier, input))
      return repeated(context, unit, loan, earlier);

    const revision = (earlier?.revision ?? 0) + 1;
    const { kind, fromOn, untilOn, newRate, note } = input;
    const report = {
      loanId: loan.id,
      kind,
      fromOn,
      untilOn,
      newRate,
      note,
      source: 'bank' as const,
      revision,
    };
    const by = { recordedByUserId: context.actor.userId, recordedAt: unit.now };
    const loanEventId = await insertRow(LoanEvent, { ...report, ...by }, unit.transaction);
    const state = await followReports(unit, loan, standingEvents([...reports, report]), input);
    if (state !== loan.state) publishAboutLoan(unit, loan, TOPICS[state] ?? `loan.${state}`);
    if (kind === 'closure' || kind === 'legal-representative-change')
      await raiseAlerts(context.system, unit, [judgeBusinessChange({ loanId: loan.id, kind, fromOn })]);
    recordOnLoan(unit, context.actor, loan, {
      loanEventId,
      kind,
      fromOn,
      untilOn,
      newRate,
      revision,
      before: { state: loan.state },
      after: { state },
    });
    return { loanEventId: String(loanEventId), loanId: String(loan.id), revision, state, changed: true };
  });
}

function assertPossible(unit: UnitOfWork, loan: LoanRow, { kind, fromOn }: LoanEventInput): void {
  if (fromOn < loan.disbursedOn) {
    throw new DomainError('outside-loan-term', { date: fromOn, earliest: loan.disbursedOn });
  }
  if (fromOn > unit.today && !MAY_LIE_AHEAD.has(kind)) {
    throw new DomainError('outside-loan-term', { date: fromOn, latest: unit.today });
  }
}

const isSame = (earlier: Row<LoanEvent>, input: LoanEventInput): boolean =>
  earlier.untilOn === input.untilOn && earlier.newRate === input.newRate && earlier.note === input.note;

/** That a bank said the same again is worth a line in the audit chain, and nothing else. */
function repeated(
  context: Context,
  unit: UnitOfWork,
  loan: LoanRow,
  earlier: Row<LoanEvent>,
): LoanEventReply {
  recordOnLoan(unit, context.actor, loan, { loanEventId: earlier.id, changed: false });
  return {
    loanEventId: String(earlier.id),
    loanId: String(loan.id),
    revision: earlier.revision,
    state: loan.state,
    changed: false,
  };
}
