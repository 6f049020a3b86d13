import Joi from 'joi';
import type { OwnLookUp } from '../../../server/applications/find-own-look-ups.js';
import type { LookUpView } from '../../../server/applications/find-registry-look-ups.js';
import type { Context } from '../../../server/context.js';
import { REGISTRIES, REGISTRY_NAMES } from '../../../server/core/registries/registries.js';
import { ROLES } from '../../../server/core/roles.js';
import { day, id, instant, pageOf, required } from '../../fields.js';

const label = () => Joi.string();
const lookUpFields = {
  lookUpId: id(),
  registry: Joi.string().valid(...REGISTRY_NAMES),
  registryLabel: label(),
  subject: Joi.string().valid('applicant', 'business', 'address'),
  purpose: Joi.string().valid('evidence', 'eligibility'),
  outcome: Joi.string().valid('match', 'no-match', 'no-roster'),
  asOfOn: day().allow(null).description('The day of which the registry spoke.'),
  sourceOffice: Joi.string().allow(null),
  consentId: id().description('The consent by which it was looked up.'),
  lookedUpBy: label().allow(null).description('The role of whoever looked it up.'),
  lookedUpAt: instant(),
};

export const lookUpsReply = pageOf(required(lookUpFields));
export const ownLookUpsReply = pageOf(
  required({ ...lookUpFields, applicationId: id(), applicationNumber: Joi.string() }),
);

export const presentLookUp = (view: LookUpView, { language }: Pick<Context, 'language'>) => ({
  lookUpId: String(view.id),
  registry: view.registry,
  registryLabel: REGISTRIES[view.registry].label[language],
  subject: view.subject,
  purpose: view.purpose,
  outcome: view.outcome,
  asOfOn: view.asOfOn,
  sourceOffice: view.sourceOffice,
  consentId: String(view.consentId),
  lookedUpBy: view.lookedUpByRole === null ? null : ROLES[view.lookedUpByRole][language],
  lookedUpAt: view.lookedUpAt,
});

/** The same to the person whom it concerns, with the application that it was made for. */
export const presentOwnLookUp = (view: OwnLookUp, context: Pick<Context, 'language'>) => ({
  ...presentLookUp(view, context),
  applicationId: String(view.applicationId),
  applicationNumber: view.applicationNumber,
});
