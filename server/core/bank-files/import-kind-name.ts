import { ROSTER_KINDS, type RosterKind } from '../registries/registries.js';

/** The kinds of file that a bank sends. */
export const BANK_FILE_KINDS = [
  'portfolio',
  'repayments',
  'loan-events',
  'subsidy-claim',
  'balances',
  'payment-results',
] as const;
export type BankFileKindName = (typeof BANK_FILE_KINDS)[number];

/** The kinds of file that come in: banks' own, and rosters of the city's other platforms. */
export const IMPORT_KIND_NAMES = [...BANK_FILE_KINDS, ...ROSTER_KINDS] as const;
export type ImportKindName = BankFileKindName | RosterKind;
