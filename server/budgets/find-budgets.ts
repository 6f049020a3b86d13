import { Budget } from '../../models/budget.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import { budgetScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { fen, formatYuan, type Fen } from '../core/money.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { readAllotment } from './allotment-payload.js';
import { availableFen } from './budget-ledger.js';
import { BUDGET_LEVELS, type BudgetLevel } from './cost-split.js';
import { carryOverOf } from './propose-carry-over.js';

export interface BudgetFilter extends PageRequest {
  readonly year?: number | undefined;
  readonly level?: BudgetLevel | undefined;
}

/** A budget and how far it is used. */
export interface BudgetProgress extends Row<Budget> {
  readonly available: Fen;
  /** Reserved, committed and paid, of what was allotted and returned, in hundredths of a percent; 0 while nothing was. */
  readonly usedBasisPoints: number;
}

/** A budget with what waits for approval. */
export interface BudgetDetail extends BudgetProgress {
  readonly openAllotment: OpenMoneyProposal | null;
  /** What is proposed to go over to the next year. */
  readonly openCarryOver: OpenMoneyProposal | null;
}

/** A proposal as its checker reads it; the approval repeats the hash. */
export interface OpenMoneyProposal {
  readonly amount: string;
  readonly document: string;
  readonly payloadHash: string;
  readonly proposedAt: string;
}

export type BudgetEntryView = Row<BudgetEntry>;

/** The budgets, the newest first. */
export async function findBudgets({ actor }: Context, filter: BudgetFilter): Promise<Page<BudgetProgress>> {
  const before = idBefore(filter);
  const rows = await findRows(Budget, {
    where: {
      ...(filter.year !== undefined && { year: filter.year }),
      ...(filter.level !== undefined && { level: filter.level }),
      ...(before !== undefined && { id: { '<': before } }),
      ...budgetScope(actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows.map(withProgress), filter);
}

const rank = ({ level }: Row<Budget>): number => BUDGET_LEVELS.indexOf(level);

/** The budgets of a year, from the central level down. */
export async function findBudgetsOfYear({ actor }: Context, year: number): Promise<BudgetProgress[]> {
  const rows = await findRows(Budget, {
    where: { year, ...budgetScope(actor) },
    order: [['districtCode', 'ASC']],
  });
  return rows.map(withProgress).toSorted((a, b) => rank(a) - rank(b));
}

/** One budget. Fails: not-found. */
export async function findBudget({ actor }: Context, budgetId: number): Promise<BudgetDetail> {
  const budget = await findRow(Budget, { where: { id: budgetId, ...budgetScope(actor) } });
  if (!budget) throw new DomainError('not-found');
  const allotmentSubject = { subjectKind: 'budget', subjectId: budgetId, action: 'allot-budget' } as const;
  const [allotment, carryOver] = await Promise.all([
    findOpenProposal(allotmentSubject),
    findOpenProposal(carryOverOf(budgetId)),
  ]);
  return {
    ...withProgress(budget),
    openAllotment: allotment && openProposalOf(allotment),
    openCarryOver: carryOver && openProposalOf(carryOver),
  };
}

/** Every movement of a budget, the latest first. Fails: not-found, malformed (cursor). */
export async function findBudgetEntries(
  context: Context,
  budgetId: number,
  request: PageRequest,
): Promise<Page<BudgetEntryView>> {
  await findBudget(context, budgetId);
  const before = idBefore(request);
  const rows = await findRows(BudgetEntry, {
    where: { budgetId, ...(before !== undefined && { id: { '<': before } }) },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  return pageById(rows, request);
}

function openProposalOf({ payload, payloadHash, proposedAt }: Proposal): OpenMoneyProposal {
  const { amount, document } = readAllotment(payload);
  return { amount: formatYuan(amount), document, payloadHash, proposedAt };
}

function withProgress(budget: Row<Budget>): BudgetProgress {
  const available = availableFen(budget);
  const granted = fen(budget.allottedFen + budget.returnedFen);
  const usedBasisPoints = granted === 0 ? 0 : Math.floor(((granted - available) * 10_000) / granted);
  return { ...budget, available, usedBasisPoints };
}
