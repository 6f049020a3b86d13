import { Extension } from '../../models/extension.js';
import { findRow, insertRow } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { addMonths, type BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import { LOAN_STATES } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { startClock } from '../stage-clocks/stage-clock.js';
import { lockLoan, recordOnLoan, type LoanRow } from './loan-case.js';

export interface ExtensionRequest {
  readonly loanId: number;
  /** The later maturity asked for. */
  readonly requestedUntil: BusinessDate;
  readonly reason: string;
}

export type ExtensionReply = {
  readonly extensionId: string;
  readonly loanId: string;
  readonly state: 'requested' | 'granted' | 'refused';
};

/**
 * Asks for a later maturity: before maturity, once, by at most as much as the policy allows (银发〔2016〕202号). The bank decides.
 * Fails: not-found, illegal-transition (overdue or ended), extension-not-allowed, already-exists (asked and undecided).
 */
export async function requestExtension(context: Context, input: ExtensionRequest): Promise<ExtensionReply> {
  const { actor, system } = context;
  return runCommand(context, 'extension.request', async (unit) => {
    const loan = await lockLoan(unit, actor, input.loanId);
    assertExtendable(loan, input.requestedUntil, unit.today, system.referenceData.current().policyBook);
    await assertNoneOpen(unit, loan);
    const { requestedUntil, reason } = input;
    const extensionId = await insertRow(
      Extension,
      {
        loanId: loan.id,
        requestedUntil,
        reason,
        state: 'requested',
        requestedByUserId: actor.userId,
        requestedAt: unit.now,
        decidedByUserId: null,
        decidedAt: null,
        decisionReason: null,
        grantedForLoanId: null,
      },
      unit.transaction,
    );
    const organisationId = loan.bankOrganisationId;
    const stage = 'extension' as const;
    await startClock(system, unit, {
      subjectKind: 'extension',
      subjectId: extensionId,
      stage,
      organisationId,
    });
    recordOnLoan(unit, actor, loan, { extensionId, requestedUntil });
    return { extensionId: String(extensionId), loanId: String(loan.id), state: 'requested' };
  });
}

/** Refuses what the rules on extensions do not allow. Fails: illegal-transition, extension-not-allowed. */
export function assertExtendable(
  loan: LoanRow,
  until: BusinessDate,
  today: BusinessDate,
  policy: PolicyBook,
): void {
  transition(LOAN_STATES, loan.state, 'extend');
  const { maximumCount, maximumMonths } = policy.valueOn('extension', today).value;
  const refuse = (reason: string): never => {
    throw new DomainError('extension-not-allowed', { reason, maximumCount, maximumMonths });
  };
  if (maximumCount < 1 || loan.extendedUntil !== null) refuse('extended-before');
  if (today >= loan.maturesOn) refuse('after-maturity');
  if (until <= loan.maturesOn) refuse('not-later');
  if (until > addMonths(loan.maturesOn, maximumMonths)) refuse('too-long');
}

async function assertNoneOpen(unit: UnitOfWork, loan: LoanRow): Promise<void> {
  const where = { loanId: loan.id, state: 'requested' } as const;
  const open = await findRow(Extension, { where, transaction: unit.transaction });
  if (open) throw new DomainError('already-exists', { what: 'extension' });
}
