import Joi from 'joi';
import { BORROWER_CATEGORIES } from '../../../server/core/borrower-categories.js';
import { id, moneyReply, required } from '../../fields.js';

export const count = (): Joi.NumberSchema => Joi.number().integer().min(0);

/** Two amounts and what lies between. */
export const compared = { inForce: moneyReply(), drafted: moneyReply(), difference: moneyReply() };

/** The same of a group of loans. */
export const group = {
  ...compared,
  loans: count().description('Loans that have a part in it under either.'),
  changed: count().description('Loans whose figure differs.'),
};

export const groupedByDistrict = () =>
  Joi.array().items(
    required({
      ...group,
      districtOrganisationId: id(),
      districtCode: Joi.string().allow(null),
      name: Joi.string(),
    }),
  );

export const groupedByKind = () =>
  Joi.array().items(required({ ...group, borrowerKind: Joi.string().valid('individual', 'enterprise') }));

export const groupedByCategory = () =>
  Joi.array().items(
    required({
      ...group,
      borrowerCategory: Joi.string()
        .valid(...Object.keys(BORROWER_CATEGORIES))
        .allow(null),
      label: Joi.string(),
    }),
  );

/** Loans by how much they change. */
export const bands = () =>
  Joi.array().items(
    required({
      from: moneyReply().allow(null),
      until: moneyReply().allow(null),
      loans: count(),
      difference: moneyReply(),
    }),
  );

/** Versions with what follows from each. */
export const cited = () =>
  Joi.array().items(
    required({
      ...compared,
      id: Joi.string(),
      document: Joi.string(),
      article: Joi.string(),
      verified: Joi.boolean(),
    }),
  );
