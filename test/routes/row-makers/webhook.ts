import { deadLetter, proposed } from '../scenarios/webhooks.js';
import type { RowMaker } from './row-maker.js';

/** A bank's subscription; administrators see them all. */
export const SUBSCRIPTION_ROW: RowMaker = { own: proposed, foreign: async () => undefined };

/** A dead letter; administrators see them all. */
export const DELIVERY_ROW: RowMaker = { own: deadLetter, foreign: async () => undefined };
