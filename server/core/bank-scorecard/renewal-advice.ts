import { divideHalfUp } from '../money.js';
import type { PolicyVersion } from '../policy/policy-parameters.js';

/** One quarter of a bank as a renewal looks at it. */
export type RenewalScore = {
  readonly quarter: string;
  readonly scoreBasisPoints: number | null;
  readonly rank: number | null;
  readonly rankedBanks: number;
  /** Of the scorecard: what was seen is what was decided on. */
  readonly contentHash: string;
};

/** What a bank's scorecards say about renewing its agreement. */
export type RenewalAdvice = {
  readonly scores: readonly RenewalScore[];
  /** The mean of the quarters with a score; null without any. */
  readonly meanBasisPoints: number | null;
  readonly minimumBasisPoints: number;
  /** Below the minimum an agreement is brought into force with a reason only. */
  readonly belowMinimum: boolean;
  readonly policyId: string;
};

/** The advice by the policy in force; a bank without a score is not advised against. */
export function renewalAdvice(
  scores: readonly RenewalScore[],
  { value, id: policyId }: PolicyVersion<'renewal-score'>,
): RenewalAdvice {
  const known = scores.flatMap(({ scoreBasisPoints }) => scoreBasisPoints ?? []);
  const sum = known.reduce((total, score) => total + score, 0);
  const meanBasisPoints = known.length === 0 ? null : Number(divideHalfUp(BigInt(sum), BigInt(known.length)));
  const minimumBasisPoints = value.scoreBasisPoints;
  const belowMinimum = meanBasisPoints !== null && meanBasisPoints < minimumBasisPoints;
  return { scores, meanBasisPoints, minimumBasisPoints, belowMinimum, policyId };
}
