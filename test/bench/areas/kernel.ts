import { Decimal } from 'decimal.js';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import type { Fen } from '../../../server/core/money.js';
import type { Rate, SubsidyRate } from '../../../server/core/rate.js';
import { SubsidyKernel } from '../../../server/core/subsidy-kernel.js';
import { countDifferences, Mismatch } from '../compare.js';
import { interleaved } from '../interleaved.js';
import { benchRow, INFORMATIVE, ratioAtLeast, type Bench, type Measurement } from '../measurement.js';

const SEGMENTS = 4;
const CASES_PER_LOAN = 10;
const BATCHES = 10;
const RATE_PARTS = 10_000;
/** Parts of a rate in 100 %. */
const WHOLE = 100 * 1_000_000 * RATE_PARTS;

/** Loans as columns: of each, four segments one after the other. Principal in fen, rates in parts of a `Rate`. */
interface Cases {
  readonly count: number;
  readonly principals: Float64Array;
  readonly rates: Float64Array;
  readonly subsidyRates: Float64Array;
  readonly days: Float64Array;
  readonly bases: Float64Array;
}

/** Interest and subsidy of each loan in fen, side by side. */
type Amounts = Float64Array;

/** Computes the loans `[from, until)` into `amounts`. */
type Calculation = (cases: Cases, from: number, until: number, amounts: Amounts) => void;

/**
 * Loans of 10 000.00 to 3 000 000.00, falling from segment to segment, in whole hundreds of yuan and one in ten to the fen; at rates
 * a bank would write (0.05 % apart) and one in a hundred with six decimals; half of the rate is subsidised, or nothing
 * in one segment of eight.
 */
function randomCases(count: number): Cases {
  const random = new SeededRandom(20_250_321);
  const column = () => new Float64Array(count * SEGMENTS);
  const cases = { count, principals: column(), rates: column(), subsidyRates: column(), days: column() };
  const bases = new Float64Array(count);
  for (let loan = 0; loan < count; loan += 1) {
    const unit = random.below(10) === 0 ? 1 : 10_000;
    let principal = random.between(1_000_000 / unit, 300_000_000 / unit) * unit;
    const rate =
      random.below(100) === 0 ? random.between(1_000_000, 9_999_999) : random.between(50, 120) * 50_000;
    bases[loan] = random.below(2) === 0 ? 360 : 365;
    for (let at = loan * SEGMENTS; at < (loan + 1) * SEGMENTS; at += 1) {
      cases.principals[at] = principal;
      cases.rates[at] = rate * RATE_PARTS;
      cases.subsidyRates[at] = random.below(8) === 0 ? 0 : (rate * RATE_PARTS) / 2;
      cases.days[at] = random.between(1, 40);
      principal -= random.below(principal / unit) * unit;
    }
  }
  return { ...cases, bases };
}

const kernel = new SubsidyKernel();

const byKernel: Calculation = ({ principals, rates, subsidyRates, days, bases }, from, until, amounts) => {
  for (let loan = from; loan < until; loan += 1) {
    kernel.clear();
    for (let at = loan * SEGMENTS; at < (loan + 1) * SEGMENTS; at += 1) {
      kernel.add(
        principals[at] as Fen,
        ((rates[at] ?? 0) / RATE_PARTS) as Rate,
        subsidyRates[at] as SubsidyRate,
        days[at] ?? 0,
      );
    }
    amounts[loan * 2] = kernel.interest(bases[loan] ?? 0);
    amounts[loan * 2 + 1] = kernel.subsidy(bases[loan] ?? 0);
  }
};

/** Enough digits that no product is rounded before the one division. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

const byDecimals: Calculation = ({ principals, rates, subsidyRates, days, bases }, from, until, amounts) => {
  for (let loan = from; loan < until; loan += 1) {
    let interest = new Exact(0);
    let subsidy = new Exact(0);
    for (let at = loan * SEGMENTS; at < (loan + 1) * SEGMENTS; at += 1) {
      const principalDays = new Exact(principals[at] ?? 0).times(days[at] ?? 0);
      interest = interest.plus(principalDays.times(rates[at] ?? 0));
      subsidy = subsidy.plus(principalDays.times(subsidyRates[at] ?? 0));
    }
    const divisor = new Exact(WHOLE).times(bases[loan] ?? 0);
    amounts[loan * 2] = interest.div(divisor).toDecimalPlaces(0).toNumber();
    amounts[loan * 2 + 1] = subsidy.div(divisor).toDecimalPlaces(0).toNumber();
  }
};

/** As it is mostly written: yuan times percent times days over the basis, rounded to two places at the end. */
const byDoubles: Calculation = ({ principals, rates, subsidyRates, days, bases }, from, until, amounts) => {
  for (let loan = from; loan < until; loan += 1) {
    let interest = 0;
    let subsidy = 0;
    const basis = bases[loan] ?? 0;
    for (let at = loan * SEGMENTS; at < (loan + 1) * SEGMENTS; at += 1) {
      const yuan = (principals[at] ?? 0) / 100;
      interest += (yuan * ((rates[at] ?? 0) / WHOLE) * (days[at] ?? 0)) / basis;
      subsidy += (yuan * ((subsidyRates[at] ?? 0) / WHOLE) * (days[at] ?? 0)) / basis;
    }
    amounts[loan * 2] = Math.round(interest * 100);
    amounts[loan * 2 + 1] = Math.round(subsidy * 100);
  }
};

interface Result {
  readonly ours: number;
  readonly baseline: number;
  readonly count: number;
  readonly differences: number;
}

/** Computes every case with both, batch by batch in turns; the first batch is computed once more to warm up. */
async function against({ loans }: Bench, baseline: Calculation): Promise<Result> {
  const count = loans * CASES_PER_LOAN;
  const cases = randomCases(count);
  const amounts = { ours: new Float64Array(count * 2), baseline: new Float64Array(count * 2) };
  const timed = (side: keyof typeof amounts, calculation: Calculation) => (round: number) => {
    const batch = Math.max(0, round - 1);
    const [from, until] = [
      Math.floor((count * batch) / BATCHES),
      Math.floor((count * (batch + 1)) / BATCHES),
    ];
    const startedAt = performance.now();
    calculation(cases, from, until, amounts[side]);
    return (until - from) / ((performance.now() - startedAt) / 1000);
  };
  const medians = await interleaved(BATCHES, timed('ours', byKernel), timed('baseline', baseline));
  return { ...medians, count, differences: countDifferences(amounts.ours, amounts.baseline) };
}

const WHAT = `interest and subsidy of a loan of ${SEGMENTS} segments, whole fen in and out`;

const kernelAndDecimals: Measurement = {
  name: 'kernel-decimal',
  async measure(bench) {
    const { count, differences, ...medians } = await against(bench, byDecimals);
    if (differences > 0) throw new Mismatch(`${differences} of ${count * 2} amounts differ from decimal.js`);
    const what = `${WHAT}, against plain decimal.js that divides and rounds once; 0 mismatches in ${count} random loans`;
    return benchRow({ name: 'kernel-decimal', what, unit: 'loans/s' }, medians, ratioAtLeast(20));
  },
};

const kernelAndDoubles: Measurement = {
  name: 'kernel-doubles',
  async measure(bench) {
    const { count, differences, ...medians } = await against(bench, byDoubles);
    const what = `${WHAT}, against plain doubles, which get ${differences} of ${count * 2} amounts wrong`;
    return benchRow({ name: 'kernel-doubles', what, unit: 'loans/s' }, medians, INFORMATIVE);
  },
};

export const KERNEL: readonly Measurement[] = [kernelAndDecimals, kernelAndDoubles];
