import { parseBusinessDate as day } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import type { PolicyParameter, PolicyVersion } from '../../../server/core/policy/policy-parameters.js';
import { draftedBook } from '../../../server/core/policy-impact/drafted-book.js';
import { type AskedLoan } from '../../../server/core/policy-impact/facts-on-record.js';
import { AgainJudge, type JudgedAgain } from '../../../server/core/policy-impact/judge-again.js';

export type Value = PolicyVersion['value'];

export const BOOK = PolicyBook.published();
export const HOLDS_FROM = day('2024-01-01');
export const ALONE: AskedLoan = {
  applicantKind: 'individual',
  appliedOn: day('2024-03-01'),
  principal: parseYuan('300000.00'),
  termMonths: 36,
  borrowerCategory: 'ex-service',
  findings: {},
};
export const FIRM: AskedLoan = { ...ALONE, applicantKind: 'enterprise', borrowerCategory: null };
export const PARTNERS: AskedLoan = { ...ALONE, applicantKind: 'partnership' };

export const bookWith = (
  parameter: PolicyParameter,
  value: Value,
  book = BOOK,
  from = HOLDS_FROM,
): PolicyBook =>
  draftedBook(
    book,
    {
      kind: 'parameter',
      parameter,
      jurisdiction: 'guangzhou',
      effectiveFrom: from,
      value,
      document: '示例',
      article: '一',
      verified: false,
      note: null,
    },
    from,
  );

/** The book in force, in which a requirement is waived. */
export const waiving = (parameter: PolicyParameter): PolicyBook =>
  bookWith(parameter, { required: false }, BOOK, day('2023-12-01'));

/** A loan judged again under a draft of one parameter. */
export const judged = (
  loan: AskedLoan,
  parameter: PolicyParameter,
  value: Value,
  inForce: PolicyBook = BOOK,
): JudgedAgain => new AgainJudge(parameter, inForce, bookWith(parameter, value, inForce)).of(loan);

export const having = (loan: AskedLoan, findings: AskedLoan['findings']): AskedLoan => ({
  ...loan,
  findings,
});

export const had = (earlierLoans: number): AskedLoan => having(ALONE, { 'max-loans': { earlierLoans } });
export const groups = (categories: readonly ('ex-service' | 'other')[]): Value => ({ categories });

/** A firm with three hires, insured from such days; null: no roster knows. */
export const since = (...days: (string | null)[]): AskedLoan => ({
  ...having(FIRM, { 'hiring-share': { staff: 20, newHires: 3 } }),
  hires: days.map((from) => ({ insuredFrom: from === null ? null : day(from), insuredUntil: null })),
});
