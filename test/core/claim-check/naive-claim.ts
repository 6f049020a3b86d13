import { Decimal } from 'decimal.js';
import { addDays, addMonths, type BusinessDate } from '../../../server/core/business-date.js';
import { literalPolicy } from '../literal-policy.js';

/** A loan and a line of a claim on it, as the generator tells them. Amounts in fen, rates in percent. */
export interface ClaimStory {
  readonly borrowerKind: 'individual' | 'enterprise';
  readonly principal: number;
  readonly ratePercent: string;
  readonly basis: 360 | 365;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  /** Principal paid back, in date order; `early` ahead of the schedule. */
  readonly payments: readonly {
    readonly on: BusinessDate;
    readonly principal: number;
    readonly early: boolean;
  }[];
  readonly exclusions: readonly {
    readonly from: BusinessDate;
    readonly until: BusinessDate;
    readonly reason: 'overdue' | 'extension' | 'misuse' | 'eligibility-lost';
  }[];
  /** The day on which the business was closed, or its legal representative changed. */
  readonly endings: readonly {
    readonly change: 'closure' | 'legal-representative-change';
    readonly on: BusinessDate;
  }[];
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  readonly lineRatePercent: string;
}

/** One thing a bank's system does wrong, in the order in which causes are tried; rounding comes last. */
export const MISTAKES = [
  'day-count-both-ends',
  'basis-365-for-360',
  'basis-360-for-365',
  'overdue-days-included',
  'extension-days-included',
  'misuse-days-included',
  'after-maturity',
  'beyond-term',
  'after-settlement',
  'prepayment-ignored',
  'wrong-rate',
  'wrong-regime',
  'after-lost-eligibility',
  'after-closure',
  'after-new-representative',
  'rounding-each-day',
  'rounding-each-segment',
] as const;
export type Mistake = (typeof MISTAKES)[number];

const Exact = Decimal.clone({ precision: 60 });
const BORROWER_BELOW = 1.5;

/** What a bank's system comes to, in fen: every day by itself, in decimals, with at most one mistake. */
export function naiveFigure(story: ClaimStory, mistake: Mistake | null): number {
  const basis = basisOf(story, mistake);
  const until = mistake === 'day-count-both-ends' ? addDays(story.until, 1) : story.until;
  const ofDays: { readonly key: string; readonly amount: Decimal }[] = [];
  for (let day = story.from; day < until; day = addDays(day, 1)) {
    const balance = balanceOn(day, story, mistake);
    const free = earns(day, story, mistake);
    const percent = free ? subsidisedPercent(story, mistake) : new Exact(0);
    ofDays.push({ key: `${balance} ${free}`, amount: percent.times(balance).div(100).div(basis) });
  }
  if (mistake === 'rounding-each-day') return sum(ofDays.map(({ amount }) => rounded(amount)));
  if (mistake === 'rounding-each-segment') return sum(segments(ofDays).map(rounded));
  return rounded(ofDays.reduce((total, { amount }) => total.plus(amount), new Exact(0)));
}

function basisOf({ basis }: ClaimStory, mistake: Mistake | null): number {
  if (mistake === 'basis-365-for-360' && basis === 360) return 365;
  if (mistake === 'basis-360-for-365' && basis === 365) return 360;
  return basis;
}

function balanceOn(day: BusinessDate, story: ClaimStory, mistake: Mistake | null): number {
  let truly = story.principal;
  let counted = story.principal;
  for (const { on, principal, early } of story.payments) {
    if (on > day) break;
    truly -= principal;
    const settles = truly === 0;
    if (mistake === 'after-settlement' && settles) continue;
    if (mistake === 'prepayment-ignored' && early && !settles) continue;
    counted = settles ? 0 : counted - principal;
  }
  return counted;
}

function earns(day: BusinessDate, story: ClaimStory, mistake: Mistake | null): boolean {
  if (day < story.disbursedOn) return false;
  const within = (reason: string) =>
    story.exclusions.some((each) => each.reason === reason && each.from <= day && day < each.until);
  const extendedByMistake = mistake === 'extension-days-included' && within('extension');
  if (day >= story.maturesOn && mistake !== 'after-maturity' && !extendedByMistake) return false;
  const months = story.borrowerKind === 'individual' ? 36 : 24;
  if (day >= addMonths(story.disbursedOn, months) && mistake !== 'beyond-term') return false;
  if (mistake !== 'after-lost-eligibility' && within('eligibility-lost')) return false;
  if (hasEnded(day, story, mistake)) return false;
  return ['overdue', 'extension', 'misuse'].every(
    (reason) => mistake === `${reason}-days-included` || !within(reason),
  );
}

/** What a closure or a new representative means for loans of Guangzhou's rules. */
function hasEnded(day: BusinessDate, { disbursedOn, endings }: ClaimStory, mistake: Mistake | null): boolean {
  const passedOver = mistake === 'after-closure' ? 'closure' : 'legal-representative-change';
  const counted =
    mistake === 'after-closure' || mistake === 'after-new-representative'
      ? endings.filter(({ change }) => change !== passedOver)
      : endings;
  return disbursedOn >= '2023-12-31' && counted.some(({ on }) => on <= day);
}

function subsidisedPercent(story: ClaimStory, mistake: Mistake | null): Decimal {
  const rate = new Exact(mistake === 'wrong-rate' ? story.lineRatePercent : story.ratePercent);
  const isOld = story.disbursedOn < '2023-10-01';
  if (isOld === (mistake === 'wrong-regime')) return rate.div(2);
  const loanPrimeRate = new Exact(literalPolicy.loanPrimeRateOn(story.disbursedOn).value).div(1_000_000);
  return Exact.max(0, rate.minus(Exact.max(0, loanPrimeRate.minus(BORROWER_BELOW))));
}

/** Sums of neighbouring days on which nothing changes. */
function segments(days: readonly { readonly key: string; readonly amount: Decimal }[]): Decimal[] {
  const sums: { key: string; amount: Decimal }[] = [];
  for (const { key, amount } of days) {
    const last = sums.at(-1);
    if (last?.key === key) last.amount = last.amount.plus(amount);
    else sums.push({ key, amount });
  }
  return sums.map(({ amount }) => amount);
}

const rounded = (amount: Decimal): number => amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
