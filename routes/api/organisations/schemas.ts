import Joi from 'joi';
import { DISTRICTS } from '../../../server/core/districts.js';
import {
  ORGANISATION_KINDS,
  type NewOrganisation,
  type OrganisationKind,
} from '../../../server/organisations/create-organisation.js';
import { freeText, id, instant, organisationCode, pageOf, pageQuery, type PageQuery } from '../../fields.js';

const kind = (): Joi.StringSchema => Joi.string().valid(...Object.keys(ORGANISATION_KINDS));
const guarantorKind = (): Joi.StringSchema => Joi.string().valid('fund', 'institution');
const districtCode = (): Joi.StringSchema => Joi.string().valid(...Object.keys(DISTRICTS));

export interface OrganisationsQuery extends PageQuery {
  readonly kind?: OrganisationKind;
}

export const organisationsQuery = Joi.object<OrganisationsQuery>({ ...pageQuery, kind: kind() });

export const newOrganisationBody = Joi.object<NewOrganisation>({
  code: organisationCode().required(),
  kind: kind().required(),
  guarantorKind: guarantorKind().description('For a guarantor, and only for one.'),
  name: freeText(128).required(),
  districtCode: districtCode().description('Where it is; a district office needs it.'),
}).required();

export const createdOrganisationReply = Joi.object({ organisationId: id().required() });

export const organisationsReply = pageOf(
  Joi.object({
    organisationId: id(),
    code: Joi.string(),
    kind: kind(),
    guarantorKind: guarantorKind().allow(null),
    name: Joi.string(),
    districtCode: districtCode().allow(null),
    createdAt: instant(),
    disabledAt: instant().allow(null),
  }).prefs({ presence: 'required' }),
);
