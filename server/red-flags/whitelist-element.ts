import { AuditWhitelistEntry } from '../../models/audit-whitelist-entry.js';
import { RedFlagStep } from '../../models/red-flag-step.js';
import { RedFlag } from '../../models/red-flag.js';
import { findRows, insertRow, insertRows, lockRow, updateRows, type Row } from '../../models/rows.js';
import { UniqueConstraintError } from 'sequelize';
import {
  decideApproval,
  proposeApproval,
  type ApprovalSubject,
  type Verdict,
} from '../approvals/approval.js';
import { auditWhitelistScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { RED_FLAG_STATES, type RedFlagState } from '../core/states/red-flag-states.js';
import { allowedEvents, transition } from '../core/states/state-machine.js';
import { lockFlag } from './flag-case.js';

export interface WhitelistInput {
  /** The flag whose element is whitelisted for its rule. */
  readonly flagId: number;
  readonly reason: string;
  /** The first day on which it is raised again. */
  readonly endsOn: BusinessDate;
}

export type WhitelistReply = {
  readonly entryId: string;
  readonly state: Row<AuditWhitelistEntry>['state'];
  readonly payloadHash: string;
};

const whitelistingOf = (entryId: number): ApprovalSubject => ({
  subjectKind: 'audit-whitelist-entry',
  subjectId: entryId,
  action: 'whitelist-element',
});

/** The longest that anything rests before it is looked at again. */
const MOST_YEARS = 3;

const wrongEnd = (): DomainError =>
  new DomainError('malformed', { field: 'endsOn' }, [
    {
      field: 'endsOn',
      rule: 'within-three-years',
      message: {
        zh: `应晚于今天,且不超过${MOST_YEARS}年`,
        en: `must be later than today and at most ${MOST_YEARS} years ahead`,
      },
    },
  ]);

/**
 * An officer proposes that a rule leaves an element alone until a day: the person, firm, phone, address … of a flag.
 * Fails: not-found, illegal-transition (the flag is closed), malformed, already-exists.
 */
export async function proposeWhitelisting(
  context: Context,
  { flagId, reason, endsOn }: WhitelistInput,
): Promise<WhitelistReply> {
  const { actor } = context;
  return runCommand(context, 'audit-whitelist.propose', async (unit) => {
    const flag = await lockFlag(unit, actor, flagId);
    transition(RED_FLAG_STATES, flag.state, 'whitelist');
    const latest = `${Number(unit.today.slice(0, 4)) + MOST_YEARS}${unit.today.slice(4)}`;
    if (endsOn <= unit.today || endsOn > latest) throw wrongEnd();
    const { rule, element, elementHash } = flag;
    const content = { rule, element, elementHash, reason, startsOn: unit.today, endsOn };
    const entryId = await openEntry(unit, actor, { ...content, flagId });
    const { payloadHash } = await proposeApproval(unit, actor, whitelistingOf(entryId), content);
    recordOnEntry(unit, actor, entryId, { ...content, payloadHash });
    return { entryId: String(entryId), state: 'proposed' as const, payloadHash };
  });
}

async function openEntry(
  unit: UnitOfWork,
  actor: Actor,
  content: Pick<
    Row<AuditWhitelistEntry>,
    'rule' | 'element' | 'elementHash' | 'reason' | 'startsOn' | 'endsOn' | 'flagId'
  >,
): Promise<number> {
  const openKey = `${content.rule} ${content.elementHash}`;
  try {
    return await insertRow(
      AuditWhitelistEntry,
      { ...content, state: 'proposed', openKey, makerUserId: actor.userId, createdAt: unit.now },
      unit.transaction,
    );
  } catch (error) {
    if (error instanceof UniqueConstraintError)
      throw new DomainError('already-exists', { what: 'whitelist-element' });
    throw error;
  }
}

/**
 * A supervisor, another person than the officer, whitelists the element or declines. Flags of it that are open rest until the end day.
 * Fails: not-found, maker-is-checker, approval-does-not-match.
 */
export async function decideWhitelisting(
  context: Context,
  entryId: number,
  verdict: Verdict,
): Promise<WhitelistReply> {
  const { actor } = context;
  return runCommand(context, 'audit-whitelist.decide', async (unit) => {
    const { transaction } = unit;
    const where = { id: entryId, ...auditWhitelistScope(actor) };
    const entry = await lockRow(AuditWhitelistEntry, where, transaction);
    if (!entry) throw new DomainError('not-found');
    const { payloadHash } = await decideApproval(unit, actor, whitelistingOf(entryId), verdict);
    const state = verdict.outcome === 'approve' ? 'in-force' : 'declined';
    await updateRows(
      AuditWhitelistEntry,
      { state, openKey: null, checkerUserId: actor.userId, decidedAt: unit.now },
      { id: entryId },
      transaction,
    );
    const rested = state === 'in-force' ? await restFlags(unit, actor, entry) : 0;
    recordOnEntry(unit, actor, entryId, { state, rested, reason: verdict.reason });
    return { entryId: String(entryId), state, payloadHash };
  });
}

const REST_FROM = (Object.keys(RED_FLAG_STATES.states) as RedFlagState[]).filter((state) =>
  allowedEvents(RED_FLAG_STATES, state).includes('whitelist'),
);

async function restFlags(
  { transaction, now }: UnitOfWork,
  actor: Actor,
  { rule, elementHash, reason }: Row<AuditWhitelistEntry>,
): Promise<number> {
  const flags = await findRows(RedFlag, { where: { rule, elementHash, state: REST_FROM }, transaction });
  for (const { id, state, version } of flags) {
    const rested = transition(RED_FLAG_STATES, state, 'whitelist');
    const values = { state: rested, updatedAt: now, version: version + 1 };
    await updateRows(RedFlag, values, { id }, transaction);
  }
  const step = { kind: 'whitelist', text: reason, takenByUserId: actor.userId, takenAt: now };
  await insertRows(
    RedFlagStep,
    flags.map(({ id }) => ({ flagId: id, ...step })),
    transaction,
  );
  return flags.length;
}

function recordOnEntry(
  unit: UnitOfWork,
  { organisationId }: Actor,
  entryId: number,
  detail: Readonly<Record<string, string | number | null>>,
): void {
  if (organisationId === null) throw new DomainError('forbidden');
  unit.record({ organisationId, subjectKind: 'audit-whitelist-entry', subjectId: entryId, detail });
}
