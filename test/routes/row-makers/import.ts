import type { TestApp } from '../../support/app.js';
import { sendFile } from '../../support/imports.js';
import { rosterImportOf } from '../../support/rosters.js';
import type { Username } from '../../support/people.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

const sent = new WeakMap<World, Map<Username, Promise<number>>>();

/** A file of somebody's bank. Nothing here changes it, so that one for each world is enough. */
async function fileOf(world: World, username: Username): Promise<string> {
  const known = sent.get(world) ?? new Map<Username, Promise<number>>();
  sent.set(world, known);
  const file = { kind: 'portfolio', bytes: '合同编号\n' } as const;
  const made = known.get(username) ?? sendFile(world as TestApp, username, file);
  known.set(username, made);
  return String(await made);
}

export const IMPORT_ROW: RowMaker = {
  // The centre sees banks' files and corrects its own.
  own: async (world, role) =>
    role === 'municipal-officer' ? rosterImportOf(world as TestApp) : fileOf(world, 'bank.maker'),
  foreign: async (world, role) => (role.startsWith('bank-') ? fileOf(world, 'other.bank.maker') : undefined),
};
