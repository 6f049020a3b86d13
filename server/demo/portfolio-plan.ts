import { addDays, type BusinessDate, parseBusinessDate, weekday } from '../core/business-date.js';
import { type DistrictCode, DISTRICTS } from '../core/districts.js';
import type { BorrowerCategory } from '../core/borrower-categories.js';
import type { RepaymentMethod } from '../core/instalment.js';
import { fen, type Fen } from '../core/money.js';
import { parseRate, type Rate } from '../core/rate.js';
import { SeededRandom } from './seeded-random.js';

/** What happens to a planned loan after it is paid out. */
export type LoanStory = 'regular' | 'prepaid-in-part' | 'settled-early' | 'overdue' | 'extended';

export interface PlannedLoan {
  readonly sequence: number;
  readonly borrowerKind: 'individual' | 'partnership' | 'enterprise';
  readonly borrowerCategory: BorrowerCategory | null;
  readonly districtCode: DistrictCode;
  readonly bankCode: string;
  readonly guarantorCode: string;
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly termMonths: number;
  readonly repaymentMethod: RepaymentMethod;
  readonly appliedOn: BusinessDate;
  readonly disbursedOn: BusinessDate;
  readonly story: LoanStory;
}

/** What the city published for the first half of 2025: 70 loans, 249 million yuan together. */
export const PUBLISHED_HALF_YEAR = {
  loans: 70,
  totalFen: fen(24_900_000_000),
  subsidyFen: fen(1_197_000_000),
} as const;

const TEN_THOUSAND_YUAN = 1_000_000;
const INDIVIDUALS = 6;
const FIRST_APPLICATION = parseBusinessDate('2024-12-16');
const SATURDAY = 6;

const CATEGORIES: readonly BorrowerCategory[] = [
  'college-graduate',
  'registered-unemployed',
  'ex-service',
  'returning-founder',
  'online-merchant',
  'employment-difficulty',
];

/** Below the ceilings of LPR1Y + 50 basis points: 3.60 % until 2025-05-19, 3.50 % since. */
const RATES = ['3.10', '3.20', '3.30', '3.35', '3.45', '3.50'].map(parseRate);

const nextWeekday = (day: BusinessDate): BusinessDate =>
  weekday(day) < SATURDAY ? day : nextWeekday(addDays(day, 1));

function kindOf(index: number): PlannedLoan['borrowerKind'] {
  if (index % 11 === 3 && index < INDIVIDUALS * 11) return 'individual';
  return index % 35 === 20 ? 'partnership' : 'enterprise';
}

function storyOf(index: number): LoanStory {
  if (index === 3) return 'extended';
  if (index === 14) return 'overdue';
  if (index === 9) return 'settled-early';
  return index % 13 === 5 ? 'prepaid-in-part' : 'regular';
}

function termsOf(
  kind: PlannedLoan['borrowerKind'],
  story: LoanStory,
  random: SeededRandom,
): Pick<PlannedLoan, 'termMonths' | 'repaymentMethod'> {
  if (story === 'extended') return { termMonths: 3, repaymentMethod: 'interest-monthly' };
  if (story !== 'regular') return { termMonths: 24, repaymentMethod: 'interest-quarterly' };
  if (kind === 'enterprise') {
    return {
      termMonths: random.pick([12, 24, 24]),
      repaymentMethod: random.pick(['interest-quarterly', 'interest-monthly', 'equal-principal']),
    };
  }
  return {
    termMonths: random.pick([24, 36]),
    repaymentMethod: random.pick(['equal-instalment', 'interest-quarterly']),
  };
}

/** Amounts in whole ten thousands of yuan, below the caps; the largest kinds take what is missing to the published total. */
function amounts(kinds: readonly PlannedLoan['borrowerKind'][], random: SeededRandom): Fen[] {
  const units = kinds.map((kind) => {
    if (kind === 'individual') return random.between(15, 30);
    return kind === 'partnership' ? random.between(40, 60) : random.between(370, 400);
  });
  let missing = PUBLISHED_HALF_YEAR.totalFen / TEN_THOUSAND_YUAN - units.reduce((sum, unit) => sum + unit, 0);
  for (let index = 0; missing !== 0; index = (index + 1) % units.length) {
    const step = Math.sign(missing);
    const adjusted = (units[index] ?? 0) + step;
    if (kinds[index] !== 'enterprise' || adjusted > 400) continue;
    units[index] = adjusted;
    missing -= step;
  }
  return units.map((unit) => fen(unit * TEN_THOUSAND_YUAN));
}

/**
 * Seventy synthetic loans whose number and total are those the city published. The mean of 3.557 million yuan under a cap of 4
 * million for enterprises and 0.3 million for individuals leaves room for few individuals.
 */
export function planPortfolio(): PlannedLoan[] {
  const random = new SeededRandom(20_250_630);
  const kinds = Array.from({ length: PUBLISHED_HALF_YEAR.loans }, (_, index) => kindOf(index));
  const principals = amounts(kinds, random);
  const districts = Object.keys(DISTRICTS) as DistrictCode[];
  return kinds.map((borrowerKind, index) => {
    const story = storyOf(index);
    const appliedOn = nextWeekday(addDays(FIRST_APPLICATION, Math.floor(index * 2.5)));
    return {
      sequence: index + 1,
      borrowerKind,
      borrowerCategory: borrowerKind === 'enterprise' ? null : random.pick(CATEGORIES),
      districtCode: random.pick(districts),
      bankCode: random.pick(['BANK01', 'BANK01', 'BANK02']),
      guarantorCode: random.pick(['FUND01', 'GUAR01']),
      principal: principals[index] ?? fen(0),
      annualRate: random.pick(RATES),
      ...termsOf(borrowerKind, story, random),
      appliedOn,
      disbursedOn: nextWeekday(addDays(appliedOn, 17)),
      story,
    };
  });
}
