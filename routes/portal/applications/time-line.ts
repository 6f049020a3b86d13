import type { ApplicationView } from '../../../server/applications/find-application.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { dayOfInstant } from '../../../server/clock.js';
import { STAGE_WORDS } from '../stage-words.js';
import { clockTone } from './tones.js';

type Clock = ApplicationView['clocks'][number];
type Decision = ApplicationView['decisions'][number];

/** One stage on the way of an application: whose work it was, how long it took, what came of it and why. */
export interface TimeLineEntry {
  readonly label: Bilingual;
  readonly clock: (Clock & { readonly organisation: string; readonly tone: string }) | undefined;
  readonly decision: (Pick<Decision, 'outcome' | 'reason'> & { readonly decidedOn: string }) | undefined;
}

const wordOf = (stage: string): Bilingual => STAGE_WORDS[stage] ?? { zh: stage, en: stage };

const shown = ({ outcome, reason, decidedAt }: Decision) => ({
  outcome,
  reason,
  decidedOn: dayOfInstant(decidedAt),
});

/** The way of an application in the order of its days: each stage with the decision that ended it; a decision without a clock stands on its own day. */
export function timeLineOf(
  { clocks, decisions }: Pick<ApplicationView, 'clocks' | 'decisions'>,
  names: ReadonlyMap<number, string>,
): TimeLineEntry[] {
  const left = [...decisions];
  const ended = clocks.map((clock): TimeLineEntry & { readonly on: string } => {
    const at = left.findIndex(({ stage, round }) => stage === clock.stage && round === clock.round);
    const [decision] = at === -1 ? [] : left.splice(at, 1);
    const own = { ...clock, organisation: names.get(clock.organisationId) ?? '', tone: clockTone(clock) };
    return {
      label: wordOf(clock.stage),
      clock: own,
      decision: decision && shown(decision),
      on: clock.startedOn,
    };
  });
  const alone = left.map((decision): TimeLineEntry & { readonly on: string } => ({
    label: wordOf(decision.stage),
    clock: undefined,
    decision: shown(decision),
    on: dayOfInstant(decision.decidedAt),
  }));
  return [...ended, ...alone]
    .toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
    .map(({ on: _day, ...entry }) => entry);
}
