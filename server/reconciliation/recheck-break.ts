import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { findRow, lockRow } from '../../models/rows.js';
import { Reconciliation } from '../../models/reconciliation.js';
import { reconciliationScope } from '../auth/scope.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { BreakReply } from './break-case.js';
import { compareContract } from './compare-balances.js';

/** Compares the contract of one break again: it resolves where the facts now agree. Fails: not-found. */
export async function recheckBreak(context: Context, breakId: number): Promise<BreakReply> {
  return runCommand(context, 'reconciliation-break.recheck', async (unit) => {
    const { transaction } = unit;
    const where = { id: breakId, ...reconciliationScope(context.actor) };
    const before = await findRow(ReconciliationBreak, { where, transaction });
    if (!before) throw new DomainError('not-found');
    const { bankOrganisationId, balanceOn, contractNumber } = before;
    await lockRow(Reconciliation, { bankOrganisationId, balanceOn }, transaction);
    const changes = await compareContract(unit, { bankOrganisationId, balanceOn }, contractNumber);
    const after = (await findRow(ReconciliationBreak, { where, transaction })) ?? before;
    unit.record({
      organisationId: context.actor.organisationId ?? bankOrganisationId,
      subjectKind: 'reconciliation-break',
      subjectId: breakId,
      detail: { before: before.state, after: after.state, ...changes },
    });
    return { breakId: String(breakId), state: after.state, version: after.version };
  });
}
