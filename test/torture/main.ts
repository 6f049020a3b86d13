import { parseArgs } from 'node:util';
import { tellKills } from './kills/tell-kills.js';
import { keepFailedSeed } from './failed-seeds.js';
import { TortureFailure } from './run-torture.js';
import { readState } from './state-file.js';
import { tellStory, type Told } from './tell-story.js';

/*
 * npm run torture -- [--commands N] [--minutes N] [--seed S] [--state FILE] [--faults]
 * npm run torture -- --kills N [--database-kills N] [--racing N] [--seed S]
 * Random lives of loans over HTTP against the embedded database, or that of DATABASE_URL. Prints its seed, and what came of it.
 * The second form races money requests at the real server while it is killed, and its database too where mariadbd is installed.
 * SIGINT or SIGTERM ends either early: every law is looked at, and what was done is told.
 */
const { values } = parseArgs({
  options: {
    commands: { type: 'string' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    state: { type: 'string' },
    faults: { type: 'boolean', default: false },
    kills: { type: 'string' },
    'database-kills': { type: 'string' },
    racing: { type: 'string' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const number = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : Number(text);

const DEFAULT_COMMANDS = 100_000;
const past = values.state === undefined ? undefined : readState(values.state);
const seed = past?.seed ?? number(values.seed, Date.now() % 1_000_000_000);
const { faults } = values;
const commands = number(
  values.commands,
  values.minutes === undefined ? DEFAULT_COMMANDS : Number.MAX_SAFE_INTEGER,
);

const tell = ({ model, requests, retries, faults: struck, seconds, lastDay }: Told): void => {
  const { loans, claims, subsidyClaims, applications, racing } = model;
  say(
    `${model.commands} commands in ${seconds} s: ${requests} requests, ${racing} of them racing, ${retries} sent again, ` +
      `${struck} faults; ${loans.length} loans, ${applications.filter(({ ended }) => ended === 'disbursed').length} by application, ` +
      `${claims.filter(({ paidOn }) => paidOn !== null).length} compensated, ` +
      `${claims.filter(({ state }) => state === 'written-off').length} written off, ` +
      `${subsidyClaims.filter(({ state }) => state === 'paid').length} subsidy claims paid, up to ${lastDay}.`,
  );
  say(`moves ${JSON.stringify(model.done)}`);
  say(`refusals that were right ${JSON.stringify(model.refused)}`);
  say('Every law held.');
};

let isStopped = false;
/** What is at hand is ended and every law looked at; a story stores its state and can be told on. */
function stopAtASignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      isStopped = true;
    });
}

async function torture(): Promise<void> {
  stopAtASignal();
  say(`seed ${seed}${past ? `, going on after ${past.model.commands} commands` : ''}`);
  try {
    tell(
      await tellStory({
        seed,
        commands,
        faults,
        past,
        minutes: values.minutes === undefined ? undefined : Number(values.minutes),
        stateFile: values.state,
        isStopped: () => isStopped,
        onChecked: ({ model }, seconds) => say(`${model.commands} commands, ${seconds} s: every law holds`),
      }),
    );
  } catch (error) {
    if (!(error instanceof TortureFailure)) throw error;
    say(String(error.stack));
    say(`Again: npm run torture -- --seed ${seed} --commands ${error.command}${faults ? ' --faults' : ''}`);
    if (!past) keepFailedSeed({ seed, commands: error.command, faults });
    process.exitCode = 1;
  }
}

async function kill(): Promise<void> {
  say(`seed ${seed}`);
  const asked = { kills: number(values.kills, 0), databaseKills: number(values['database-kills'], 0) };
  stopAtASignal();
  const report = await tellKills({
    ...asked,
    racing: number(values.racing, 0),
    seed,
    isStopped: () => isStopped,
    onMinute: (soFar) =>
      say(
        `${soFar.seconds} s: ${soFar.kills} kills, ${soFar.databaseKills} of the database, ${soFar.racing} requests raced`,
      ),
  });
  say(JSON.stringify(report));
  say('Every law held; no acknowledged write was lost, none was doubled.');
}

await (values.kills === undefined && values.racing === undefined ? torture() : kill());
