import { addDays, addMonths, daysBetween, type BusinessDate } from '../../../server/core/business-date.js';
import type { ClaimCause } from '../../../server/core/claim-check/claim-causes.js';
import { fen } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { repaymentSchedule } from '../../../server/core/repayment-schedule.js';
import type { SeededRandom } from '../../../server/demo/seeded-random.js';
import { day } from '../literal-policy.js';
import { MISTAKES, naiveFigure, type ClaimStory, type Mistake } from './naive-claim.js';

/** The quarter that all lines claim, or a part of it: 2025Q2. */
const QUARTER = { from: day('2025-03-21'), until: day('2025-06-21') };
const METHODS = [
  'equal-instalment',
  'equal-principal',
  'interest-monthly',
  'interest-quarterly',
  'bullet',
] as const;

const within = (random: SeededRandom): BusinessDate => addDays(QUARTER.from, random.between(5, 80));

/** Any loan with anything that can happen to it, and a line that claims the quarter or a part of it. */
export function storyOf(random: SeededRandom): ClaimStory {
  const borrowerKind = random.pick(['individual', 'enterprise'] as const);
  const longest = borrowerKind === 'individual' ? 36 : 24;
  const termMonths = random.pick([12, 24, longest, longest + 6]);
  // Half of them mature or reach the longest term within the quarter or shortly before.
  const disbursedOn =
    random.below(2) === 0
      ? addMonths(within(random), -random.pick([termMonths, longest]))
      : addDays(day('2025-05-20'), -random.between(1, 30 * longest));
  const ratePercent = `${random.between(2, 5)}.${random.between(10, 99)}`;
  const maturesOn = addMonths(disbursedOn, termMonths);
  const principal = random.between(1_000_000, 300_000_000);
  const loan = { borrowerKind, principal, ratePercent, disbursedOn, maturesOn } as const;
  const from = random.below(4) === 0 ? within(random) : QUARTER.from;
  return {
    ...loan,
    basis: random.pick([360, 365] as const),
    payments: paymentsOf(loan, termMonths, random),
    exclusions: exclusionsOf(maturesOn, random),
    endings: endingsOf(random),
    from,
    until:
      random.below(4) === 0
        ? addDays(from, random.between(1, daysBetween(from, QUARTER.until)))
        : QUARTER.until,
    lineRatePercent:
      random.below(2) === 0 ? ratePercent : `${random.between(2, 5)}.${random.between(10, 99)}`,
  };
}

/** By the schedule up to some day, with a prepayment, a settlement or neither. */
function paymentsOf(
  {
    principal,
    ratePercent,
    disbursedOn,
    maturesOn,
  }: Pick<ClaimStory, 'principal' | 'ratePercent' | 'disbursedOn' | 'maturesOn'>,
  termMonths: number,
  random: SeededRandom,
): ClaimStory['payments'] {
  const method = random.pick(METHODS);
  const annualRate = parseRate(ratePercent);
  const contract = {
    method,
    principal: fen(principal),
    annualRate,
    termMonths,
    disbursedOn,
    dayCountBasis: 360 as const,
  };
  const event = within(random);
  const kind = random.pick(['none', 'prepaid', 'settled'] as const);
  const scheduled = repaymentSchedule(contract)
    .instalments.filter(({ principal: part, dueOn }) => part > 0 && dueOn < maturesOn && dueOn !== event)
    .map(({ dueOn: on, principal: part }) => ({ on, principal: part as number, early: false }));
  const before = scheduled.filter(({ on }) => on < event);
  const owed = before.reduce((left, payment) => left - payment.principal, principal);
  if (kind === 'none' || event <= disbursedOn) return scheduled;
  if (kind === 'settled') return [...before, { on: event, principal: owed, early: true }];
  // What is left is paid back with the last instalments, so that it never falls below zero.
  const prepaid = { on: event, principal: Math.floor(owed / random.between(2, 5)), early: true };
  const later = scheduled.filter(({ on }) => on > event).slice(0, 2);
  const room = owed - prepaid.principal - later.reduce((total, payment) => total + payment.principal, 0);
  return room > 0 ? [...before, prepaid, ...later] : [...before, prepaid];
}

function exclusionsOf(maturesOn: BusinessDate, random: SeededRandom): ClaimStory['exclusions'] {
  const from = within(random);
  const until = addDays(from, random.between(1, 30));
  const reason = random.pick(['overdue', 'misuse', 'eligibility-lost', 'extension', null, null] as const);
  if (reason === null) return [];
  return reason === 'extension'
    ? [{ from: maturesOn, until: addMonths(maturesOn, 6), reason }]
    : [{ from, until, reason }];
}

function endingsOf(random: SeededRandom): ClaimStory['endings'] {
  return (['closure', 'legal-representative-change'] as const)
    .filter(() => random.below(4) === 0)
    .map((change) => ({ change, on: within(random) }));
}

/** The first mistake in the order of trial that gives the figure. */
export function expectedCause(story: ClaimStory, computed: number, claimed: number): ClaimCause {
  if (claimed === computed) return 'none';
  const mistake = MISTAKES.find((each) => naiveFigure(story, each) === claimed);
  if (mistake !== undefined) return mistake.startsWith('rounding') ? 'rounding' : (mistake as ClaimCause);
  return Math.abs(claimed - computed) <= 1 ? 'rounding' : 'unexplained';
}

/** A figure with one mistake that makes a difference, where one is soon found; one line in four has none. */
export function mistaken(story: ClaimStory, rightly: number, random: SeededRandom) {
  for (let tries = random.pick([0, 6, 6, 6]); tries > 0; tries -= 1) {
    const mistake: Mistake = random.pick(MISTAKES);
    const claimed = naiveFigure(story, mistake);
    if (claimed !== rightly) return { mistake, claimed };
  }
  return { mistake: null, claimed: rightly };
}
