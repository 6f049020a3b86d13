import { computeSubsidy, type SubsidyStatement } from '../interest-subsidy.js';
import type { Fen } from '../money.js';
import type { CheckedLoan, ClaimedLine, WrongPaths } from './checked-loan.js';
import type { ClaimCause } from './claim-causes.js';
import { WRONG_CONVENTIONS, type CauseFacts } from './wrong-conventions.js';

/** Why a line differs, and how the bank's figure comes about; `statement` is null where no computation gives it. */
export interface FoundCause {
  readonly cause: ClaimCause;
  readonly facts: CauseFacts;
  readonly statement: SubsidyStatement | null;
}

const ONE_FEN = 1;
const NO_FACTS: CauseFacts = {};

/** The subsidy of a line's own days by the rules: what it is measured by. */
export function recomputeLine({ period }: ClaimedLine, { facts, terms }: CheckedLoan): SubsidyStatement {
  return computeSubsidy(facts, period, terms);
}

/**
 * The cause of a difference: the first single wrong convention that gives the bank's figure to the fen, then rounding.
 * `computed` is the rightful figure and is not what the line claims.
 */
export function findCause(
  line: ClaimedLine,
  loan: CheckedLoan,
  paths: WrongPaths,
  computed: Fen,
): FoundCause {
  for (const [cause, convention] of WRONG_CONVENTIONS) {
    for (const { statement, facts } of convention(line, loan, paths)) {
      if (statement.subsidy === line.claimed) return { cause, facts, statement };
    }
  }
  return roundedOtherwise(line, loan, computed) ?? { cause: 'unexplained', facts: NO_FACTS, statement: null };
}

function roundedOtherwise(
  { period, claimed }: ClaimedLine,
  { facts, terms }: CheckedLoan,
  computed: Fen,
): FoundCause | undefined {
  for (const rounding of ['each-day', 'each-segment'] as const) {
    const statement = computeSubsidy(facts, period, terms, { rounding });
    if (statement.subsidy === claimed) return { cause: 'rounding', facts: { rounding }, statement };
  }
  const withinOneFen = Math.abs(claimed - computed) <= ONE_FEN;
  return withinOneFen
    ? { cause: 'rounding', facts: { rounding: 'within-one-fen' }, statement: null }
    : undefined;
}
