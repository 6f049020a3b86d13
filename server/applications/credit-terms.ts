import { EligibilityResult } from '../../models/eligibility-result.js';
import { findRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import type { DayCountBasis } from '../core/day-count.js';
import { loanLimit } from '../core/eligibility/loan-limit.js';
import { DomainError } from '../core/errors.js';
import type { RepaymentMethod } from '../core/instalment.js';
import { formatYuan, type Fen } from '../core/money.js';
import type { Region } from '../core/policy/subsidy-policy.js';
import { assertWithinCeiling } from '../core/rate-ceiling.js';
import type { Rate } from '../core/rate.js';
import type { ApplicationRow } from './application-case.js';

/** On what terms a bank would lend. */
export type CreditTerms = {
  readonly amountFen: Fen;
  readonly rate: Rate;
  readonly termMonths: number;
  readonly dayCountBasis: DayCountBasis;
  readonly repaymentMethod: RepaymentMethod;
};

const REGION: Region = 'eastern';

/**
 * Refuses terms above what policy and the application allow: the cap and the longest term of the day of the application, the
 * amount and term requested, and the rate ceiling of today, which the disbursement tests again.
 * Fails: amount-above-cap, term-above-cap, rate-above-ceiling, no-policy-in-force.
 */
export async function assertTermsAllowed(
  system: System,
  unit: UnitOfWork,
  row: ApplicationRow,
  { amountFen, rate, termMonths }: CreditTerms,
): Promise<void> {
  const { policyBook } = system.referenceData.current();
  const { requestedFen, appliedOn } = row;
  if (requestedFen === null || appliedOn === null) throw new Error(`Application ${row.id} was never filed`);
  const limit = loanLimit(policyBook, row.borrowerKind, appliedOn);
  const capFen = Math.min(await capOf(unit, row, limit.capFen), requestedFen) as Fen;
  if (amountFen > capFen) {
    throw new DomainError('amount-above-cap', { amount: formatYuan(amountFen), cap: formatYuan(capFen) });
  }
  if (termMonths > limit.maxTermMonths) {
    throw new DomainError('term-above-cap', { termMonths, maxTermMonths: limit.maxTermMonths });
  }
  assertWithinCeiling(rate, unit.today, REGION, policyBook);
}

/** The cap that the rules found for this content; a partnership's depends on its eligible partners. */
async function capOf(
  { transaction }: UnitOfWork,
  { id, contentHash }: ApplicationRow,
  otherwise: Fen,
): Promise<Fen> {
  const where = { applicationId: id, contentHash };
  const result = await findRow(EligibilityResult, { where, order: [['id', 'DESC']], transaction });
  return result?.capFen ?? otherwise;
}
