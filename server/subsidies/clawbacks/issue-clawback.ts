import { LoanEvent } from '../../../models/loan-event.js';
import { Loan } from '../../../models/loan.js';
import { findRow, findRows, insertRow } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { addDays } from '../../core/business-date.js';
import type { JsonValue } from '../../core/canonical-json.js';
import { EVENT_OF_GROUND } from '../../core/clawback/clawback-grounds.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan } from '../../core/money.js';
import { contentHash } from '../../hashing.js';
import { queueNotices } from '../../messages/queue-notices.js';
import { postMoney } from '../../money-ledger/post-money.js';
import { moveCase, type CaseRow } from './clawback-case.js';
import { basisOf, clawbackContent } from './clawback-content.js';
import { storePlan } from './clawback-parts.js';
import { computeClawback } from './compute-clawback.js';

/**
 * Issues a demand (下达追回通知): its days earn no subsidy from now on, what is to come back is booked and falls due, and the borrower is
 * told. A demand over nothing is closed at once. Fails: approval-does-not-match (the amounts are others by now).
 */
export async function issueClawback(
  context: Context,
  unit: UnitOfWork,
  found: CaseRow,
  payload: JsonValue,
): Promise<CaseRow> {
  await assertUnchanged(context, unit, found, payload);
  await recordFinding(context, unit, found);
  const { actor } = context;
  const checker = { checkerUserId: actor.userId, openKey: null, issuedOn: unit.today };
  const issued = await moveCase(unit, actor.role, found, 'issue', checker);
  if (issued.totalFen === 0) return moveCase(unit, actor.role, issued, 'close', { closedOn: unit.today });
  await postMoney(unit, actor, [
    {
      kind: 'demand',
      debit: { kind: 'clawback-due', holderId: 0 },
      credit: { kind: 'clawed-back', holderId: issued.bankOrganisationId },
      amount: issued.totalFen,
      subject: { subjectKind: 'clawback-case', subjectId: issued.id },
    },
  ]);
  const { policyBook } = context.system.referenceData.current();
  const dueOn = addDays(unit.today, policyBook.valueOn('clawback-terms', unit.today).value.paymentDays);
  await storePlan(unit, issued.id, [{ dueOn, amount: issued.totalFen }]);
  await queueNotices(unit, [
    {
      kind: 'clawback-issued',
      values: { number: issued.number, amount: formatYuan(issued.totalFen), dueOn },
      factKey: `clawback-issued:${issued.id}`,
      subjectKind: 'clawback-case',
      subjectId: issued.id,
      to: { borrowerId: issued.borrowerId },
    },
  ]);
  return issued;
}

async function assertUnchanged(
  { system }: Context,
  unit: UnitOfWork,
  found: CaseRow,
  payload: JsonValue,
): Promise<void> {
  const loan = await findRow(Loan, { where: { id: found.loanId }, transaction: unit.transaction });
  if (!loan) throw new DomainError('not-found');
  const basis = basisOf(found);
  const { policyBook } = system.referenceData.current();
  const quarters = await computeClawback(loan, basis, policyBook, unit.transaction);
  const now = contentHash(clawbackContent(found, basis, quarters));
  if (now !== found.contentHash || now !== contentHash(payload))
    throw new DomainError('approval-does-not-match');
}

/** What an office finds is the next revision of its own reports of that day. */
async function recordFinding({ actor }: Context, unit: UnitOfWork, found: CaseRow): Promise<void> {
  await storeFinding(unit, actor.userId, found, found.untilOn);
}

/** Stores the finding of a case as a report on its loan; one that ends on its first day takes it back. */
export async function storeFinding(
  { transaction, now }: UnitOfWork,
  recordedByUserId: number,
  { loanId, ground, fromOn, number, document }: CaseRow,
  untilOn: CaseRow['untilOn'],
): Promise<void> {
  const key = { loanId, kind: EVENT_OF_GROUND[ground], fromOn, source: 'officer' as const };
  const earlier = await findRows(LoanEvent, { where: key, transaction });
  const revision = Math.max(0, ...earlier.map((event) => event.revision)) + 1;
  const note = `${number} ${document}`;
  const report = { ...key, untilOn, newRate: null, note, revision, recordedByUserId, recordedAt: now };
  await insertRow(LoanEvent, report, transaction);
}
