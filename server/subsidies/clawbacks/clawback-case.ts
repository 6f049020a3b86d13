import type { Transaction } from 'sequelize';
import { ClawbackCase } from '../../../models/clawback-case.js';
import { findRow, lockRow, selectRows, updateRows, type Row } from '../../../models/rows.js';
import type { Database } from '../../../models/database.js';
import type { ApprovalSubject } from '../../approvals/approval.js';
import { clawbackScope } from '../../auth/scope.js';
import type { UnitOfWork } from '../../command.js';
import type { Actor, Context } from '../../context.js';
import type { JsonValue } from '../../core/canonical-json.js';
import { DomainError } from '../../core/errors.js';
import { fen, subtractFen, type Fen } from '../../core/money.js';
import type { StateActor } from '../../core/roles.js';
import { CLAWBACK_CASE_STATES, type ClawbackCaseEvent } from '../../core/states/clawback-case-states.js';
import { mayTrigger, transition } from '../../core/states/state-machine.js';

export type CaseRow = Row<ClawbackCase>;

/** What is decided on a case needs a second person; one proposal is open at a time. */
export const decisionOn = (caseId: number): ApprovalSubject => ({
  subjectKind: 'clawback-case',
  subjectId: caseId,
  action: 'decide-clawback',
});

/** The case in the actor's reach, locked. Fails: not-found. */
export async function lockCase(unit: UnitOfWork, actor: Actor, caseId: number): Promise<CaseRow> {
  const where = { id: caseId, ...clawbackScope(actor) };
  const found = await lockRow(ClawbackCase, where, unit.transaction);
  if (!found) throw new DomainError('not-found');
  return found;
}

/** The case in the actor's reach. Fails: not-found. */
export async function findCase({ actor }: Pick<Context, 'actor'>, caseId: number): Promise<CaseRow> {
  const found = await findRow(ClawbackCase, { where: { id: caseId, ...clawbackScope(actor) } });
  if (!found) throw new DomainError('not-found');
  return found;
}

/** Moves a case on, if this role may do so now. Fails: illegal-transition, forbidden. */
export async function moveCase(
  unit: UnitOfWork,
  mover: StateActor,
  found: CaseRow,
  event: ClawbackCaseEvent,
  changes: Partial<CaseRow> = {},
): Promise<CaseRow> {
  const state = transition(CLAWBACK_CASE_STATES, found.state, event);
  if (!mayTrigger(CLAWBACK_CASE_STATES, found.state, event, mover)) throw new DomainError('forbidden');
  const values = { ...changes, state, updatedAt: unit.now, version: found.version + 1 };
  await updateRows(ClawbackCase, values, { id: found.id }, unit.transaction);
  return { ...found, ...values };
}

/** What came back on a case: receipts and what was taken off subsidy, less what was undone. */
export async function readReturned(caseId: number, source: Database | Transaction): Promise<Fen> {
  const [sum] = await selectRows<{ amountFen: number }>(
    source,
    `SELECT COALESCE(SUM(CASE WHEN kind = 'reversal' THEN -amountFen ELSE amountFen END), 0) AS amountFen
       FROM clawback_receipts WHERE caseId = ?`,
    [caseId],
  );
  return fen(sum?.amountFen ?? 0);
}

/** What stands in claims that are not paid yet to be taken off for a case. */
export async function readPendingOffset(caseId: number, source: Database | Transaction): Promise<Fen> {
  const [sum] = await selectRows<{ amountFen: number }>(
    source,
    `SELECT COALESCE(SUM(line.subsidyFen), 0) AS amountFen
       FROM subsidy_lines line JOIN subsidy_claims claim ON claim.id = line.claimId
      WHERE line.clawbackCaseId = ? AND claim.state <> 'paid'`,
    [caseId],
  );
  return subtractFen(fen(0), fen(sum?.amountFen ?? 0));
}

/** Records what happened to a case on the acting organisation's chain, or the bank's, and tells others. */
export function recordOnCase(
  unit: UnitOfWork,
  organisationId: number | null,
  { id, number, loanId, bankOrganisationId }: CaseRow,
  detail: Readonly<Record<string, JsonValue>>,
  topic?: `clawback.${string}`,
): void {
  const subject = { subjectKind: 'clawback-case', subjectId: id };
  unit.record({ organisationId: organisationId ?? bankOrganisationId, ...subject, detail });
  if (topic === undefined) return;
  const payload = { caseId: id, number, loanId, bankOrganisationId };
  unit.publish({ topic, aggregateKind: 'clawback-case', aggregateId: id, payload });
}
