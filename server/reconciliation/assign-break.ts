import { User } from '../../models/user.js';
import { findRow, type Row } from '../../models/rows.js';
import { can } from '../auth/permissions.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { BreakRow } from './break-book.js';
import { lockBreak, writeOnBreak, type BreakInput, type BreakReply } from './break-case.js';

export interface BreakAssignment extends BreakInput {
  /** Somebody of the bank or of the actor's own office who may work on breaks. */
  readonly ownerUserId: number;
  readonly text: string;
}

/** Gives a break to the person who is to clear it up. Fails: not-found, stale-version, illegal-transition, malformed. */
export async function assignBreak(
  context: Context,
  { ownerUserId, text, ...input }: BreakAssignment,
): Promise<BreakReply> {
  return runCommand(context, 'reconciliation-break.assign', async (unit) => {
    const row = await lockBreak(unit, context.actor, input);
    if (row.state === 'resolved') {
      const table = 'reconciliation-break';
      throw new DomainError('illegal-transition', { table, from: row.state, event: 'assign' });
    }
    const owner = await findOwner(unit, context, row, ownerUserId);
    const values = { ownerOrganisationId: owner.organisationId ?? row.bankOrganisationId, ownerUserId };
    return writeOnBreak(unit, context, row, values, { kind: 'assign', text });
  });
}

async function findOwner(
  { transaction }: UnitOfWork,
  { actor }: Context,
  row: BreakRow,
  ownerUserId: number,
): Promise<Row<User>> {
  const owner = await findRow(User, { where: { id: ownerUserId, disabledAt: null }, transaction });
  const belongs =
    owner?.organisationId === row.bankOrganisationId || owner?.organisationId === actor.organisationId;
  if (owner && belongs && can(owner.role, 'reconciliation-break.explain')) return owner;
  const message = {
    zh: '应为该银行或本单位可处理对账差异的在用账号',
    en: 'must be an account in use, of that bank or of your office, that may work on breaks',
  };
  throw new DomainError('malformed', { field: 'ownerUserId' }, [
    { field: 'ownerUserId', rule: 'owner', message },
  ]);
}
