import type { ClockView } from '../../../server/applications/find-applications.js';
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
