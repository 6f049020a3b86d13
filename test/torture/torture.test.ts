import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readFailedSeeds } from './failed-seeds.js';
import { TortureFailure } from './run-torture.js';
import { readState } from './state-file.js';
import { tellStory, type Told } from './tell-story.js';
import { removePlace } from './torture-database.js';

const SEED = Number(process.env['TORTURE_SEED'] ?? 20260321);
const COMMANDS = 3_000;
const COMMANDS_WITH_FAULTS = 150;
const COMMANDS_BEFORE = 120;

/** Tells a story; a failure says how to see it again. */
async function told(seed: number, commands: number, faults: boolean): Promise<Told> {
  try {
    return await tellStory({ seed, commands, faults });
  } catch (error) {
    if (!(error instanceof TortureFailure)) throw error;
    const again = `npm run torture -- --seed ${seed} --commands ${error.command}${faults ? ' --faults' : ''}`;
    throw new Error(`seed ${seed}: ${error.message}\nAgain: ${again}`, { cause: error });
  }
}

describe('Random lives of loans', () => {
  it(`keep every law through ${COMMANDS} commands`, async () => {
    const { model } = await told(SEED, COMMANDS, false);
    expect(model.commands).to.equal(COMMANDS);
    expect(model.racing, 'requests that raced').to.be.greaterThan(500);
    const { loans, claims, subsidyClaims, applications } = model;
    expect(
      applications.filter(({ ended }) => ended === 'disbursed'),
      'loans by application',
    ).not.to.be.empty;
    expect(
      subsidyClaims.filter(({ state }) => state === 'paid'),
      'subsidy claims paid',
    ).not.to.be.empty;
    expect(
      claims.filter(({ paidOn }) => paidOn !== null),
      'claims compensated',
    ).not.to.be.empty;
    expect(
      claims.filter(({ state }) => state === 'written-off'),
      'debts written off',
    ).not.to.be.empty;
    for (const state of ['active', 'overdue', 'settled', 'compensated'] as const)
      expect(
        loans.filter((loan) => loan.state === state),
        `loans ${state}`,
      ).not.to.be.empty;
  }).timeout(600_000);

  it(`keep every law through ${COMMANDS_WITH_FAULTS} commands while the way to the database is spoilt`, async () => {
    const { model, faults, retries } = await told(SEED, COMMANDS_WITH_FAULTS, true);
    expect(model.commands).to.equal(COMMANDS_WITH_FAULTS);
    expect(faults, 'faults').to.be.greaterThan(3);
    expect(retries).to.be.at.least(0);
  }).timeout(300_000);

  it('are told on from where they were left, by a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suidai-torture-state-'));
    const stateFile = join(folder, 'state.json');
    expect(readState(stateFile), 'before the first run').to.equal(undefined);
    const story = { seed: SEED, faults: false, stateFile };
    const first = await tellStory({ ...story, commands: COMMANDS_BEFORE });
    const past = readState(stateFile);
    if (!past) throw new Error('No state was stored');
    try {
      expect(past.model).to.deep.equal(first.model);
      const whole = await tellStory({ ...story, past, commands: 2 * COMMANDS_BEFORE });
      expect(whole.model.commands).to.equal(2 * COMMANDS_BEFORE);
      expect(whole.lastDay >= first.lastDay, 'time goes on').to.equal(true);
      expect(whole.seconds).to.be.at.least(past.seconds);
      const known = new Set(whole.model.loans.map(({ id }) => id));
      for (const { id } of past.model.loans) expect(known.has(id), `loan ${id}`).to.equal(true);
      const later = readState(stateFile);
      expect(later?.model.commands).to.equal(2 * COMMANDS_BEFORE);
      const stale = await tellStory({ ...story, past, commands: 3 * COMMANDS_BEFORE }).catch(String);
      expect(stale).to.include('gone on since the state');
      expect(Object.keys(later?.digests ?? {}).length).to.be.at.least(Object.keys(past.digests).length);
    } finally {
      await removePlace(past);
      await rm(folder, { recursive: true });
    }
  }).timeout(300_000);

  for (const { seed, commands, faults } of readFailedSeeds())
    it(`keep every law where they once broke one: seed ${seed}, ${commands} commands`, async () => {
      expect((await told(seed, commands, faults)).model.commands).to.equal(commands);
    }).timeout(600_000);
});
