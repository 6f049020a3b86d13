import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Scenarios, World } from './world.js';

const PATH = '/api/v1/api-clients';

function created(response: Response): unknown {
  expect(response.status, response.text).to.equal(201);
  return response.body;
}

/** Registers a system of a bank, which has no credentials yet. */
export async function registerClient(world: World, bank = 'bank'): Promise<{ id: string; clientId: string }> {
  const response = await (await world.logIn('system.admin')).post(PATH).send({
    organisationId: String(world.organisationIds[bank]),
    name: '核心系统',
    scopes: ['loans.read', 'repayments.write'],
    requestsPerMinute: 600,
    signedWrites: true,
  });
  const { apiClientId, clientId } = created(response) as { apiClientId: string; clientId: string };
  return { id: apiClientId, clientId };
}

/** Gives a client a secret or a signing key. */
export async function issue(
  world: World,
  id: string,
  kind: 'client-secret' | 'signing-key',
): Promise<{ credentialId: string; keyCode: string; secret: string }> {
  const administrator = await world.logIn('security.admin');
  const response = await administrator.post(`${PATH}/${id}/credentials`).send({ kind });
  return created(response) as { credentialId: string; keyCode: string; secret: string };
}

export const API_CLIENT_SCENARIOS: Scenarios = {
  listApiClients: async (world) => {
    const { id } = await registerClient(world);
    await issue(world, id, 'signing-key');
    return (await world.logIn('auditor')).get(PATH);
  },
  registerApiClient: async ({ logIn, organisationIds }) =>
    (await logIn('system.admin'))
      .post(PATH)
      .send({ organisationId: String(organisationIds['bank']), name: '信贷系统', scopes: ['claims.read'] }),
  issueClientCredential: async (world) => {
    const { id } = await registerClient(world);
    return (await world.logIn('security.admin'))
      .post(`${PATH}/${id}/credentials`)
      .send({ kind: 'client-secret' });
  },
  revokeClientCredential: async (world) => {
    const { id } = await registerClient(world);
    const { credentialId } = await issue(world, id, 'client-secret');
    return (await world.logIn('security.admin')).delete(`${PATH}/${id}/credentials/${credentialId}`);
  },
  disableApiClient: async (world) => {
    const { id } = await registerClient(world);
    return (await world.logIn('security.admin')).post(`${PATH}/${id}/disable`).send({ reason: '合同到期' });
  },
  issueMachineToken: async (world) => {
    const { id, clientId } = await registerClient(world);
    const { secret } = await issue(world, id, 'client-secret');
    return world.visitor.post('/api/v1/oauth/token').type('form').send({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
    });
  },
};
