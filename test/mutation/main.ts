import { parseArgs } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
import { GROUPS } from './groups.js';
import { runMutation, scoreOf, type MutationResult } from './run-mutation.js';

/*
 * npm run mutation -- [--only GROUP …]
 * Changes the compiled core, state tables and rules of access one place at a time, and counts how many changes the tests notice.
 */
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const LEAST_SCORE = 90;

const chosen = GROUPS.filter(({ name }) => values.only?.includes(name) ?? true);
if (chosen.length === 0) throw new Error(`There are the groups ${GROUPS.map(({ name }) => name).join(', ')}`);

const results: MutationResult[] = [];
for (const group of chosen) {
  const result = await runMutation(group);
  results.push(result);
  mkdirSync('coverage/mutation', { recursive: true });
  writeFileSync(`coverage/mutation/${group.name}-survivors.json`, JSON.stringify(result, undefined, 2));
}
for (const result of results) {
  for (const { file, line, mutator, replacement } of result.survivors)
    say(`  ${file}:${line} ${mutator} ${replacement}`);
  say(
    `${result.group}: ${result.killed} of ${result.mutants} killed, ${scoreOf(result)} %, ${result.seconds} s`,
  );
}
const whole = {
  mutants: results.reduce((sum, { mutants }) => sum + mutants, 0),
  killed: results.reduce((sum, { killed }) => sum + killed, 0),
};
say(`all: ${whole.killed} of ${whole.mutants} killed, ${scoreOf(whole)} %`);
if (scoreOf(whole) < LEAST_SCORE) process.exitCode = 1;
process.exit();
