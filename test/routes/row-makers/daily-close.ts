import { findRow } from '../../../models/rows.js';
import { DailyClose } from '../../../models/daily-close.js';
import { runDailyCloses } from '../../../server/daily-close/run-daily-closes.js';
import type { TestApp } from '../../support/app.js';
import type { RowMaker } from './row-maker.js';

/** The close of the day before: one for the whole city, seen by whoever may read closes. */
export const DAILY_CLOSE_ROW: RowMaker = {
  own: async (world) => {
    await runDailyCloses(await (world as unknown as TestApp).contextOf('centre.maker'));
    const close = await findRow(DailyClose, { where: {} });
    return String(close?.id ?? 0);
  },
  foreign: async () => undefined,
};
