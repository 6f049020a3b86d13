import type { Role } from '../../../server/core/roles.js';
import type { TestApp } from '../../support/app.js';
import { nextSerial } from '../../support/loans.js';
import { anyBreak, balancesCompared } from '../../support/reconciliation.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

const OF_A_BANK: ReadonlySet<Role> = new Set(['bank-officer', 'bank-supervisor']);

const rowOf = (make: (app: TestApp, foreign: boolean) => Promise<number>): RowMaker => ({
  own: async (world: World) => String(await make(world as TestApp, false)),
  foreign: async (world: World, role: Role) =>
    OF_A_BANK.has(role) ? String(await make(world as TestApp, true)) : undefined,
});

export const RECONCILIATION_ROW = rowOf((app, foreign) =>
  balancesCompared(app, app.system.clock.today(), { [`NOBODY${nextSerial()}`]: '1.00' }, foreign),
);

export const BREAK_ROW = rowOf(async (app, foreign) => (await anyBreak(app, foreign)).id);
