import type { ClockView } from '../../../server/applications/find-applications.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import type { ApplicationState } from '../../../server/core/states/application-states.js';

/** How a badge looks; what it means is always in its words too. */
export type Tone = 'good' | 'warn' | 'bad' | '';

const STATE_TONES: Partial<Record<ApplicationState, Tone>> = {
  approved: 'good',
  disbursed: 'good',
  returned: 'warn',
  'awaiting-confirmation': 'warn',
  rejected: 'bad',
  expired: 'bad',
};

export const stateTone = (state: ApplicationState): Tone => STATE_TONES[state] ?? '';

/** A clock is late when no working day is left, and a warning on the last two. */
export function clockTone({ endedOn, workingDaysLeft }: ClockView): Tone {
  if (endedOn !== null || workingDaysLeft === null) return 'good';
  if (workingDaysLeft < 0) return 'bad';
  return workingDaysLeft <= 2 ? 'warn' : '';
}

/** The stages that are timed, in words. */
export const STAGE_WORDS: Readonly<Record<string, Bilingual>> = {
  precheck: { zh: '银行预审', en: 'The bank’s precheck' },
  eligibility: { zh: '资格审核', en: 'Eligibility review' },
  credit: { zh: '银行授信', en: 'The bank’s decision' },
  guarantee: { zh: '担保决定', en: 'The guarantor’s decision' },
  disbursement: { zh: '放款', en: 'Disbursement' },
  correction: { zh: '申请人补正', en: 'Correction by the applicant' },
  reconsideration: { zh: '复核', en: 'Reconsideration' },
};
