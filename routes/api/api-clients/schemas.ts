import Joi from 'joi';
import { MACHINE_SCOPE_NAMES, type MachineScope } from '../../../server/auth/machine-scopes.js';
import type { CredentialKind } from '../../../server/api-clients/issue-credential.js';
import { freeText, id, instant, pageOf, pageQuery, type PageQuery } from '../../fields.js';

export interface ClientParams {
  readonly apiClientId: string;
}

export interface CredentialParams extends ClientParams {
  readonly credentialId: string;
}

export const clientParams = Joi.object<ClientParams>({ apiClientId: id().required() }).required();

export const credentialParams = Joi.object<CredentialParams>({
  apiClientId: id().required(),
  credentialId: id().required(),
}).required();

export const clientsQuery = Joi.object<PageQuery>(pageQuery);

const scopes = (): Joi.ArraySchema =>
  Joi.array()
    .items(Joi.string().valid(...MACHINE_SCOPE_NAMES))
    .unique()
    .min(1);
const kind = (): Joi.StringSchema => Joi.string().valid('client-secret', 'signing-key');

export interface NewClientBody {
  readonly organisationId: string;
  readonly name: string;
  readonly scopes: readonly MachineScope[];
  readonly requestsPerMinute: number;
  readonly signedWrites: boolean;
}

export const newClientBody = Joi.object<NewClientBody>({
  organisationId: id().required().description('The bank whose system it is.'),
  name: freeText(64).required(),
  scopes: scopes().required(),
  requestsPerMinute: Joi.number().integer().min(1).max(60_000).default(600),
  signedWrites: Joi.boolean()
    .default(true)
    .description('false only while a bank tries things out: its writes are then taken without a signature.'),
}).required();

export const registeredReply = Joi.object({
  apiClientId: id(),
  clientId: Joi.string().description('The client_id of OAuth 2.0.'),
}).prefs({ presence: 'required' });

export interface NewCredentialBody {
  readonly kind: CredentialKind;
}

export const newCredentialBody = Joi.object<NewCredentialBody>({ kind: kind().required() }).required();

export const issuedReply = Joi.object({
  credentialId: id(),
  keyCode: Joi.string().description('How messages name a signing key.'),
  secret: Joi.string()
    .allow(null)
    .description('Shown this once, to be handed to the bank by a safe way; null in a repeated reply.'),
}).prefs({ presence: 'required' });

export const reasonBody = Joi.object<{ reason: string }>({ reason: freeText(200).required() }).required();

const credential = Joi.object({
  credentialId: id(),
  kind: kind(),
  keyCode: Joi.string(),
  issuedAt: instant(),
  revokedAt: instant().allow(null),
}).prefs({ presence: 'required' });

export const clientsReply = pageOf(
  Joi.object({
    apiClientId: id(),
    clientId: Joi.string(),
    organisationId: id(),
    name: Joi.string(),
    scopes: scopes(),
    requestsPerMinute: Joi.number().integer(),
    signedWrites: Joi.boolean(),
    createdAt: instant(),
    disabledAt: instant().allow(null),
    credentials: Joi.array().items(credential),
  }).prefs({ presence: 'required' }),
);
