/** The kinds of file that a bank sends. */
export const IMPORT_KIND_NAMES = [
  'portfolio',
  'repayments',
  'loan-events',
  'subsidy-claim',
  'balances',
  'payment-results',
] as const;
export type ImportKindName = (typeof IMPORT_KIND_NAMES)[number];
