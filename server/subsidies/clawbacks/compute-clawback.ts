import type { Transaction } from 'sequelize';
import type { BusinessDate } from '../../core/business-date.js';
import { businessDate } from '../../core/business-date.js';
import { quartersToReturn, type QuarterToReturn } from '../../core/clawback/clawback-amounts.js';
import { EVENT_OF_GROUND, type ClawbackGround } from '../../core/clawback/clawback-grounds.js';
import { computeSubsidy } from '../../core/interest-subsidy.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import { subsidyQuarter } from '../../core/subsidy-quarter.js';
import type { LoanFacts } from '../../core/subsidy-segments.js';
import type { LoanRow } from '../../loans/loan-case.js';
import { findFactsOfLoan } from '../../loans/loan-facts.js';
import { segmentsJson } from '../claim-segments.js';
import { findPaidQuarters, readEarlierQuarters } from '../earlier-quarters.js';
import { TermsByDisbursement } from '../terms-by-disbursement.js';

/** From which day on, and until which, nothing should have been paid, and why. */
export interface ClawbackFinding {
  readonly ground: ClawbackGround;
  readonly fromOn: BusinessDate;
  /** Not counted; null where it has no end. */
  readonly untilOn: BusinessDate | null;
}

/** A quarter of a demand with what it rests on. */
export interface ClawbackQuarter extends QuarterToReturn {
  /** The paid line that spoke last of the quarter. */
  readonly paidLineId: number | null;
  readonly segmentsJson: string;
}

/** Later than any quarter that is paid. */
const ALL_QUARTERS = subsidyQuarter('2099Q4');
const OPEN_END = businessDate(2200, 12, 31);

/**
 * What of a loan's paid quarters would have to come back if the finding had been known: each is computed again with it and compared with
 * what was paid, is on its way, or was demanded back before.
 */
export async function computeClawback(
  loan: LoanRow,
  finding: ClawbackFinding,
  policy: PolicyBook,
  transaction: Transaction,
): Promise<ClawbackQuarter[]> {
  const terms = new TermsByDisbursement(policy).of(loan.borrowerKind, loan.disbursedOn);
  if (terms === null) return [];
  const { bankOrganisationId } = loan;
  const inHand = { claimId: 0, bankOrganisationId, quarter: ALL_QUARTERS };
  const quarters = (await findPaidQuarters(inHand, transaction)).filter(
    ({ from, until }) => until > finding.fromOn && (finding.untilOn === null || from < finding.untilOn),
  );
  const range = { after: loan.id - 1, upTo: loan.id };
  const earlier = await readEarlierQuarters(inHand, quarters, range, transaction);
  const facts = withFinding(await findFactsOfLoan(transaction, loan), finding);
  return quartersToReturn(
    quarters.map((quarter) => {
      const { subsidy: paid, lineId: paidLineId } = earlier.of(loan.id, quarter.name);
      const { subsidy: recomputed, segments } = computeSubsidy(facts, quarter, terms);
      return {
        quarter: quarter.name,
        paid,
        recomputed,
        paidLineId,
        segmentsJson: segmentsJson(segments),
      };
    }),
  );
}

function withFinding(facts: LoanFacts, { ground, fromOn, untilOn }: ClawbackFinding): LoanFacts {
  const excluded = { from: fromOn, until: untilOn ?? OPEN_END, reason: EVENT_OF_GROUND[ground] };
  return { ...facts, excludedPeriods: [...facts.excludedPeriods, excluded] };
}
