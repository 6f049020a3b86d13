import type { RowMaker } from './row-maker.js';

/** An account; administrators see them all. */
export const USER_ROW: RowMaker = {
  own: async ({ userIds }) => String(userIds['bank.maker']),
  foreign: async () => undefined,
};
