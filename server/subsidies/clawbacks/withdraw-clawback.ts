import type { UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { postMoney } from '../../money-ledger/post-money.js';
import { moveCase, type CaseRow } from './clawback-case.js';
import { storeFinding } from './issue-clawback.js';
import { assertNothingReturned } from './propose-change.js';

/**
 * Takes a demand back (撤销): nothing is to come back any more, and its days earn their subsidy again, which the next claim settles where they
 * were not paid. Fails: illegal-transition (something has come back).
 */
export async function withdrawClawback(
  { actor }: Context,
  unit: UnitOfWork,
  found: CaseRow,
): Promise<CaseRow> {
  await assertNothingReturned(found.id, unit.transaction);
  await storeFinding(unit, actor.userId, found, found.fromOn);
  await postMoney(unit, actor, [
    {
      kind: 'withdraw',
      debit: { kind: 'clawed-back', holderId: found.bankOrganisationId },
      credit: { kind: 'clawback-due', holderId: 0 },
      amount: found.totalFen,
      subject: { subjectKind: 'clawback-case', subjectId: found.id },
    },
  ]);
  return moveCase(unit, actor.role, found, 'withdraw', { overdueSince: null, escalation: null });
}
