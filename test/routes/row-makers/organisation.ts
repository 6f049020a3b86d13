import type { RowMaker } from './row-maker.js';

/** An organisation; whoever may ask about one may ask about all. */
export const ORGANISATION_ROW: RowMaker = {
  own: async ({ organisationIds }) => String(organisationIds['bank']),
  foreign: async () => undefined,
};
