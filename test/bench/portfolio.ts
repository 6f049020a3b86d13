import { addDays, addMonths, businessDate, type BusinessDate } from '../../server/core/business-date.js';
import type { Instalment } from '../../server/core/instalment.js';
import { fen, ZERO_FEN, type Fen } from '../../server/core/money.js';
import type { BorrowerKind } from '../../server/core/policy/subsidy-policy.js';
import { rate, type Rate } from '../../server/core/rate.js';
import { repaymentSchedule } from '../../server/core/repayment-schedule.js';
import { SeededRandom } from '../../server/demo/seeded-random.js';

/** Money that came back on a loan. */
export interface BookedRepayment {
  readonly paidOn: BusinessDate;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}

/** A loan of the data set with all that has happened to it. */
export interface BookedLoan {
  /** Counts from 0. */
  readonly serial: number;
  readonly borrowerKind: BorrowerKind;
  readonly principalFen: Fen;
  readonly contractRate: Rate;
  readonly method: 'interest-quarterly' | 'bullet';
  readonly termMonths: number;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly instalments: readonly Instalment[];
  readonly repayments: readonly BookedRepayment[];
  /** Days on which the loan was overdue, for one in fifty. */
  readonly overdue: { readonly fromOn: BusinessDate; readonly untilOn: BusinessDate } | null;
}

/** The books are kept up to this day. */
export const BOOKED_UNTIL = businessDate(2025, 7, 1);

const FIRST_DISBURSEMENT = businessDate(2023, 10, 8);
const DAYS_OF_DISBURSEMENT = 520;
const SEED = 20_250_701;

/**
 * The data set of all measurements: loans of one to three years, disbursed from October 2023 to March 2025, each with its
 * instalments and on the average four repayments, of which one in three pays principal back early. The same number of
 * loans always gives the same loans.
 */
export function* portfolio(loans: number): Generator<BookedLoan> {
  const random = new SeededRandom(SEED);
  for (let serial = 0; serial < loans; serial += 1) yield bookedLoan(serial, random);
}

function bookedLoan(serial: number, random: SeededRandom): BookedLoan {
  const borrowerKind = random.below(5) === 0 ? 'enterprise' : 'individual';
  const principalFen = fen(random.between(5, borrowerKind === 'enterprise' ? 300 : 30) * 1_000_000);
  const contract = {
    method: random.below(4) === 0 ? ('bullet' as const) : ('interest-quarterly' as const),
    principal: principalFen,
    annualRate: rate(random.between(56, 69) * 50_000),
    termMonths: random.pick([12, 24, 24, 36]),
    disbursedOn: addDays(FIRST_DISBURSEMENT, random.below(DAYS_OF_DISBURSEMENT)),
    dayCountBasis: 360 as const,
  };
  const { instalments } = repaymentSchedule(contract);
  const overdueFrom = addDays(BOOKED_UNTIL, -random.between(20, 90));
  return {
    serial,
    borrowerKind,
    principalFen,
    contractRate: contract.annualRate,
    method: contract.method,
    termMonths: contract.termMonths,
    disbursedOn: contract.disbursedOn,
    maturesOn: addMonths(contract.disbursedOn, contract.termMonths),
    instalments,
    repayments: repaymentsOf(principalFen, contract.disbursedOn, instalments, random),
    overdue:
      random.below(50) === 0
        ? { fromOn: overdueFrom, untilOn: addDays(overdueFrom, random.between(5, 60)) }
        : null,
  };
}

/** What fell due was paid on its day, but for the last instalment; and some borrowers pay a part back early. */
function repaymentsOf(
  principal: Fen,
  disbursedOn: BusinessDate,
  instalments: readonly Instalment[],
  random: SeededRandom,
): BookedRepayment[] {
  const paid = instalments
    .filter(({ dueOn, principal: part }) => dueOn < BOOKED_UNTIL && part === 0)
    .map(({ dueOn, interest }) => ({ paidOn: dueOn, principalFen: ZERO_FEN, interestFen: interest }));
  if (random.below(3) > 0) return paid;
  const parts = random.between(1, 3);
  const early = Array.from({ length: parts }, () => ({
    paidOn: addDays(disbursedOn, random.between(1, 100)),
    principalFen: fen(Math.floor(principal / 10 / 100) * 100),
    interestFen: ZERO_FEN,
  }));
  return [...paid, ...early];
}
