import { LoanEvent } from '../../models/loan-event.js';
import { findRow, findRows, insertRow, type Row } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { eventsInForce, isTakenBack, standingEvents } from '../core/loan-history.js';
import { followWithdrawal } from './follow-reports.js';
import { lockLoan, publishAboutLoan, recordOnLoan } from './loan-case.js';
import { TOPICS, type LoanEventReply } from './record-loan-event.js';

export interface LoanEventWithdrawal {
  readonly loanEventId: number;
  readonly reason: string;
}

/**
 * Takes back what the bank reported of a loan, by a further revision that ends on the day on which it begins: it holds on no day, and
 * what was computed from it is settled in the next claim. The report itself stays. Fails: not-found, illegal-transition
 * (a later revision counts, it has been taken back, or it is not the bank's own report).
 */
export async function withdrawLoanEvent(
  context: Context,
  { loanEventId, reason }: LoanEventWithdrawal,
): Promise<LoanEventReply> {
  const { actor } = context;
  return runCommand(context, 'loan-event.withdraw', async (unit) => {
    const { transaction } = unit;
    const report = await findRow(LoanEvent, { where: { id: loanEventId }, transaction });
    if (!report) throw new DomainError('not-found');
    const loan = await lockLoan(unit, actor, report.loanId);
    const where = { loanId: loan.id } as const;
    const reports = await findRows(LoanEvent, { where, order: [['id', 'ASC']], transaction });
    assertWithdrawable(report, reports);
    const { id: _, ...said } = report;
    const revision = report.revision + 1;
    const withdrawal = {
      ...said,
      untilOn: report.fromOn,
      note: reason,
      revision,
      recordedByUserId: actor.userId,
      recordedAt: unit.now,
    };
    const id = await insertRow(LoanEvent, withdrawal, transaction);
    const state = await followWithdrawal(unit, loan, standingEvents([...reports, withdrawal]), report);
    if (state !== loan.state) publishAboutLoan(unit, loan, TOPICS[state] ?? `loan.${state}`);
    recordOnLoan(unit, actor, loan, {
      loanEventId: id,
      withdraws: report.id,
      kind: report.kind,
      fromOn: report.fromOn,
      before: { state: loan.state, untilOn: report.untilOn },
      after: { state },
    });
    return { loanEventId: String(id), loanId: String(loan.id), revision, state, changed: true };
  });
}

function assertWithdrawable(report: Row<LoanEvent>, reports: readonly Row<LoanEvent>[]): void {
  const inForce = eventsInForce(reports).some((one) => one.id === report.id);
  const from = !inForce
    ? 'superseded'
    : isTakenBack(report)
      ? 'withdrawn'
      : report.source === 'bank'
        ? undefined
        : report.source;
  if (from === undefined) return;
  throw new DomainError('illegal-transition', { table: 'loan-event', from, event: 'withdraw' });
}
