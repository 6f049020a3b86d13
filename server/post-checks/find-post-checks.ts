import { Guarantee } from '../../models/guarantee.js';
import { Loan } from '../../models/loan.js';
import { PostCheck } from '../../models/post-check.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { StageClock } from '../../models/stage-clock.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import { postCheckScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { PostCheckState } from '../core/states/post-check-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { findingOn } from './post-check-case.js';

export interface PostCheckFilter extends PageRequest {
  readonly state?: PostCheckState | undefined;
}

/** A check with the loan that it is about and its deadline. */
export interface PostCheckView extends Row<PostCheck> {
  readonly loan: Row<Loan>;
  readonly guarantee: Row<Guarantee>;
  readonly clock: Row<StageClock>;
  /** Still open after its deadline. */
  readonly late: boolean;
}

/** A check with the finding that waits for its checker. */
export interface PostCheckDetail extends PostCheckView {
  readonly openProposal: Proposal | null;
}

/** The checks one sees, the newest first. Fails: malformed (the cursor). */
export async function findPostChecks(
  context: Context,
  filter: PostCheckFilter,
): Promise<Page<PostCheckView>> {
  const before = idBefore(filter);
  const rows = await findRows(PostCheck, {
    where: {
      ...(filter.state !== undefined && { state: filter.state }),
      ...(before !== undefined && { id: { '<': before } }),
      ...postCheckScope(context.actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  const { items, nextCursor } = pageById(rows, filter);
  return { items: await withLoans(context, items), nextCursor };
}

/** One check. Fails: not-found. */
export async function findPostCheck(context: Context, id: number): Promise<PostCheckDetail> {
  const row = await findRow(PostCheck, { where: { id, ...postCheckScope(context.actor) } });
  const [view] = row ? await withLoans(context, [row]) : [];
  if (view === undefined) throw new DomainError('not-found');
  return { ...view, openProposal: await findOpenProposal(findingOn(id)) };
}

async function withLoans({ system }: Context, checks: readonly Row<PostCheck>[]): Promise<PostCheckView[]> {
  const loans = await findRows(Loan, { where: { id: checks.map((check) => check.loanId) } });
  const guarantees = await findRows(Guarantee, { where: { id: checks.map((check) => check.guaranteeId) } });
  const subjectId = checks.map((check) => check.id);
  const clocks = await findRows(StageClock, { where: { subjectKind: 'post-check', subjectId } });
  const today = system.clock.today();
  return checks.flatMap((check) => {
    const loan = loans.find(({ id }) => id === check.loanId);
    const guarantee = guarantees.find(({ id }) => id === check.guaranteeId);
    const clock = clocks.find((each) => each.subjectId === check.id);
    if (!loan || !guarantee || !clock) return [];
    return [{ ...check, loan, guarantee, clock, late: (check.closedOn ?? today) > clock.dueOn }];
  });
}
