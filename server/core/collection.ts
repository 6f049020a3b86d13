import type { Bilingual } from './bilingual.js';
import type { BusinessDate } from './business-date.js';
import type { Fen } from './money.js';

/** How an overdue borrower is approached. */
export const COLLECTION_KINDS = {
  call: { zh: '电话催收', en: 'Call' },
  visit: { zh: '上门催收', en: 'Visit' },
  letter: { zh: '催收函', en: 'Letter' },
  lawsuit: { zh: '诉讼', en: 'Lawsuit' },
} as const satisfies Record<string, Bilingual>;

export type CollectionKind = keyof typeof COLLECTION_KINDS;

/** What came of it. */
export const COLLECTION_OUTCOMES = {
  promised: { zh: '承诺还款', en: 'Promised to pay' },
  reached: { zh: '已联系,未承诺', en: 'Reached without a promise' },
  'not-reached': { zh: '未联系上', en: 'Not reached' },
  refused: { zh: '拒绝还款', en: 'Refused to pay' },
  disputed: { zh: '有异议', en: 'Disputed' },
  delivered: { zh: '已送达', en: 'Delivered' },
  returned: { zh: '被退回', en: 'Came back' },
  filed: { zh: '已立案', en: 'Filed with the court' },
  judged: { zh: '已判决', en: 'Judged' },
  enforced: { zh: '执行中', en: 'Being enforced' },
} as const satisfies Record<string, Bilingual>;

export type CollectionOutcome = keyof typeof COLLECTION_OUTCOMES;

const OF_A_TALK: readonly CollectionOutcome[] = ['promised', 'reached', 'not-reached', 'refused', 'disputed'];

const OUTCOMES_OF: Readonly<Record<CollectionKind, readonly CollectionOutcome[]>> = {
  call: OF_A_TALK,
  visit: OF_A_TALK,
  letter: ['delivered', 'returned', 'promised', 'disputed'],
  lawsuit: ['filed', 'judged', 'enforced', 'promised'],
};

/** Whether an action of this kind can end so: a letter is not refused, and a call is not filed with a court. */
export const isOutcomeOf = (outcome: CollectionOutcome, kind: CollectionKind): boolean =>
  OUTCOMES_OF[kind].includes(outcome);

/** What has become of a promise to pay. */
export const PROMISE_STATES = {
  open: { zh: '待履行', en: 'Open' },
  kept: { zh: '已履行', en: 'Kept' },
  broken: { zh: '未履行', en: 'Broken' },
} as const satisfies Record<string, Bilingual>;

export type PromiseState = keyof typeof PROMISE_STATES;

/** A promise to pay so much by a day. */
export interface PromiseToPay {
  readonly amount: Fen;
  readonly on: BusinessDate;
}

/**
 * Judges a promise by what was repaid from the day it was given through the day it names, reversed repayments aside. It is
 * kept as soon as that is enough, and broken when it is not enough once the books are closed through that day.
 */
export function promiseState(
  { amount, on }: PromiseToPay,
  paid: Fen,
  closedThrough: BusinessDate | null,
): PromiseState {
  if (paid >= amount) return 'kept';
  return closedThrough !== null && closedThrough >= on ? 'broken' : 'open';
}

/** Why a loan stands where it does in the worklist, the most urgent first. */
export const COLLECTION_URGENCIES = {
  'promise-broken': { zh: '承诺未履行', en: 'A promise was broken' },
  'step-due': { zh: '下一步已到期', en: 'The next step is due' },
  untouched: { zh: '尚未催收', en: 'Nobody has acted yet' },
  waiting: { zh: '跟进中', en: 'Being followed up' },
} as const satisfies Record<string, Bilingual>;

export type CollectionUrgency = keyof typeof COLLECTION_URGENCIES;

/** From the most urgent to the least. */
export const URGENCY_ORDER = Object.keys(COLLECTION_URGENCIES) as readonly CollectionUrgency[];
