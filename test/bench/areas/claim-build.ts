import type { Measurement } from '../measurement.js';
export const CLAIM_BUILD: readonly Measurement[] = [];
