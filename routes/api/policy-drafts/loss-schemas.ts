import Joi from 'joi';
import { id, required } from '../../fields.js';
import {
  bands,
  cited,
  compared,
  count,
  groupedByCategory,
  groupedByDistrict,
  groupedByKind,
} from './figure-schemas.js';
import { LOSS_MEASURES, SHARE_BASES } from './present-losses.js';

const sums = {
  casesInForce: count(),
  casesDrafted: count(),
  ...compared,
};

const bearer = () =>
  Joi.string().valid('bank', 'city-fund', 'guarantee-institution', 're-guarantee', 'national-fund');

/** What guarantors pay or give up under a draft of the fund's share, the days to a claim or the conditions of a write-off. */
export const losses = {
  losses: required({
    lossMeasure: Joi.string().valid(...Object.keys(LOSS_MEASURES)),
    label: Joi.string(),
    ...sums,
  })
    .allow(null)
    .description(
      'What all bearers but the bank pay or give up in the quarters under both; null of a draft that changes nothing of it.',
    ),
  lossesByQuarter: Joi.array().items(required({ quarter: Joi.string(), projected: Joi.boolean(), ...sums })),
  lossesByBearer: Joi.array()
    .items(required({ bearer: bearer(), ...compared }))
    .description('Who bears what, the bank included.'),
  lossesByBasis: Joi.array()
    .items(
      required({ shareBasis: Joi.string().valid(...Object.keys(SHARE_BASES)), label: Joi.string(), ...sums }),
    )
    .description('By what it is known who bears which part: what is agreed changes with the agreement only.'),
  lossesByGuarantor: Joi.array().items(required({ organisationId: id(), name: Joi.string(), ...sums })),
  lossesByDistrict: groupedByDistrict(),
  lossesByKind: groupedByKind(),
  lossesByCategory: groupedByCategory(),
  lossesDistribution: bands().description('Loans by how much their part changes over all quarters.'),
  lossVersions: cited().description('Every version of the parameter that the figures follow from.'),
};
