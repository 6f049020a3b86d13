import { readFileSync, writeFileSync } from 'node:fs';

/** A story that once failed: it is told again by every run of the tests. */
export interface FailedSeed {
  readonly seed: number;
  readonly commands: number;
  readonly faults: boolean;
}

const FILE = 'test/torture/failed-seeds.json';

export const readFailedSeeds = (): readonly FailedSeed[] =>
  JSON.parse(readFileSync(FILE, 'utf8')) as FailedSeed[];

/** Keeps a seed, so that what it found is never forgotten. */
export function keepFailedSeed(failed: FailedSeed): void {
  const known = readFailedSeeds().filter(
    ({ seed, faults }) => seed !== failed.seed || faults !== failed.faults,
  );
  writeFileSync(FILE, `${JSON.stringify([...known, failed], undefined, 2)}\n`);
}
