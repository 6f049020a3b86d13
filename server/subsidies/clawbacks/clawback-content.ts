import { totalToReturn } from '../../core/clawback/clawback-amounts.js';
import { formatYuan } from '../../core/money.js';
import type { CaseRow } from './clawback-case.js';
import type { ClawbackFinding, ClawbackQuarter } from './compute-clawback.js';

/** What the basis of a demand says: document and article, and what was found. */
export interface ClawbackBasis extends ClawbackFinding {
  readonly document: string;
  readonly article: string;
  readonly facts: string;
  /** Whether it may also be taken off subsidy that the borrower has coming. */
  readonly offset: boolean;
}

/** What the two persons agree on, to be hashed: the basis, and every quarter with its amounts. */
export function clawbackContent(
  { number, loanId }: Pick<CaseRow, 'number' | 'loanId'>,
  basis: ClawbackBasis,
  quarters: readonly ClawbackQuarter[],
) {
  const { ground, fromOn, untilOn, document, article, facts, offset } = basis;
  return {
    act: 'issue',
    number,
    loanId: String(loanId),
    ground,
    fromOn,
    untilOn,
    document,
    article,
    facts,
    offset,
    quarters: quarters.map(({ quarter, paid, recomputed, amount }) => ({
      quarter,
      paid: formatYuan(paid),
      recomputed: formatYuan(recomputed),
      amount: formatYuan(amount),
    })),
    total: formatYuan(totalToReturn(quarters)),
  };
}

/** The basis as a case keeps it. */
export const basisOf = ({
  ground,
  fromOn,
  untilOn,
  document,
  article,
  facts,
  offsetFlag,
}: CaseRow): ClawbackBasis => ({
  ground,
  fromOn,
  untilOn,
  document,
  article,
  facts,
  offset: offsetFlag === 1,
});
