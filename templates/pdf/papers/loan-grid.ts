import type { RepaymentMethod } from '../../../server/core/instalment.js';
import type { LoanSaid } from '../../../server/core/papers/loan-paper-facts.js';
import type { GridItem } from '../paper.js';
import { chineseDay, percent, yuan } from '../wording.js';

const METHODS: Readonly<Record<RepaymentMethod, string>> = {
  'interest-monthly': '按月付息、到期还本',
  'interest-quarterly': '按季付息、到期还本',
  'equal-instalment': '等额本息',
  'equal-principal': '等额本金',
  bullet: '到期一次还本付息',
};

export const methodWord = (method: RepaymentMethod): string => METHODS[method];

/** What every paper about a loan says of it first. */
export const loanItems = (loan: LoanSaid): GridItem[] => [
  { label: '借款人', text: loan.borrowerName },
  { label: '借款合同编号', text: loan.contractNumber },
  { label: '经办银行', text: loan.bankName },
  { label: '担保机构', text: loan.guarantorName ?? '—' },
  { label: '贷款金额', text: `${yuan(loan.principalFen)} 元` },
  { label: '合同年利率', text: `${percent(loan.annualRate)}（计息基础 ${loan.dayCountBasis} 天）` },
  { label: '放款日期', text: chineseDay(loan.disbursedOn) },
  {
    label: '到期日期',
    text:
      loan.extendedUntil === null
        ? chineseDay(loan.maturesOn)
        : `${chineseDay(loan.maturesOn)}，展期至 ${chineseDay(loan.extendedUntil)}`,
  },
  { label: '还款方式', text: methodWord(loan.repaymentMethod), wide: true },
];
