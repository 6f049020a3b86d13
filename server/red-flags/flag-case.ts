import { RedFlagStep } from '../../models/red-flag-step.js';
import { RedFlag } from '../../models/red-flag.js';
import { insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import type { ApprovalSubject } from '../approvals/approval.js';
import { redFlagScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import { DomainError } from '../core/errors.js';
import { RED_FLAG_STATES, type RedFlagEvent, type RedFlagState } from '../core/states/red-flag-states.js';
import { mayTrigger, transition } from '../core/states/state-machine.js';

export type FlagRow = Row<RedFlag>;

export type FlagReply = {
  readonly flagId: string;
  readonly state: RedFlagState;
  readonly version: number;
};

/** A flag in the hands of a command: the version that was read stands for what was seen. */
export interface FlagInput {
  readonly flagId: number;
  readonly version: number;
}

/** What came of a flag needs a second person. */
export const conclusionOf = (flagId: number): ApprovalSubject => ({
  subjectKind: 'red-flag',
  subjectId: flagId,
  action: 'conclude-red-flag',
});

/** The flag, locked until the command ends. Fails: not-found. */
export async function lockFlag(unit: UnitOfWork, actor: Actor, flagId: number): Promise<FlagRow> {
  const flag = await lockRow(RedFlag, { id: flagId, ...redFlagScope(actor) }, unit.transaction);
  if (!flag) throw new DomainError('not-found');
  return flag;
}

/** The same, if it is still the version that was read. Fails: not-found, stale-version. */
export async function lockFlagVersion(unit: UnitOfWork, actor: Actor, input: FlagInput): Promise<FlagRow> {
  const flag = await lockFlag(unit, actor, input.flagId);
  if (flag.version !== input.version) throw new DomainError('stale-version');
  return flag;
}

/** The state that an event leads to, if this role may cause it. Fails: illegal-transition, forbidden. */
export function stateAfter({ state }: FlagRow, event: RedFlagEvent, actor: Actor): RedFlagState {
  const after = transition(RED_FLAG_STATES, state, event);
  if (!mayTrigger(RED_FLAG_STATES, state, event, actor.role)) throw new DomainError('forbidden');
  return after;
}

/** Writes what somebody did about a flag and why: the row, the step, the audit event. */
export async function stepOn(
  unit: UnitOfWork,
  actor: Actor,
  flag: FlagRow,
  values: Partial<FlagRow>,
  step: Pick<Row<RedFlagStep>, 'kind' | 'text'>,
): Promise<FlagReply> {
  const { transaction, now } = unit;
  const version = flag.version + 1;
  await updateRows(RedFlag, { ...values, updatedAt: now, version }, { id: flag.id }, transaction);
  const taken = { flagId: flag.id, ...step, takenByUserId: actor.userId, takenAt: now };
  await insertRow(RedFlagStep, taken, transaction);
  const state = values.state ?? flag.state;
  unit.record({
    organisationId: actor.organisationId ?? flag.districtOrganisationId,
    subjectKind: 'red-flag',
    subjectId: flag.id,
    detail: { ...values, ...step, before: flag.state, after: state },
  });
  return { flagId: String(flag.id), state, version };
}
