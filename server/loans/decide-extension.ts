import { Extension } from '../../models/extension.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { findRow, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { personOf } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { stopClocks } from '../stage-clocks/stage-clock.js';
import { lockLoan, publishAboutLoan, recordOnLoan, type LoanRow } from './loan-case.js';
import { assertExtendable, type ExtensionReply } from './request-extension.js';

export interface ExtensionDecision {
  readonly extensionId: number;
  readonly outcome: 'grant' | 'refuse';
  readonly reason: string;
  /** Granted because the borrower could not pay otherwise: the loan is at least special mention from its first day on. */
  readonly financialDifficulty?: boolean;
}

/**
 * The bank consents to a later maturity or refuses it, by another person than the one who asked. The days from maturity on
 * earn no subsidy. Fails: not-found, illegal-transition (decided before, overdue or ended), extension-not-allowed,
 * maker-is-checker.
 */
export async function decideExtension(context: Context, input: ExtensionDecision): Promise<ExtensionReply> {
  const { actor, system } = context;
  return runCommand(context, 'extension.decide', async (unit) => {
    const asked = await findRow(Extension, {
      where: { id: input.extensionId },
      transaction: unit.transaction,
    });
    if (!asked) throw new DomainError('not-found');
    const loan = await lockLoan(unit, actor, asked.loanId);
    const extension = await lockOpen(unit, asked.id);
    await assertAnotherPerson(unit, actor, extension);
    const granted = input.outcome === 'grant';
    if (granted) {
      const { policyBook } = system.referenceData.current();
      assertExtendable(loan, extension.requestedUntil, unit.today, policyBook);
      await extend(unit, actor, loan, extension);
    }
    const state = granted ? 'granted' : 'refused';
    const financialDifficultyFlag = granted && input.financialDifficulty === true ? 1 : 0;
    await updateRows(
      Extension,
      {
        state,
        decidedByUserId: actor.userId,
        decidedAt: unit.now,
        decisionReason: input.reason,
        grantedForLoanId: granted ? loan.id : null,
        financialDifficultyFlag,
      },
      { id: extension.id },
      unit.transaction,
    );
    await stopClocks(unit, { subjectKind: 'extension', subjectId: extension.id });
    recordOnLoan(unit, actor, loan, {
      extensionId: extension.id,
      requestedUntil: extension.requestedUntil,
      state,
      financialDifficultyFlag,
    });
    return { extensionId: String(extension.id), loanId: String(loan.id), state };
  });
}

async function lockOpen(unit: UnitOfWork, id: number): Promise<Row<Extension>> {
  const extension = await lockRow(Extension, { id }, unit.transaction);
  if (extension?.state === 'requested') return extension;
  const from = extension?.state ?? '-';
  throw new DomainError('illegal-transition', { table: 'extension', from, event: 'decide' });
}

/** Who asked may not consent, under whatever account. Fails: maker-is-checker. */
async function assertAnotherPerson(unit: UnitOfWork, actor: Actor, extension: Row<Extension>): Promise<void> {
  const { transaction } = unit;
  const maker = await findRow(User, { where: { id: extension.requestedByUserId }, transaction });
  if (maker?.id === actor.userId || maker?.personIndex === personOf(actor))
    throw new DomainError('maker-is-checker');
}

async function extend(
  unit: UnitOfWork,
  actor: Actor,
  loan: LoanRow,
  extension: Row<Extension>,
): Promise<void> {
  const { requestedUntil: extendedUntil } = extension;
  const changes = { extendedUntil, updatedAt: unit.now, version: loan.version + 1 };
  await updateRows(Loan, changes, { id: loan.id }, unit.transaction);
  await insertRow(
    LoanEvent,
    {
      loanId: loan.id,
      kind: 'extension',
      fromOn: loan.maturesOn,
      untilOn: extendedUntil,
      newRate: null,
      note: null,
      source: 'officer',
      revision: 1,
      recordedByUserId: actor.userId,
      recordedAt: unit.now,
    },
    unit.transaction,
  );
  publishAboutLoan(unit, loan, 'loan.extended');
}
