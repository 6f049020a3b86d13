import { selectRows } from '../../models/rows.js';
import { Dice } from './dice.js';
import type { FactDigests } from './invariants/fact-digests.js';
import { runTorture } from './run-torture.js';
import { openStage, type Stage } from './stage.js';
import { writeState, type TortureState } from './state-file.js';
import { makePlace, type Place } from './torture-database.js';

/** A story by its seed: told from the beginning, or on from where an earlier run stopped. */
export interface Story {
  readonly seed: number;
  readonly commands: number;
  readonly minutes?: number | undefined;
  readonly faults: boolean;
  readonly past?: TortureState | undefined;
  /** Where to store how far the story has come; then its database stays. */
  readonly stateFile?: string | undefined;
  /** Ends the story after the command at hand. */
  readonly isStopped?: () => boolean;
  readonly onChecked?: (stage: Stage, seconds: number) => void;
}

/** What came of a story. */
export interface Told {
  readonly model: Stage['model'];
  readonly requests: number;
  readonly retries: number;
  readonly faults: number;
  readonly seconds: number;
  readonly lastDay: string;
}

const SHORT = 10_000;
const CHECKS_OF_A_SHORT_STORY = 4;
const LONGEST_BETWEEN_CHECKS = 2_500;
/** A short story has to hurry to see loans fall overdue for months; a long one must not outlive the agreements. */
const DAY_WEIGHTS = { short: 3, long: 1 };

/** Tells a story to its end and takes down what it built, unless it can go on. Throws TortureFailure. */
export async function tellStory(story: Story): Promise<Told> {
  const { past, stateFile } = story;
  const place: Place = past
    ? { folder: past.folder, databaseUrl: past.databaseUrl, remove: async () => undefined }
    : await makePlace();
  const startedAt = performance.now();
  const secondsSoFar = (): number =>
    (past?.seconds ?? 0) + Math.round((performance.now() - startedAt) / 1000);
  const stage = await openStage({
    folder: place.folder,
    databaseUrl: place.databaseUrl,
    dice: new Dice(past?.dice ?? story.seed),
    withFaults: story.faults,
    ...(past && { past: { now: past.now, model: past.model } }),
  });
  if (past) await assertUntouched(stage, past);
  const digests: FactDigests = past?.digests ?? {};
  const until = story.minutes === undefined ? Infinity : performance.now() + story.minutes * 60_000;
  const isShort = story.commands <= SHORT;
  try {
    await runTorture(stage, {
      commands: story.commands,
      isOver: () => performance.now() > until || story.isStopped?.() === true,
      checkEvery: Math.min(LONGEST_BETWEEN_CHECKS, Math.ceil(story.commands / CHECKS_OF_A_SHORT_STORY)),
      dayWeight: isShort ? DAY_WEIGHTS.short : DAY_WEIGHTS.long,
      digests,
      onChecked: async () => {
        story.onChecked?.(stage, secondsSoFar());
        if (stateFile !== undefined)
          writeState(stateFile, await stateOf(story, stage, place, digests, secondsSoFar()));
      },
    });
    return {
      model: stage.model,
      ...stage.caller.tally,
      faults: stage.faults?.count() ?? 0,
      seconds: secondsSoFar(),
      lastDay: stage.clock.today(),
    };
  } finally {
    await stage.close();
    if (stateFile === undefined) await place.remove();
  }
}

async function stateOf(
  { seed }: Story,
  stage: Stage,
  { folder, databaseUrl }: Place,
  digests: FactDigests,
  seconds: number,
): Promise<TortureState> {
  const { dice, clock, model } = stage;
  const events = await eventsOf(stage);
  return { seed, dice: dice.state, now: clock.now(), folder, databaseUrl, seconds, events, model, digests };
}

async function eventsOf({ observer }: Stage): Promise<number> {
  const [found] = await selectRows<{ events: number }>(
    observer,
    'SELECT COUNT(*) AS events FROM audit_events',
  );
  return found?.events ?? 0;
}

/** A run that was killed between two checks leaves a database that its stored state does not know. */
async function assertUntouched(stage: Stage, { events, model }: TortureState): Promise<void> {
  if ((await eventsOf(stage)) === events) return;
  await stage.close();
  throw new Error(
    `The database has gone on since the state after ${model.commands} commands was stored; begin again with another file`,
  );
}
