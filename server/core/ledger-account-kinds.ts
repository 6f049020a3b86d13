import type { Bilingual } from './bilingual.js';

/** What an account says of the money on it, and the side on which its balance is shown. */
interface AccountKind extends Bilingual {
  readonly side: 'debit' | 'credit';
  /** Whose account it is. */
  readonly holder: 'budget' | 'organisation' | 'city';
}

/**
 * The accounts of public money, after the parallel bookkeeping of the Government Accounting System (政府会计制度, 财会〔2017〕25号): the
 * accounts of a budget say how far its grant is used, those of the city and of banks where the money is.
 */
export const LEDGER_ACCOUNT_KINDS = {
  granted: { zh: '已下达指标', en: 'Granted', side: 'credit', holder: 'budget' },
  returned: { zh: '退回指标', en: 'Returned', side: 'credit', holder: 'budget' },
  available: { zh: '可用指标', en: 'Available', side: 'debit', holder: 'budget' },
  reserved: { zh: '预留指标', en: 'Reserved', side: 'debit', holder: 'budget' },
  committed: { zh: '已安排指标', en: 'Committed', side: 'debit', holder: 'budget' },
  paid: { zh: '已支付指标', en: 'Paid', side: 'debit', holder: 'budget' },
  treasury: { zh: '国库拨款', en: 'Drawn on the treasury', side: 'credit', holder: 'city' },
  deducted: {
    zh: '银行扣回',
    en: 'Deductions collected by the bank',
    side: 'credit',
    holder: 'organisation',
  },
  'in-payment': { zh: '在途资金', en: 'On its way to payees', side: 'debit', holder: 'organisation' },
  received: { zh: '已到账', en: 'Received by payees', side: 'debit', holder: 'organisation' },
  'clawback-due': { zh: '应收追回款', en: 'Demanded back and still to come', side: 'debit', holder: 'city' },
  'clawed-back': { zh: '追回贴息', en: 'Demanded back', side: 'credit', holder: 'organisation' },
  fund: { zh: '担保资金支出', en: 'Drawn on the guarantor', side: 'credit', holder: 'organisation' },
  compensated: {
    zh: '应收代偿款',
    en: 'Compensated and still to be recovered',
    side: 'debit',
    holder: 'organisation',
  },
  'written-off': { zh: '代偿损失', en: 'Compensated and given up', side: 'debit', holder: 'organisation' },
  offset: { zh: '抵扣贴息', en: 'Taken off later subsidy', side: 'debit', holder: 'organisation' },
} as const satisfies Record<string, AccountKind>;

export type LedgerAccountKind = keyof typeof LEDGER_ACCOUNT_KINDS;

/** Every kind, in the order in which a trial balance shows them. */
export const LEDGER_ACCOUNT_KIND_NAMES = Object.keys(LEDGER_ACCOUNT_KINDS) as LedgerAccountKind[];
