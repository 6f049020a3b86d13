import { Approval } from '../../models/approval.js';
import { conditionOf, type SqlPart } from '../../models/condition.js';
import { findRow, findRows, selectRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { can, PERMISSIONS } from '../auth/permissions.js';
import {
  agreementScope,
  applicationScope,
  auditWhitelistScope,
  budgetScope,
  clawbackScope,
  compensationClaimScope,
  guaranteeStopScope,
  policyDraftScope,
  paymentRunScope,
  postCheckScope,
  redFlagScope,
} from '../auth/scope.js';
import type { Actor, Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { Role } from '../core/roles.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { isMaker, type ApprovalAction, type ApprovalSubject } from './approval.js';
import { actionsWhere, APPROVAL_ACTIONS, type ApprovalSubjectKind } from './approval-actions.js';

/** A proposal that waits, as a worklist shows it. */
export interface WaitingProposal {
  readonly id: number;
  readonly action: ApprovalAction;
  readonly subjectKind: ApprovalSubjectKind;
  readonly subjectId: number;
  /** The number or name by which people know the subject; empty where it has none. */
  readonly subjectName: string;
  readonly makerName: string;
  readonly proposedAt: string;
  /** Whether the reader's role decides on it and the reader is not its maker. */
  readonly mayCheck: boolean;
  readonly isOwn: boolean;
}

/** One proposal in full, with those who may check it and with the one before it on the same matter. */
export interface ProposalInFull extends WaitingProposal {
  readonly payload: JsonValue;
  readonly payloadHash: string;
  /** Names of the people who may check it, the maker not among them. */
  readonly checkers: readonly { readonly name: string; readonly role: Role }[];
  /** What was proposed before and came to nothing, with the reason that was given. */
  readonly before: { readonly payload: JsonValue; readonly reason: string | null } | null;
}

interface ScopedTable {
  readonly table: string;
  /** The column by which people know a row. */
  readonly knownBy?: string;
  readonly scopeOf: (actor: Actor) => object;
}

/** Where the subjects of proposals lie, and which of them an actor sees. Capital is the city's affair. */
const SUBJECTS: Readonly<Record<ApprovalSubjectKind, ScopedTable>> = {
  application: { table: 'applications', knownBy: 'number', scopeOf: applicationScope },
  'cooperation-agreement': { table: 'cooperation_agreements', knownBy: 'number', scopeOf: agreementScope },
  budget: { table: 'budgets', knownBy: 'year', scopeOf: budgetScope },
  'payment-run': { table: 'payment_runs', knownBy: 'number', scopeOf: paymentRunScope },
  organisation: { table: 'organisations', knownBy: 'name', scopeOf: budgetScope },
  'guarantee-stop': { table: 'guarantee_stops', scopeOf: guaranteeStopScope },
  'compensation-claim': { table: 'compensation_claims', knownBy: 'number', scopeOf: compensationClaimScope },
  'post-check': { table: 'post_checks', scopeOf: postCheckScope },
  'clawback-case': { table: 'clawback_cases', knownBy: 'number', scopeOf: clawbackScope },
  'red-flag': { table: 'red_flags', scopeOf: redFlagScope },
  'audit-whitelist-entry': { table: 'audit_whitelist', scopeOf: auditWhitelistScope },
  'policy-draft': { table: 'policy_drafts', scopeOf: policyDraftScope },
};

/** The acts on which a role works, as maker or as checker. */
const actionsOf = (role: Role): ApprovalAction[] =>
  actionsWhere(({ proposedBy, checkedBy }) => can(role, proposedBy) || can(role, checkedBy));

function visibleTo(actor: Actor, kinds: readonly ApprovalSubjectKind[]): SqlPart {
  const terms = kinds.map((kind) => {
    const { table, scopeOf } = SUBJECTS[kind];
    const { sql, parameters } = conditionOf(scopeOf(actor));
    return {
      sql: `(subjectKind = ? AND subjectId IN (SELECT id FROM ${table}${sql}))`,
      parameters: [kind, ...parameters],
    };
  });
  return {
    sql: terms.map(({ sql }) => sql).join(' OR '),
    parameters: terms.flatMap(({ parameters }) => parameters),
  };
}

async function openOnes(
  { actor, system }: Context,
  further: SqlPart,
  limit: number,
): Promise<Row<Approval>[]> {
  const actions = actionsOf(actor.role);
  if (actions.length === 0) return [];
  const kinds = [...new Set(actions.map((action) => APPROVAL_ACTIONS[action].subjectKind))];
  const visible = visibleTo(actor, kinds);
  const marks = actions.map(() => '?').join(', ');
  return selectRows<Row<Approval>>(
    system.database,
    `SELECT * FROM approvals WHERE openKey IS NOT NULL AND action IN (${marks}) AND (${visible.sql})${further.sql}
     ORDER BY id DESC LIMIT ${Math.trunc(limit)}`,
    [...actions, ...visible.parameters, ...further.parameters],
  );
}

const subjectKindOf = ({ action }: Row<Approval>): ApprovalSubjectKind =>
  APPROVAL_ACTIONS[action as ApprovalAction].subjectKind;

/** What the subjects of proposals are called, by kind and id. */
async function namesOf(
  { system }: Context,
  rows: readonly Row<Approval>[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const kind of new Set(rows.map(subjectKindOf))) {
    const { table, knownBy } = SUBJECTS[kind];
    if (knownBy === undefined) continue;
    const ids = rows.filter((row) => subjectKindOf(row) === kind).map(({ subjectId }) => subjectId);
    const found = await selectRows<{ readonly id: number; readonly name: string | number }>(
      system.database,
      `SELECT id, ${knownBy} AS name FROM ${table} WHERE id IN (${ids.map(() => '?').join(', ')})`,
      ids,
    );
    for (const { id, name } of found) names.set(`${kind} ${id}`, String(name));
  }
  return names;
}

async function present(context: Context, rows: readonly Row<Approval>[]): Promise<WaitingProposal[]> {
  const { actor } = context;
  const subjects = await namesOf(context, rows);
  const makers = await findRows(User, { where: { id: [...new Set(rows.map((row) => row.makerUserId))] } });
  const names = new Map(makers.map(({ id, displayName }) => [id, displayName]));
  return rows.map((row) => {
    const action = row.action as ApprovalAction;
    const isOwn = isMaker(actor, row);
    return {
      id: row.id,
      action,
      subjectKind: subjectKindOf(row),
      subjectId: row.subjectId,
      subjectName: subjects.get(`${subjectKindOf(row)} ${row.subjectId}`) ?? '',
      makerName: names.get(row.makerUserId) ?? '',
      proposedAt: row.proposedAt,
      mayCheck: !isOwn && can(actor.role, APPROVAL_ACTIONS[action].checkedBy),
      isOwn,
    };
  });
}

/** The proposals that wait for a second person and concern the reader, as maker's side or as checker's; the newest first. */
export async function findWaitingProposals(
  context: Context,
  page: PageRequest,
): Promise<Page<WaitingProposal>> {
  const before = idBefore(page);
  const further =
    before === undefined ? { sql: '', parameters: [] } : { sql: ' AND id < ?', parameters: [before] };
  return pageById(await present(context, await openOnes(context, further, page.limit + 1)), page);
}

/** The people who may check what somebody proposed: of the same house where banks and guarantors decide. */
async function checkersOf(row: Row<Approval>): Promise<ProposalInFull['checkers']> {
  const { checkedBy } = APPROVAL_ACTIONS[row.action as ApprovalAction];
  const role = [...PERMISSIONS[checkedBy]];
  const maker = await findRow(User, { where: { id: row.makerUserId } });
  const inHouse = /^(?:bank|guarantor)-/.test(role[0] ?? '') && maker?.organisationId;
  const people = await findRows(User, {
    where: { role, disabledAt: null, ...(inHouse && { organisationId: inHouse }) },
    order: [['id', 'ASC']],
    limit: 20,
  });
  return people
    .filter(({ personIndex }) => personIndex !== row.makerPersonIndex)
    .map(({ displayName, role: theirs }) => ({ name: displayName, role: theirs }));
}

/**
 * The open proposal on a subject that the actor sees and works on, in full; null when there is none. What came before it
 * shows the checker what has changed.
 */
export async function findProposalOn(
  context: Context,
  { subjectKind, subjectId, action }: ApprovalSubject,
): Promise<ProposalInFull | null> {
  const further = {
    sql: ' AND action = ? AND subjectKind = ? AND subjectId = ?',
    parameters: [action, subjectKind, subjectId],
  };
  const rows = await openOnes(context, further, 1);
  const [row] = rows;
  const [shown] = await present(context, rows);
  if (!row || !shown) return null;
  const [before] = await findRows(Approval, {
    where: { subjectKind, subjectId, action, state: ['declined', 'superseded'], id: { '<': row.id } },
    order: [['id', 'DESC']],
    limit: 1,
  });
  return {
    ...shown,
    payload: JSON.parse(row.payloadJson) as JsonValue,
    payloadHash: row.payloadHash,
    checkers: await checkersOf(row),
    before: before ? { payload: JSON.parse(before.payloadJson) as JsonValue, reason: before.reason } : null,
  };
}
