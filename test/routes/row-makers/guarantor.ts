import type { Role } from '../../../server/core/roles.js';
import type { TestApp } from '../../support/app.js';
import { stopOf } from '../../support/guarantee-stops.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

/** The side whose organisation a role stands for. */
const SIDES: Partial<Record<Role, 'bank' | 'guarantor' | 'district'>> = {
  'bank-officer': 'bank',
  'bank-supervisor': 'bank',
  'guarantor-officer': 'guarantor',
  'guarantor-supervisor': 'guarantor',
  'district-reviewer': 'district',
};

export const GUARANTOR_ROW: RowMaker = {
  own: async ({ organisationIds }) => String(organisationIds['guarantor']),
  foreign: async ({ organisationIds }, role) =>
    SIDES[role] === 'guarantor'
      ? String(organisationIds['other-guarantor'])
      : String(organisationIds['bank']),
};

const OTHERS = { bank: 'other-bank', guarantor: 'other-guarantor', district: 'otherDistrict' } as const;

export const STOP_ROW: RowMaker = {
  own: async (world: World, role: Role) => {
    const side = SIDES[role] ?? 'bank';
    return String(await stopOf(world as TestApp, world.organisationIds[side] ?? 0));
  },
  foreign: async (world: World, role: Role) => {
    const side = SIDES[role];
    return side && String(await stopOf(world as TestApp, world.organisationIds[OTHERS[side]] ?? 0));
  },
};
