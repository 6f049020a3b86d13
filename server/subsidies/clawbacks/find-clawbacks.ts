import { ClawbackAmount } from '../../../models/clawback-amount.js';
import { ClawbackCase } from '../../../models/clawback-case.js';
import { ClawbackReceipt } from '../../../models/clawback-receipt.js';
import { Loan } from '../../../models/loan.js';
import { SubsidyLine } from '../../../models/subsidy-line.js';
import { findRows, type Row } from '../../../models/rows.js';
import { findOpenProposal, type Proposal } from '../../approvals/approval.js';
import { clawbackScope } from '../../auth/scope.js';
import type { Context } from '../../context.js';
import type { ClawbackAge, PlannedPart } from '../../core/clawback/clawback-plan.js';
import { subtractFen, type Fen } from '../../core/money.js';
import type { ClawbackCaseState } from '../../core/states/clawback-case-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../../paging.js';
import { parseSegments, type ClaimSegment } from '../claim-segments.js';
import { decisionOn, findCase, readPendingOffset, readReturned, type CaseRow } from './clawback-case.js';
import { ageOf, readParts } from './clawback-parts.js';

export interface ClawbackFilter extends PageRequest {
  readonly state?: ClawbackCaseState | undefined;
}

/** A case with its loan. */
export interface ClawbackView extends CaseRow {
  readonly contractNumber: string;
  readonly borrowerName: string;
}

/** A quarter of a demand: both computations side by side. */
export interface QuarterView extends Pick<
  Row<ClawbackAmount>,
  'quarter' | 'paidFen' | 'recomputedFen' | 'amountFen'
> {
  readonly before: readonly ClaimSegment[] | null;
  readonly after: readonly ClaimSegment[];
}

/** A case with everything that belongs to it. */
export interface ClawbackDetail extends ClawbackView {
  readonly quarters: readonly QuarterView[];
  readonly parts: readonly PlannedPart[];
  readonly receipts: readonly Row<ClawbackReceipt>[];
  readonly returned: Fen;
  /** What stands in claims that are not paid yet to be taken off. */
  readonly pending: Fen;
  readonly owed: Fen;
  readonly age: ClawbackAge;
  readonly openProposal: Proposal | null;
}

/** Demands for subsidy that was paid wrongly, the newest first. Fails: malformed (the cursor). */
export async function findClawbacks({ actor }: Context, filter: ClawbackFilter): Promise<Page<ClawbackView>> {
  const before = idBefore(filter);
  const rows = await findRows(ClawbackCase, {
    where: {
      ...(before !== undefined && { id: { '<': before } }),
      ...(filter.state !== undefined && { state: filter.state }),
      ...clawbackScope(actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  const { items, nextCursor } = pageById(rows, filter);
  return { items: await withLoans(items), nextCursor };
}

async function withLoans(cases: readonly CaseRow[]): Promise<ClawbackView[]> {
  const loans = await findRows(Loan, { where: { id: cases.map(({ loanId }) => loanId) } });
  const byId = new Map(loans.map((loan) => [loan.id, loan]));
  return cases.map((found) => {
    const loan = byId.get(found.loanId);
    return {
      ...found,
      contractNumber: loan?.contractNumber ?? '',
      borrowerName: loan?.borrowerName ?? '',
    };
  });
}

/** One demand: its quarters, its parts, what came back, how late it is, and what waits for a second person. Fails: not-found. */
export async function findClawback(context: Context, caseId: number): Promise<ClawbackDetail> {
  const { database, clock } = context.system;
  const found = await findCase(context, caseId);
  const [view] = await withLoans([found]);
  if (!view) throw new Error(`Case ${caseId} has no loan`);
  const parts = await readParts(caseId);
  const returned = await readReturned(caseId, database);
  const owes = found.issuedOn !== null && found.state !== 'withdrawn';
  const owed = owes ? subtractFen(found.totalFen, returned) : subtractFen(returned, returned);
  return {
    ...view,
    quarters: await findQuarters(caseId),
    parts,
    receipts: await findRows(ClawbackReceipt, { where: { caseId }, order: [['id', 'ASC']] }),
    returned,
    pending: await readPendingOffset(caseId, database),
    owed,
    age: ageOf(owes ? parts : [], owes ? owed : returned, clock.today()),
    openProposal: await findOpenProposal(decisionOn(caseId)),
  };
}

/** The quarters of a demand in their order. */
export async function findQuarters(caseId: number): Promise<QuarterView[]> {
  const amounts = await findRows(ClawbackAmount, { where: { caseId }, order: [['quarter', 'ASC']] });
  const ids = amounts.flatMap(({ paidLineId }) => paidLineId ?? []);
  const lines = await findRows(SubsidyLine, { where: { id: ids } });
  const paid = new Map(lines.map((line) => [line.id, line.segmentsJson]));
  return amounts.map(({ quarter, paidFen, recomputedFen, amountFen, paidLineId, segmentsJson }) => {
    const before = paidLineId === null ? undefined : paid.get(paidLineId);
    return {
      quarter,
      paidFen,
      recomputedFen,
      amountFen,
      before: before === undefined ? null : parseSegments(before),
      after: parseSegments(segmentsJson),
    };
  });
}
