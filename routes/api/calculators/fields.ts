import Joi from 'joi';
import { ratePercent } from '../../fields.js';

/** The calculators answer at least 20 requests a second to one address. */
export const CALCULATIONS_PER_MINUTE = 3_000;

export const dayCountBasis = (): Joi.Schema =>
  Joi.number().valid(360, 365).default(360).description('How many days the contract counts for a year.');

/** A rate of at most 100 %, so that amounts stay exact over every term and period that is taken. */
export const rateUpTo100 = (): Joi.StringSchema =>
  ratePercent().pattern(/^(?:0*\d{1,2}(?:\.\d+)?|100(?:\.0+)?)$/, 'at most 100');
