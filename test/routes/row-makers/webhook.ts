import { deadLetter, proposed } from '../scenarios/webhooks.js';
import type { RowMaker } from './row-maker.js';

const BANK = new Set(['bank-officer', 'bank-supervisor']);

/** A bank's subscription; administrators and auditors see them all, a bank its own. */
export const SUBSCRIPTION_ROW: RowMaker = {
  own: (world) => proposed(world),
  foreign: async (world, role) => (BANK.has(role) ? proposed(world, 'other-bank') : undefined),
};

/** A dead letter; administrators and auditors see them all, a bank its own. */
export const DELIVERY_ROW: RowMaker = {
  own: (world) => deadLetter(world),
  foreign: async (world, role) => (BANK.has(role) ? deadLetter(world, 'other-bank') : undefined),
};
