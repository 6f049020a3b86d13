import Joi from 'joi';
import type { BusinessDate } from '../../../server/core/business-date.js';
import {
  REGISTRY_NAMES,
  ROSTER_MODES,
  type RegistryName,
  type RosterMode,
} from '../../../server/core/registries/registries.js';
import { day, freeText, id, instant, pageOf, pageQuery, required, type PageQuery } from '../../fields.js';

const registry = (): Joi.StringSchema => Joi.string().valid(...REGISTRY_NAMES);
const mode = (): Joi.StringSchema => Joi.string().valid(...Object.keys(ROSTER_MODES));
const count = (): Joi.NumberSchema => Joi.number().integer().min(0);

export interface RosterBody {
  readonly registry: RegistryName;
  readonly mode: RosterMode;
  readonly sourceOffice: string;
  readonly documentNumber?: string;
  readonly asOfOn: BusinessDate;
}
export const rosterBody = Joi.object<RosterBody>({
  registry: registry().required(),
  mode: mode()
    .required()
    .description('A snapshot lists everybody: who is not in it has left. A delta lists what has changed.'),
  sourceOffice: freeText(96).required().description('The office that keeps the list.').example('区就业中心'),
  documentNumber: freeText(96).description('Of the letter that the file came with.'),
  asOfOn: day().required().description('The day of which the file speaks; never before the last one.'),
});

export interface RosterParams {
  readonly rosterId: string;
}
export const rosterParams = Joi.object<RosterParams>({ rosterId: id().required() });

export interface RostersQuery extends PageQuery {
  readonly registry?: RegistryName;
}
export const rostersQuery = Joi.object<RostersQuery>({ ...pageQuery, registry: registry() });

export const rosterReply = required({
  rosterId: id(),
  registry: registry(),
  registryLabel: Joi.string(),
  mode: mode(),
  sourceOffice: Joi.string(),
  documentNumber: Joi.string().allow(null),
  asOfOn: day(),
  state: Joi.string()
    .valid('taking', 'taken', 'taken-in-part', 'failed')
    .description('taken-in-part: rows were refused, and so nobody was taken off the list.'),
  importId: id().description('Progress, refused rows and the file of refused rows are those of this import.'),
  fileName: Joi.string(),
  sha256: Joi.string().length(64),
  rows: count(),
  accepted: count().description('New or changed.'),
  unchanged: count(),
  rejected: count(),
  ended: count().description('Taken off the list because a snapshot does not name them.'),
  createdAt: instant(),
  takenAt: instant().allow(null),
});
export const rostersReply = pageOf(rosterReply);

export const registriesReply = required({
  items: Joi.array().items(
    required({
      registry: registry(),
      registryLabel: Joi.string(),
      file: Joi.string().description('The form of file in which its rosters come.'),
      columns: required({
        required: Joi.array().items(Joi.string()),
        optional: Joi.array().items(Joi.string()),
      }),
      asOfOn: day().allow(null).description('Of the last roster; null before the first.'),
      sourceOffice: Joi.string().allow(null),
      entries: count().description('How many stand in it.'),
    }),
  ),
});
