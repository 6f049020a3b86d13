import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { FactDigests } from './invariants/fact-digests.js';
import type { Model } from './model.js';

/** All that is needed to go on with a story later: beside it, its database and folder have to be there. */
export interface TortureState {
  readonly seed: number;
  readonly dice: number;
  readonly now: string;
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly seconds: number;
  /** How many audit events the database held: it has to be as the model left it. */
  readonly events: number;
  readonly model: Model;
  readonly digests: FactDigests;
}

/** The stored state, or undefined where there is none yet. */
export function readState(file: string): TortureState | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TortureState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaces the stored state as a whole. */
export function writeState(file: string, state: TortureState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
