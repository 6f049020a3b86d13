import { existsSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import type { MutationGroup } from './groups.js';

/** A mutant that no test noticed, and where it is in the compiled code. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly mutator: string;
  readonly replacement: string;
}

/** What came of a group. */
export interface MutationResult {
  readonly group: string;
  /** Mutants that some test had to notice: all but those that are left out as wording. */
  readonly mutants: number;
  /** Mutants that a test failed for, or ran for ever with. */
  readonly killed: number;
  readonly survivors: readonly Survivor[];
  readonly seconds: number;
}

const COUNTED = new Set(['Killed', 'Timeout', 'Survived', 'NoCoverage']);
const NOTICED = new Set(['Killed', 'Timeout']);

/** Mutates a group's compiled files one change at a time and runs its tests against each. Survivors of an earlier run are tried again. */
export async function runMutation({ name, files, tests }: MutationGroup): Promise<MutationResult> {
  const startedAt = performance.now();
  const results = await new Stryker({
    mutate: files.map((file) => `dist/server/${file}.js`),
    mochaOptions: { spec: tests.map((test) => `dist/test/${test}.test.js`) },
    incremental: true,
    incrementalFile: `coverage/mutation/${name}.json`,
  }).runMutationTest();
  const counted = results.filter(({ status }) => COUNTED.has(status));
  const survived = counted.filter(({ status }) => !NOTICED.has(status));
  return {
    group: name,
    mutants: counted.length,
    killed: counted.length - survived.length,
    survivors: survived.map(({ fileName, location, mutatorName, replacement }) => ({
      file: fileName.slice(fileName.indexOf('dist/server/')),
      line: location.start.line,
      mutator: mutatorName,
      replacement: (replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 80),
    })),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

/** The score in percent, rounded down: 90 is reached or not. */
export const scoreOf = ({ mutants, killed }: Pick<MutationResult, 'mutants' | 'killed'>): number =>
  mutants === 0 ? 0 : Math.floor((killed * 1000) / mutants) / 10;

/** Names of a group that are no file or folder: a test that was moved would make the score a lie. */
export const missingOf = ({ files, tests }: MutationGroup): string[] =>
  [...files.map((file) => `server/${file}.ts`), ...tests.map((test) => `test/${test}.test.ts`)].filter(
    (path) => !existsSync(path.replace(/\/\*.*$/, '')),
  );
