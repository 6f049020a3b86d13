import type { Bilingual } from '../bilingual.js';
import type { LoanEventKind } from '../loan-history.js';

/** Why a subsidy has to come back. Each says from which day on nothing should have been paid. */
export const CLAWBACK_GROUNDS = {
  misuse: { zh: '挪用贷款资金', en: 'Loan money was misused' },
  'lost-eligibility': { zh: '丧失借款人资格', en: 'The borrower lost eligibility' },
  'false-facts': { zh: '以虚假材料取得', en: 'Obtained by false facts' },
} as const satisfies Record<string, Bilingual>;

export type ClawbackGround = keyof typeof CLAWBACK_GROUNDS;

/** What an issued demand says of the loan: days that earn no subsidy, from now on for every computation. */
export const EVENT_OF_GROUND = {
  misuse: 'misuse',
  'lost-eligibility': 'eligibility-lost',
  'false-facts': 'eligibility-lost',
} as const satisfies Record<ClawbackGround, LoanEventKind>;
