import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Test } from 'supertest';
import { epochSeconds } from '../../server/clock.js';
import {
  contentDigestOf,
  requestText,
  signText,
  type SigningKey,
} from '../../server/signing/message-signature.js';
import type { TestApp } from './app.js';

/** A bank's system with its credentials, as a bank would keep them. */
export interface BankSystem {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly key: SigningKey;
}

/** What may be different in a registration. */
export interface Registration {
  readonly bank?: string;
  readonly scopes?: readonly string[];
  readonly requestsPerMinute?: number;
  readonly signedWrites?: boolean;
}

/** What may be different in a signed call from what was signed. */
export interface Tampering {
  readonly body?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: SigningKey;
  readonly timestamp?: number;
}

const PATH = '/api/v1/api-clients';

/** Registers a system of a bank and gives it a secret and a signing key, through both administrators. */
export async function bankSystem(app: TestApp, registration: Registration = {}): Promise<BankSystem> {
  const { bank = 'bank', ...rest } = registration;
  const registered = await (await app.logIn('system.admin')).post(PATH).send({
    organisationId: String(app.organisationIds[bank]),
    name: '核心系统',
    scopes: ['loans.read', 'repayments.write', 'loan-events.write', 'claims.read'],
    ...rest,
  });
  expect(registered.status, registered.text).to.equal(201);
  const { apiClientId: id, clientId } = registered.body as { apiClientId: string; clientId: string };
  const { secret: clientSecret } = await issueTo(app, id, 'client-secret');
  return { id, clientId, clientSecret, key: await issueTo(app, id, 'signing-key') };
}

/** Gives a system one more credential. */
export async function issueTo(
  app: TestApp,
  id: string,
  kind: string,
): Promise<SigningKey & { readonly credentialId: string }> {
  const reply = await (await app.logIn('security.admin')).post(`${PATH}/${id}/credentials`).send({ kind });
  expect(reply.status, reply.text).to.equal(201);
  return reply.body as SigningKey & { credentialId: string };
}

/** Asks for a token with the secret in the body. */
export const askForToken = (app: TestApp, system: BankSystem, further: object = {}): Test =>
  app.visitor
    .post('/api/v1/oauth/token')
    .type('form')
    .send({
      grant_type: 'client_credentials',
      client_id: system.clientId,
      client_secret: system.clientSecret,
      ...further,
    });

export async function tokenOf(app: TestApp, system: BankSystem, further: object = {}): Promise<string> {
  const reply = await askForToken(app, system, further);
  expect(reply.status, reply.text).to.equal(200);
  return (reply.body as { access_token: string }).access_token;
}

/** The headers of a signed call, as the bank's side makes them. */
export function signedHeaders(
  app: TestApp,
  key: SigningKey,
  path: string,
  body: string,
  timestamp = epochSeconds(app.clock.now()),
): Record<string, string> {
  const parts = {
    method: 'POST',
    path,
    timestamp: String(timestamp),
    nonce: randomUUID(),
    idempotencyKey: randomUUID(),
    contentDigest: contentDigestOf(body),
  };
  return {
    'Idempotency-Key': parts.idempotencyKey,
    'Suidai-Timestamp': parts.timestamp,
    'Suidai-Nonce': parts.nonce,
    'Content-Digest': parts.contentDigest,
    'Suidai-Signature': signText(requestText(parts), key),
  };
}

/** Signs a call and sends it, perhaps with something changed on the way. */
export function sendSigned(
  app: TestApp,
  token: string,
  key: SigningKey,
  path: string,
  body: object,
  tampering: Tampering = {},
): Test {
  const text = JSON.stringify(body);
  const headers = signedHeaders(app, tampering.key ?? key, path, text, tampering.timestamp);
  return app.visitor
    .post(tampering.path ?? path)
    .set({ Authorization: `Bearer ${token}`, 'Accept-Language': 'en', ...headers, ...tampering.headers })
    .type('json')
    .send(tampering.body ?? text);
}
