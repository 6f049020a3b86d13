import type { BusinessDate } from '../business-date.js';
import { fen, type Fen, parseYuan } from '../money.js';
import type { PolicyBook } from '../policy/policy-book.js';
import type { PolicyVersion } from '../policy/policy-parameters.js';
import type { ApplicantKind } from './facts.js';

/** The largest amount and the longest term, each with the version it follows from. */
export interface LoanLimit {
  readonly capFen: Fen;
  readonly capVersion: PolicyVersion;
  readonly maxTermMonths: number;
  readonly termVersion: PolicyVersion;
}

/**
 * What an applicant may ask for at most, by the day of the application. A partnership's cap grows with its eligible
 * partners up to a total. Throws `no-policy-in-force`.
 */
export function loanLimit(
  book: PolicyBook,
  applicantKind: ApplicantKind,
  appliedOn: BusinessDate,
  eligiblePartners = 1,
): LoanLimit {
  const termVersion = book.asOf(`term-${applicantKind}`, appliedOn);
  const term = { maxTermMonths: termVersion.value.months, termVersion };
  if (applicantKind !== 'partnership') {
    const capVersion = book.asOf(`cap-${applicantKind}`, appliedOn);
    return { capFen: parseYuan(capVersion.value.yuan), capVersion, ...term };
  }
  const capVersion = book.asOf('cap-partnership', appliedOn);
  const { perPartnerYuan, percentOfSum, totalYuan } = capVersion.value;
  const together = Math.floor((parseYuan(perPartnerYuan) * eligiblePartners * percentOfSum) / 100);
  return { capFen: fen(Math.min(together, parseYuan(totalYuan))), capVersion, ...term };
}
