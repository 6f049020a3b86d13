import type { Endpoint } from '../../endpoint.js';
import { drawUpScheduleEndpoint } from './draw-up-schedule.js';
import { quoteSubsidyEndpoint } from './quote-subsidy.js';

/** Operations that compute and keep nothing. */
export const CALCULATOR_ENDPOINTS: readonly Endpoint[] = [quoteSubsidyEndpoint, drawUpScheduleEndpoint];
