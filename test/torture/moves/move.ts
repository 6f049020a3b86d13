import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../../server/core/errors.js';
import { selectRows } from '../../../models/rows.js';
import type { LoanState } from '../../../server/core/states/loan-states.js';
import { addDays, daysBetween, type BusinessDate } from '../../../server/core/business-date.js';
import { fen, formatYuan } from '../../../server/core/money.js';
import { BANKS, type Bank } from '../city.js';
import type { LoanModel } from '../model.js';
import type { Stage } from '../stage.js';

/** One kind of command: how often it comes, and what it does. It answers false where nothing was there to do it to. */
export interface Move {
  readonly name: string;
  readonly weight: number;
  run(stage: Stage): Promise<boolean>;
}

export const bankOf = ({ bank }: { readonly bank: number }): Bank => BANKS[bank === 0 ? 0 : 1];
export const otherBankOf = ({ bank }: { readonly bank: number }): Bank => BANKS[bank === 0 ? 1 : 0];
export const yuan = (amount: number): string => formatYuan(fen(amount));

/** A loan that fits; later loans come up more often, as they do in a bank's day. */
export function pickLoan(stage: Stage, fits: (loan: LoanModel) => boolean): LoanModel | undefined {
  const { dice, model } = stage;
  const { loans } = model;
  for (let tries = 0; tries < 12 && loans.length > 0; tries += 1) {
    const recent = dice.chance(70) ? Math.max(0, loans.length - 200) : 0;
    const loan = loans[dice.between(recent, loans.length - 1)];
    if (!loan || !fits(loan)) continue;
    stage.touched.add(loan.id);
    return loan;
  }
  return undefined;
}

/** Today, or in some cases an earlier day, a day before the loan, or one to come. */
export function someDay(stage: Stage, loan: LoanModel): BusinessDate {
  const { dice, clock } = stage;
  const today = clock.today();
  const age = daysBetween(loan.disbursedOn, today);
  if (dice.chance(65)) return today;
  if (dice.chance(88)) return addDays(today, -dice.between(0, Math.min(age, 120)));
  return dice.chance(50)
    ? addDays(loan.disbursedOn, -dice.between(1, 5))
    : addDays(today, dice.between(1, 5));
}

/** Whether a day lies within the loan's life so far. */
export const isWithin = (stage: Stage, loan: LoanModel, day: BusinessDate): boolean =>
  day >= loan.disbursedOn && day <= stage.clock.today();

interface LoanRow {
  readonly id: number;
  readonly contractNumber: string;
  readonly principalFen: number;
  readonly outstandingFen: number;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly state: LoanState;
}

/** The loans a condition names, as they are stored. */
export const readLoans = (
  { observer }: Stage,
  condition: string,
  parameters: readonly (string | number)[],
): Promise<LoanRow[]> =>
  selectRows<LoanRow>(observer, `SELECT * FROM loans WHERE ${condition} ORDER BY id`, parameters);

/** Takes a new loan into the model. */
export function addLoan({ model, touched }: Stage, bank: number, row: LoanRow): void {
  const { id, principalFen, disbursedOn, maturesOn, state } = row;
  touched.add(id);
  const money = { outstanding: principalFen, interestPaid: 0, penaltyPaid: 0 };
  const life = { state, extended: false, compensated: false, repayments: [] };
  model.loans.push({ id, bank, principal: principalFen, disbursedOn, maturesOn, ...money, ...life });
}

const MOST_TRIES = 60;

/** Does what is not a request until it succeeds: the database may be out of reach. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'unavailable' || tries === MOST_TRIES)
        throw error;
      await delay(Math.min(500, 5 * 2 ** tries));
    }
  }
}
