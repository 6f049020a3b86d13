import type { Bilingual } from '../bilingual.js';

/** Why a bank's list and our books differ, and what to do about it: the closed list of suggested causes. */
export interface BreakCauseText {
  readonly label: Bilingual;
  readonly advice: Bilingual;
}

export const BREAK_CAUSES = {
  'unknown-loan': {
    label: { zh: '我方无此贷款', en: 'The loan is unknown to us' },
    advice: {
      zh: '名单中的合同不在本系统。请核对合同编号；确为创业担保贷款的，请先接收这笔贷款。',
      en: 'The listed contract is not in our books. Check its number; if it is a startup guaranteed loan, take it over.',
    },
  },
  'missing-in-list': {
    label: { zh: '银行名单缺少此贷款', en: 'The bank’s list lacks the loan' },
    advice: {
      zh: '我方账上仍有余额，银行名单没有这份合同。请补报余额；已结清的，请补报还款。',
      en: 'Our books still show a balance. Send the missing row; if the loan is settled, report the repayments.',
    },
  },
  'wrong-unit': {
    label: { zh: '金额单位不同', en: 'Another unit of money' },
    advice: {
      zh: '银行的数字乘以一万等于我方余额，应是以万元填报。请以元为单位重报。',
      en: 'The bank’s figure times 10,000 is our balance: it is in units of 10,000 yuan. Send it again in yuan.',
    },
  },
  'booked-later': {
    label: { zh: '我方记账日较晚', en: 'We book at a later date' },
    advice: {
      zh: '银行余额等于我方数日后的余额：银行在余额日前已入账，我方记在其后。请核对交易日期。',
      en: 'The bank’s balance is ours of some days later: it had booked by then what we date afterwards. Check the dates.',
    },
  },
  'booked-earlier': {
    label: { zh: '我方记账日较早', en: 'We book at an earlier date' },
    advice: {
      zh: '银行余额等于我方数日前的余额：我方在余额日前已入账，银行记在其后。请核对交易日期。',
      en: 'The bank’s balance is ours of some days earlier: we date before what the bank books afterwards. Check the dates.',
    },
  },
  'duplicate-repayment': {
    label: { zh: '我方重复登记还款', en: 'We hold a repayment twice' },
    advice: {
      zh: '同日同额的还款登记了两次，银行只有一次。请冲正多登的一笔。',
      en: 'A repayment of the same day and split is booked twice; the bank has it once. Reverse the second.',
    },
  },
  'reversal-not-at-bank': {
    label: { zh: '银行未计我方冲正', en: 'The bank lacks a reversal of ours' },
    advice: {
      zh: '银行余额等于我方不计一笔冲正的余额。请银行确认该笔还款是否已退回；未退回的，重新登记还款。',
      en: 'The bank’s balance is ours without one reversal. The bank should confirm it; if the money stayed, book it again.',
    },
  },
  'reversal-not-booked': {
    label: { zh: '冲正（或退款）我方未登记', en: 'A reversal is not in our books' },
    advice: {
      zh: '银行余额等于我方不计一笔还款的余额：银行已冲正或未入账。请补报冲正。',
      en: 'The bank’s balance is ours without one repayment: it was reversed or never booked there. Report the reversal.',
    },
  },
  'settlement-not-booked': {
    label: { zh: '结清我方未登记', en: 'A settlement is not in our books' },
    advice: {
      zh: '银行余额为零，我方仍有余额。请补报结清的还款；提前结清须在规定的工作日内报告。',
      en: 'The bank’s balance is zero. Report the repayments that settled the loan; early settlement has its time limit.',
    },
  },
  'repayment-not-booked': {
    label: { zh: '按期还款我方未登记', en: 'A scheduled repayment is not in our books' },
    advice: {
      zh: '银行余额等于还款计划中已到期一期之后的余额。请补报到期各期的还款。',
      en: 'The bank’s balance is what the schedule leaves after an instalment that was due. Report those repayments.',
    },
  },
  'split-differs': {
    label: { zh: '本息拆分不同', en: 'Another split of a repayment' },
    advice: {
      zh: '差额等于一笔还款的利息或罚息：双方对该笔的本金、利息拆分不同。请按银行记录冲正后重报。',
      en: 'The difference is the interest or penalty of one repayment: it is split otherwise. Reverse it and report it again.',
    },
  },
  'prepayment-not-booked': {
    label: { zh: '提前还款我方未登记', en: 'A prepayment is not in our books' },
    advice: {
      zh: '银行余额低于还款计划，应有一笔提前还款未报。请补报提前还款。',
      en: 'The bank’s balance is below the schedule, as after a prepayment. Report the prepayment.',
    },
  },
  'history-incomplete': {
    label: { zh: '接收的历史不全', en: 'The history taken over is incomplete' },
    advice: {
      zh: '接收存量贷款时所附的还款不能推出控制余额。请补齐接收前的还款和冲正。',
      en: 'The repayments that came with the take-over do not lead to its control balance. Complete them.',
    },
  },
  'class-below-ours': {
    label: { zh: '银行分类优于我方', en: 'The bank’s class is better than ours' },
    advice: {
      zh: '日终按逾期天数得出的五级分类更差。请核对还款是否漏报；分类确有误的，由银行更正。',
      en: 'By its days past due the daily close finds a worse class. Check for missing repayments, or correct the class.',
    },
  },
  'overdue-differs': {
    label: { zh: '逾期认定不一致', en: 'Overdue by one side alone' },
    advice: {
      zh: '当日是否逾期，银行上报与日终结果不一致。请补报还款，或上报、更正逾期事件；贴息按两者合并扣除。',
      en: 'The bank’s reports and the daily close disagree on whether it was overdue that day. Report what is missing.',
    },
  },
  unexplained: {
    label: { zh: '原因不明', en: 'Unexplained' },
    advice: {
      zh: '没有任何单一假设能推出银行余额。请双方逐笔核对还款流水。',
      en: 'No single hypothesis gives the bank’s balance. Compare the repayments one by one.',
    },
  },
} as const satisfies Record<string, BreakCauseText>;

export type BreakCause = keyof typeof BREAK_CAUSES;

/** All causes: those of a balance in the order in which they are tried. */
export const BREAK_CAUSE_CODES = Object.keys(BREAK_CAUSES) as BreakCause[];
