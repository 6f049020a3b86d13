import { expect } from 'chai';
import { AuditEvent } from '../../../models/audit-event.js';
import { findRows } from '../../../models/rows.js';
import { MACHINE_SCOPES } from '../../../server/auth/machine-scopes.js';
import { permissionsOf } from '../../../server/auth/permissions.js';
import { STATE_TABLES } from '../../../server/core/states/all-state-tables.js';
import { askForToken, bankSystem, issueTo, tokenOf, type BankSystem } from '../../support/api-clients.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { disbursedLoan } from '../../support/loans.js';

describe('a bank’s system', () => {
  let app: TestApp;
  let system: BankSystem;

  beforeEach(async () => {
    app = await startTestApp();
    system = await bankSystem(app);
  });

  const get = (token: string, path: string) => app.visitor.get(path).set('Authorization', `Bearer ${token}`);

  it('gets a token of ten minutes for all its scopes, with the secret in the body or in the header', async () => {
    const reply = await askForToken(app, system);
    expect(reply.status).to.equal(200);
    expect(reply.headers).to.include({ 'cache-control': 'no-store' });
    expect(reply.body).to.include({
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'loans.read repayments.write loan-events.write claims.read',
    });
    const basic = await app.visitor
      .post('/api/v1/oauth/token')
      .auth(system.clientId, system.clientSecret)
      .type('form')
      .send({ grant_type: 'client_credentials', scope: 'claims.read' });
    expect(basic.status).to.equal(200);
    expect(basic.body).to.include({ scope: 'claims.read' });
    const events = await findRows(AuditEvent, { where: { command: 'api-client.issue-token' } });
    expect(events.map(({ detailJson }) => detailJson)).to.have.length(2);
    expect(events[0]?.organisationId).to.equal(app.organisationIds['bank']);
  });

  it('is refused in the words of RFC 6749', async () => {
    const refusals: readonly (readonly [object, number, string])[] = [
      [{ client_secret: `${system.clientSecret}x` }, 401, 'invalid_client'],
      [{ client_id: 'bank-unknown' }, 401, 'invalid_client'],
      [{ client_id: [] }, 401, 'invalid_client'],
      [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
      [{ grant_type: [] }, 400, 'invalid_request'],
      [{ scope: ['loans.read', 'claims.read'] }, 400, 'invalid_request'],
      [{ scope: 'budget.approve' }, 400, 'invalid_scope'],
      [{ scope: 'loans.read loans.write' }, 400, 'invalid_scope'],
    ];
    for (const [further, status, error] of refusals) {
      const reply = await askForToken(app, system, further);
      expect(reply.status, JSON.stringify(further)).to.equal(status);
      expect(reply.type).to.equal('application/json');
      expect(reply.body, JSON.stringify(further)).to.include({ error });
      expect((reply.body as { error_description: string }).error_description).to.be.a('string');
    }
    const unknown = await askForToken(app, system, { client_secret: 'no' });
    expect(unknown.headers['www-authenticate']).to.match(/^Basic/);
    expect((await askForToken(app, system, { resource: 'unknown fields are ignored' })).status).to.equal(200);
  });

  it('sees the loans of its own bank and no other', async () => {
    const own = await disbursedLoan(app, {});
    const foreign = await disbursedLoan(app, { foreign: true });
    const token = await tokenOf(app, system);
    expect((await get(token, `/api/v1/loans/${own.id}`)).status).to.equal(200);
    expect((await get(token, `/api/v1/loans/${foreign.id}`)).status).to.equal(404);
    const listed = (await get(token, '/api/v1/loans')).body as { items: { loanId: string }[] };
    expect(listed.items.map(({ loanId }) => loanId)).to.deep.equal([String(own.id)]);
  });

  it('does what its token covers and nothing else, whatever its role may do', async () => {
    const token = await tokenOf(app, system, { scope: 'claims.read' });
    expect((await get(token, '/api/v1/subsidy-claims')).status).to.equal(200);
    const refused = await get(token, '/api/v1/loans');
    expect(refused.status).to.equal(403);
    expect((refused.body as { detail: string }).detail).to.contain('令牌的权限范围');
    for (const path of ['/api/v1/me', '/api/v1/applications', '/api/v1/users', '/api/v1/audit-events'])
      expect((await get(await tokenOf(app, system), path)).status, path).to.equal(403);
  });

  it('works with two secrets while one is changed for the other, and never with a third', async () => {
    const second = await issueTo(app, system.id, 'client-secret');
    const security = await app.logIn('security.admin');
    const third = await security
      .post(`/api/v1/api-clients/${system.id}/credentials`)
      .send({ kind: 'client-secret' });
    expect(third.status).to.equal(409);
    expect((await askForToken(app, system)).status).to.equal(200);
    const listed = (await security.get('/api/v1/api-clients')).body as {
      items: { credentials: { credentialId: string; kind: string }[] }[];
    };
    expect(JSON.stringify(listed)).not.to.contain(system.clientSecret);
    const [first] = listed.items[0]?.credentials.filter(({ kind }) => kind === 'client-secret') ?? [];
    await security.delete(`/api/v1/api-clients/${system.id}/credentials/${first?.credentialId}`).expect(204);
    expect((await askForToken(app, system)).status).to.equal(401);
    expect((await askForToken(app, { ...system, clientSecret: second.secret })).status).to.equal(200);
  });

  it('is shut out at the next request once it is disabled', async () => {
    const token = await tokenOf(app, system);
    expect((await get(token, '/api/v1/loans')).status).to.equal(200);
    const security = await app.logIn('security.admin');
    await security.post(`/api/v1/api-clients/${system.id}/disable`).send({ reason: '密钥泄露' }).expect(204);
    expect((await get(token, '/api/v1/loans')).status).to.equal(401);
    expect((await askForToken(app, system)).status).to.equal(401);
  });

  it('is held to its own rate and told when to come back', async () => {
    const slow = await bankSystem(app, { requestsPerMinute: 3 });
    const token = await tokenOf(app, slow);
    for (let call = 0; call < 3; call += 1) await get(token, '/api/v1/loans').expect(200);
    const refused = await get(token, '/api/v1/loans').expect(429);
    expect(Number(refused.headers['retry-after'])).to.be.within(1, 60);
    await get(await tokenOf(app, system), '/api/v1/loans').expect(200);
  });

  it('is made by two administrators: who registers it cannot give it a secret', async () => {
    const registrar = await app.logIn('system.admin');
    await registrar
      .post(`/api/v1/api-clients/${system.id}/credentials`)
      .send({ kind: 'client-secret' })
      .expect(403);
    const authoriser = await app.logIn('security.admin');
    await authoriser
      .post('/api/v1/api-clients')
      .send({ organisationId: '1', name: 'x', scopes: ['loans.read'] })
      .expect(403);
  });

  it('has no account that a person could use', async () => {
    const security = await app.logIn('security.admin');
    const users = (await security.get('/api/v1/users?limit=200')).body as { items: { role: string }[] };
    expect(users.items.filter(({ role }) => role === 'bank-machine')).to.deep.equal([]);
    const login = { username: system.clientId, password: system.clientSecret };
    await app.visitor.post('/api/v1/auth/tokens').send(login).expect(401);
  });
});

describe('what machines may do', () => {
  it('is opened by exactly one scope each, and checks nobody’s work', () => {
    const opened = Object.values(MACHINE_SCOPES).flat();
    expect(permissionsOf('bank-machine')).to.have.members(opened);
    expect(new Set(opened).size).to.equal(opened.length);
    for (const permission of opened) expect(permission).not.to.match(/approve|decide|disburse|submit|verify/);
  });

  it('moves no state that a person has to move', () => {
    for (const { rows } of STATE_TABLES)
      for (const { roles } of rows) expect(roles).not.to.include('bank-machine');
  });
});
