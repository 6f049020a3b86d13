import { ORGANISATION_ROW } from './organisation.js';
import type { RowMakers } from './row-maker.js';
import { USER_ROW } from './user.js';

/** One maker for every path parameter, one file for every kind of row. */
export const ROW_MAKERS: RowMakers = { organisationId: ORGANISATION_ROW, userId: USER_ROW };
