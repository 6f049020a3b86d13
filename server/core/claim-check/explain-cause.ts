import type { Bilingual } from '../bilingual.js';
import type { ClaimCause } from './claim-causes.js';
import type { CauseFacts } from './wrong-conventions.js';

/** What is wrong, why, and what the bank does next. `{name}` is filled from the facts of the cause. */
const EXPLANATIONS: Readonly<Record<ClaimCause, Bilingual>> = {
  'unknown-loan': {
    zh: '本行没有这份合同，核定为零。请核对合同编号；贷款尚未接收的，先接收再申报。',
    en: 'This bank has no such contract, so nothing is computed. Check the contract number; take the loan over first if it is missing.',
  },
  'duplicate-line': {
    zh: '同一笔贷款的这些天已在{claim}第{line}行申报，核定为零。请删去本行。',
    en: 'The days of this loan are claimed already in line {line} of {claim}, so nothing is computed. Remove this line.',
  },
  none: { zh: '与系统重算一致。', en: 'Equal to our computation.' },
  'day-count-both-ends': {
    zh: '贴息截止日之后的{day}也计了一天；截止日当天是最后一天。',
    en: 'The day after the last one, {day}, is counted too; the last day named is the last that counts.',
  },
  'basis-365-for-360': {
    zh: '按365天计息；合同计息基础为360天。',
    en: 'Computed on 365 days; the contract counts 360.',
  },
  'basis-360-for-365': {
    zh: '按360天计息；合同计息基础为365天。',
    en: 'Computed on 360 days; the contract counts 365.',
  },
  'overdue-days-included': {
    zh: '未扣除自{from}起的逾期天数；逾期期间不予贴息。',
    en: 'The days overdue from {from} on are not taken out; they earn no subsidy.',
  },
  'extension-days-included': {
    zh: '未扣除自{from}起的展期天数；展期期间不予贴息（银发〔2016〕202号）。',
    en: 'The days in extension from {from} on are not taken out; they earn no subsidy (银发〔2016〕202号).',
  },
  'misuse-days-included': {
    zh: '未扣除自{from}起的挪用天数；挪用期间不予贴息。',
    en: 'The days of misuse from {from} on are not taken out; they earn no subsidy.',
  },
  'after-maturity': {
    zh: '计入了到期日{day}及以后的天数；到期后不予贴息。',
    en: 'Days from maturity on {day} are counted; they earn no subsidy.',
  },
  'beyond-term': {
    zh: '计入了{day}及以后的天数；自放款起已满最长贴息期限。',
    en: 'Days from {day} on are counted; the longest subsidised term from disbursement has ended.',
  },
  'after-settlement': {
    zh: '贷款已于{day}结清，仍按结清前余额计息。',
    en: 'The loan was settled on {day}, but the balance before goes on being counted.',
  },
  'prepayment-ignored': {
    zh: '未计自{day}起的提前还款共{amount}元，仍按还款前余额计息。',
    en: 'Prepayments of {amount} yuan from {day} on are ignored, and the balance before goes on being counted.',
  },
  'wrong-rate': {
    zh: '按申报利率{used}%计息；合同利率为{contract}%。',
    en: 'Computed at {used} %, the rate of the line; the contract says {contract} %.',
  },
  'wrong-regime': {
    zh: '按{used}计算；该笔贷款按放款日适用{rule}。',
    en: 'Computed under {used}; by its disbursement date the loan is under {rule}.',
  },
  'after-lost-eligibility': {
    zh: '计入了自{from}起不再符合条件的天数；这些天不予贴息。',
    en: 'Days from {from} on are counted, on which the borrower was not eligible; they earn no subsidy.',
  },
  'after-closure': {
    zh: '计入了停业日{day}及以后的天数；停业后不予贴息。',
    en: 'Days from the closure of the business on {day} are counted; they earn no subsidy.',
  },
  'after-new-representative': {
    zh: '计入了法定代表人变更日{day}及以后的天数；变更后不予贴息。',
    en: 'Days from the change of legal representative on {day} are counted; they earn no subsidy.',
  },
  rounding: {
    zh: '{rounding}；应按贷款逐季合计后只四舍五入一次。',
    en: '{rounding}; a loan is summed over its period and rounded once.',
  },
  unexplained: {
    zh: '任何单一算法差错都得不出申报金额。请核对本金、利率、起止日和还款后另附说明。',
    en: 'No single mistake gives the claimed figure. Check principal, rate, days and repayments, and explain it.',
  },
};

/** In place of `unexplained` where some of a line's days, not all, stand in another line. */
const OVERLAP: Bilingual = {
  zh: '同一笔贷款{from}至{lastDay}的天数已在{claim}第{line}行申报，本行只核定其余天数。请从本行删去已申报的天数。',
  en: 'The days of this loan from {from} to {lastDay} are claimed already in line {line} of {claim}; only the others are computed. Take the days that are claimed out of this line.',
};

const ROUNDINGS: Readonly<Record<string, Bilingual>> = {
  'each-day': { zh: '逐日四舍五入', en: 'Every day is rounded by itself' },
  'each-segment': { zh: '分段四舍五入', en: 'Every segment is rounded by itself' },
  'within-one-fen': { zh: '相差一分以内', en: 'Within one fen' },
};

const PLACEHOLDER = /\{(\w+)\}/g;

/** The sentence for people about one line, in both languages. */
export function explainCause(cause: ClaimCause, facts: CauseFacts): Bilingual {
  const overlaps = cause === 'unexplained' && facts['lastDay'] !== undefined;
  const { zh, en } = overlaps ? OVERLAP : EXPLANATIONS[cause];
  return { zh: filled(zh, facts, 'zh'), en: filled(en, facts, 'en') };
}

function filled(text: string, facts: CauseFacts, language: keyof Bilingual): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string) => {
    const fact = facts[name] ?? '';
    return name === 'rounding' ? (ROUNDINGS[fact]?.[language] ?? fact) : fact;
  });
}
