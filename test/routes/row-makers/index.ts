import type { RowMakers } from './row-maker.js';

/** One maker for every path parameter, one file for every kind of row. */
export const ROW_MAKERS: RowMakers = {};
