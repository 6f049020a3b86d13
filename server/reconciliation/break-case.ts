import { BreakRemark } from '../../models/break-remark.js';
import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { reconciliationScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import {
  RECONCILIATION_BREAK_STATES,
  type ReconciliationBreakEvent,
  type ReconciliationBreakState,
} from '../core/states/reconciliation-break-states.js';
import { mayTrigger, transition } from '../core/states/state-machine.js';
import type { BreakRow } from './break-book.js';

export type BreakReply = {
  readonly breakId: string;
  readonly state: ReconciliationBreakState;
  readonly version: number;
};

/** A break in the hands of a command: the version that was read stands for what was seen. */
export interface BreakInput {
  readonly breakId: number;
  readonly version: number;
}

/** The break, locked until the command ends. Fails: not-found, stale-version. */
export async function lockBreak(unit: UnitOfWork, actor: Actor, input: BreakInput): Promise<BreakRow> {
  const where = { id: input.breakId, ...reconciliationScope(actor) };
  const row = await lockRow(ReconciliationBreak, where, unit.transaction);
  if (!row) throw new DomainError('not-found');
  if (row.version !== input.version) throw new DomainError('stale-version');
  return row;
}

/** The state after an event of the actor. Fails: illegal-transition, forbidden. */
export function nextBreakState(
  row: BreakRow,
  event: ReconciliationBreakEvent,
  { role }: Actor,
): ReconciliationBreakState {
  const next = transition(RECONCILIATION_BREAK_STATES, row.state, event);
  if (!mayTrigger(RECONCILIATION_BREAK_STATES, row.state, event, role)) {
    throw new DomainError('forbidden');
  }
  return next;
}

/** Writes what somebody did to a break and why: the row, the remark, the audit event. */
export async function writeOnBreak(
  unit: UnitOfWork,
  { actor }: Context,
  row: BreakRow,
  values: Partial<Pick<BreakRow, 'state' | 'ownerOrganisationId' | 'ownerUserId'>>,
  remark: Pick<Row<BreakRemark>, 'kind' | 'text'>,
): Promise<BreakReply> {
  const { transaction, now } = unit;
  const version = row.version + 1;
  await updateRows(ReconciliationBreak, { ...values, updatedAt: now, version }, { id: row.id }, transaction);
  const written = { breakId: row.id, ...remark, writtenByUserId: actor.userId, writtenAt: now };
  await insertRow(BreakRemark, written, transaction);
  const state = values.state ?? row.state;
  unit.record({
    organisationId: actor.organisationId ?? row.bankOrganisationId,
    subjectKind: 'reconciliation-break',
    subjectId: row.id,
    detail: { ...values, ...remark, before: row.state, after: state },
  });
  return { breakId: String(row.id), state, version };
}
