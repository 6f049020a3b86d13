import Joi from 'joi';
import type { PolicySource } from '../../../server/core/policy/subsidy-policy.js';

/** Where a value comes from; `verified` is false where nobody has read it in the official text yet (待核实). */
export const sourceReply = (): Joi.ObjectSchema =>
  Joi.object({
    id: Joi.string(),
    document: Joi.string(),
    article: Joi.string(),
    verified: Joi.boolean().description('False: 待核实, not yet read in the official text.'),
  }).prefs({ presence: 'required' });

export const presentSource = ({ id, document, article, verified }: PolicySource): PolicySource => ({
  id,
  document,
  article,
  verified,
});
