import { ClaimTerms } from '../../models/claim-terms.js';
import { Loan } from '../../models/loan.js';
import { findRows, type Row } from '../../models/rows.js';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import type { PolicySource } from '../core/policy/subsidy-policy.js';
import type { Rate } from '../core/rate.js';

/** By which versions of the policy a line was computed; empty for lines from before that was kept. */
export interface LineTerms {
  readonly policies: readonly PolicySource[];
  /** What the regime looked at; null where it looks at none. */
  readonly loanPrimeRate: Rate | null;
}

export const NO_TERMS: LineTerms = { policies: [], loanPrimeRate: null };

interface Numbered {
  readonly lineNumber: number;
  readonly loanId: number | null;
}

/** The versions of each of some lines of a claim, by line number. */
export async function findLineTerms(
  { id: claimId }: Pick<Row<SubsidyClaim>, 'id'>,
  revision: number,
  lines: readonly Numbered[],
  book: PolicyBook,
): Promise<ReadonlyMap<number, LineTerms>> {
  const terms = await findRows(ClaimTerms, { where: { claimId, revision } });
  if (terms.length === 0) return new Map();
  const loans = await findRows(Loan, { where: { id: lines.flatMap(({ loanId }) => loanId ?? []) } });
  const loanOf = new Map(loans.map((loan) => [loan.id, loan]));
  return new Map(
    lines.flatMap(({ lineNumber, loanId }) => {
      const loan = loanOf.get(loanId ?? 0);
      const own = loan && terms.find((each) => holdsFor(each, lineNumber, loan));
      if (!own) return [];
      const ids = JSON.parse(own.policyIdsJson) as readonly string[];
      const policies = ids.flatMap((id) => book.sourceOf(id) ?? []);
      return [[lineNumber, { policies, loanPrimeRate: own.loanPrimeRate }] as const];
    }),
  );
}

const holdsFor = (
  terms: Row<ClaimTerms>,
  lineNumber: number,
  { borrowerKind, disbursedOn }: Pick<Row<Loan>, 'borrowerKind' | 'disbursedOn'>,
): boolean =>
  lineNumber > terms.linesAfter &&
  lineNumber <= terms.linesUpTo &&
  borrowerKind === terms.borrowerKind &&
  disbursedOn >= terms.disbursedFrom &&
  disbursedOn <= terms.disbursedLastOn;
