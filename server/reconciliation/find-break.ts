import type { BreakRemark } from '../../models/break-remark.js';
import { Repayment } from '../../models/repayment.js';
import { StatedBalance } from '../../models/stated-balance.js';
import { findRows, selectRows, type Row } from '../../models/rows.js';
import type { Context } from '../context.js';
import { addDays } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { NO_EVIDENCE, type BreakEvidence, type BreakRow } from './break-book.js';
import { findBreakView, type BreakView } from './find-breaks.js';

/** A remark with the name of who wrote it. */
export interface RemarkView extends Row<BreakRemark> {
  readonly writtenBy: string;
}

/** A break with everything that shows it. */
export interface BreakDetail extends BreakView {
  readonly evidence: BreakEvidence;
  /** All that the bank named for the contract and day, the earlier revisions too. */
  readonly statements: readonly Row<StatedBalance>[];
  /** Our repayments and reversals near the day, and those on which the suggested cause rests. */
  readonly repayments: readonly Row<Repayment>[];
  readonly remarks: readonly RemarkView[];
}

const NEAR_DAYS = 31;

/** One break with its evidence. Fails: not-found. */
export async function findBreak(context: Context, breakId: number): Promise<BreakDetail> {
  const view = await findBreakView(context, breakId);
  if (view === undefined) throw new DomainError('not-found');
  const { bankOrganisationId, balanceOn, contractNumber } = view;
  const evidence = { ...NO_EVIDENCE, ...(JSON.parse(view.evidenceJson) as Partial<BreakEvidence>) };
  const [statements, repayments, remarks] = await Promise.all([
    findRows(StatedBalance, {
      where: { bankOrganisationId, balanceOn, contractNumber },
      order: [['revision', 'ASC']],
    }),
    findRepayments(view, evidence),
    selectRows<RemarkView>(
      context.system.database,
      `SELECT m.*, u.displayName AS writtenBy FROM break_remarks m JOIN users u ON u.id = m.writtenByUserId
        WHERE m.breakId = ? ORDER BY m.id`,
      [breakId],
    ),
  ]);
  return { ...view, evidence, statements, repayments, remarks };
}

async function findRepayments(
  { loanId, balanceOn }: BreakRow,
  { repaymentIds }: BreakEvidence,
): Promise<Row<Repayment>[]> {
  if (loanId === null) return [];
  const paidOn = { '>=': addDays(balanceOn, -NEAR_DAYS), '<=': addDays(balanceOn, NEAR_DAYS) };
  const near = await findRows(Repayment, { where: { loanId, paidOn } });
  const named = await findRows(Repayment, { where: { loanId, id: repaymentIds } });
  const all = new Map([...near, ...named].map((repayment) => [repayment.id, repayment]));
  return [...all.values()].toSorted(
    (left, right) => left.paidOn.localeCompare(right.paidOn) || left.id - right.id,
  );
}
