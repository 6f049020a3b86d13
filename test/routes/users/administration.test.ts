import { expect } from 'chai';
import type supertest from 'supertest';
import { AuditChain, AuditEvent } from '../../../models/audit-event.js';
import { findRow, updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { User } from '../../../models/user.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';
import { identityNumberOf, PASSWORD, USERNAMES, type Username } from '../../support/people.js';

const codeOf = (reply: supertest.Response): string => (reply.body as { code: string }).code;

const identityOf = (username: Username): string => identityNumberOf(USERNAMES.indexOf(username));

describe('accounts', () => {
  let app: TestApp;
  let system: Client;
  let security: Client;

  const newUser = (over: object = {}): object => ({
    organisationId: String(app.organisationIds['bank']),
    username: 'bank.second',
    displayName: '王芳',
    role: 'bank-officer',
    identityKind: 'resident-identity-card',
    identityNumber: identityNumberOf(600),
    ...over,
  });

  const createWithKey = (key: string): supertest.Test =>
    system.post('/api/v1/users').set('Idempotency-Key', key).send(newUser());
  const administrator = (username: string, role: string, identityNumber: string): supertest.Test => {
    const organisationId = String(app.organisationIds['platform']);
    return system.post('/api/v1/users').send(newUser({ organisationId, username, role, identityNumber }));
  };

  beforeEach(async () => {
    app = await startTestApp();
    system = await app.logIn('system.admin');
    security = await app.logIn('security.admin');
  });

  it('are opened by the system administrator with a password that must be changed', async () => {
    const reply = await system.post('/api/v1/users').send(newUser()).expect(201);
    const { userId, temporaryPassword } = reply.body as { userId: string; temporaryPassword: string };
    const logIn = await app.visitor
      .post('/api/v1/auth/tokens')
      .send({ username: 'bank.second', password: temporaryPassword });
    expect(logIn.status).to.equal(200);
    const event = await findRow(AuditEvent, { where: { command: 'user.create', subjectId: Number(userId) } });
    expect(event).to.include({
      organisationId: app.organisationIds['bank'],
      actorUserId: app.userIds['system.admin'],
    });
    expect(event?.detailJson).to.not.include(identityNumberOf(600));
    await security
      .post('/api/v1/users')
      .send(newUser({ username: 'bank.third' }))
      .expect(403);
  });

  it('show their first password once, not to a repeated request', async () => {
    const [first, second] = [await createWithKey('the-same-key'), await createWithKey('the-same-key')];
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(second.headers).to.have.property('idempotent-replayed', 'true');
    expect(second.body).to.deep.equal({ ...(first.body as object), temporaryPassword: null });
  });

  it('need a role that the organisation has, a sound identity number, an organisation and a free name', async () => {
    const refused: readonly (readonly [object, string])[] = [
      [{ role: 'municipal-officer' }, 'malformed'],
      [{ role: 'borrower' }, 'malformed'],
      [{ identityNumber: '440106199001016009' }, 'malformed'],
      [{ organisationId: '999999' }, 'not-found'],
      [{ username: 'bank.maker' }, 'already-exists'],
    ];
    for (const [over, code] of refused) {
      expect(codeOf(await system.post('/api/v1/users').send(newUser(over))), JSON.stringify(over)).to.equal(
        code,
      );
    }
  });

  it('keep the three administrators apart by natural person, also when opened at the same time', async () => {
    const second = await administrator('audit.second', 'audit-administrator', identityOf('system.admin'));
    expect(codeOf(second)).to.equal('already-exists');
    const replies = await Promise.all([
      administrator('one', 'system-administrator', identityNumberOf(700)),
      administrator('two', 'security-administrator', identityNumberOf(700)),
      administrator('three', 'audit-administrator', identityNumberOf(700)),
    ]);
    expect(replies.map(({ status }) => status)).to.have.members([201, 409, 409]);
  });

  it('lose all access at the next request when they are disabled, and have it again when enabled [T16]', async () => {
    const client = await app.logIn('bank.maker');
    await client.get('/api/v1/organisations').expect(200);
    const path = `/api/v1/users/${app.userIds['bank.maker']}/disablement`;
    await security.post(path).send({ reason: '离职' }).expect(204);
    await client.get('/api/v1/organisations').expect(401);
    const logIn = { username: 'bank.maker', password: PASSWORD };
    await app.visitor.post('/api/v1/auth/tokens').send(logIn).expect(401);
    expect(codeOf(await security.post(path).send({ reason: '离职' }))).to.equal('illegal-transition');
    await security.delete(path).expect(204);
    await app.visitor.post('/api/v1/auth/tokens').send(logIn).expect(200);
    await client.get('/api/v1/organisations').expect(401);
  });

  it('change their rights at the next request with their role [T16]', async () => {
    const logIn = { username: 'bank.maker', password: PASSWORD };
    const before = await app.visitor.post('/api/v1/auth/tokens').send(logIn);
    const path = `/api/v1/users/${app.userIds['bank.maker']}/role`;
    await system.put(path).send({ role: 'municipal-officer' }).expect(400);
    await system.put(path).send({ role: 'bank-supervisor' }).expect(204);
    const { accessToken } = before.body as { accessToken: string };
    await app.visitor.get('/api/v1/me').set('Authorization', `Bearer ${accessToken}`).expect(401);
    const after = await app.visitor.post('/api/v1/auth/tokens').send(logIn).expect(200);
    const me = await app.visitor
      .get('/api/v1/me')
      .set('Authorization', `Bearer ${(after.body as { accessToken: string }).accessToken}`);
    expect(me.body).to.have.property('role', 'bank-supervisor');
  });

  it('are unlocked by the security administrator', async () => {
    const tryLogIn = (password: string): supertest.Test =>
      app.visitor.post('/api/v1/auth/tokens').send({ username: 'bank.maker', password });
    for (let count = 0; count < 5; count += 1) await tryLogIn('wrong').expect(401);
    await tryLogIn(PASSWORD).expect(401);
    await security.delete(`/api/v1/users/${app.userIds['bank.maker']}/lock`).expect(204);
    await tryLogIn(PASSWORD).expect(200);
  });

  it('lose their sessions with the second factor that the security administrator removes', async () => {
    const confirmed = { otpSecretCipher: app.system.cipher.encrypt('JBSWY3DPEHPK3PXP', 'users.otpSecret') };
    await inTransaction(app.system.database, (transaction) =>
      updateRows(
        User,
        { ...confirmed, otpConfirmedAt: app.clock.now() },
        { username: 'bank.maker' },
        transaction,
      ),
    );
    const client = await app.logIn('bank.maker');
    expect((await client.get('/api/v1/me')).body).to.have.property('secondFactor', true);
    await security.delete(`/api/v1/users/${app.userIds['bank.maker']}/second-factor`).expect(204);
    await client.get('/api/v1/me').expect(401);
    expect(await findRow(User, { where: { username: 'bank.maker' } })).to.include({ otpConfirmedAt: null });
  });

  it('cannot be managed by their own holder', async () => {
    const own = `/api/v1/users/${app.userIds['security.admin']}`;
    await security.post(`${own}/disablement`).send({ reason: 'x' }).expect(403);
    await security.post(`${own}/password-resets`).expect(403);
    await security.post(`/api/v1/users/${app.userIds['borrower']}/password-resets`).expect(404);
    await security.post('/api/v1/users/999999/disablement').send({ reason: 'x' }).expect(404);
  });

  it('are listed page by page without anything secret or personal', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const reply = await security.get(`/api/v1/users?limit=8${cursor}`).expect(200);
      const page = reply.body as { items: { username: string }[]; nextCursor: string | null };
      seen.push(...page.items.map(({ username }) => username));
      expect(JSON.stringify(page)).to.not.match(/argon2|Cipher|Index|440106199/);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor);
    expect(seen)
      .to.have.length(USERNAMES.length)
      .and.to.have.members([...USERNAMES]);
    await security.get('/api/v1/users?cursor=bm90LWEtY3Vyc29y').expect(400);
    const bank = await security
      .get(`/api/v1/users?organisationId=${app.organisationIds['bank']}`)
      .expect(200);
    expect((bank.body as { items: unknown[] }).items).to.have.length(2);
    await (await app.logIn('bank.maker')).get('/api/v1/users').expect(403);
  });
});

describe('organisations', () => {
  it('are the city’s offices from the start, and further ones with an audit chain of their own', async () => {
    const app = await startTestApp();
    const system = await app.logIn('system.admin');
    const districts = await system.get('/api/v1/organisations?kind=district&limit=50').expect(200);
    expect((districts.body as { items: unknown[] }).items).to.have.length(11);

    const bank = { code: 'BANK03', kind: 'bank', name: '第三银行' };
    const reply = await system.post('/api/v1/organisations').send(bank).expect(201);
    const organisationId = Number((reply.body as { organisationId: string }).organisationId);
    expect(await findRow(AuditChain, { where: { organisationId } })).to.include({ sequence: 1 });
    expect(codeOf(await system.post('/api/v1/organisations').send(bank))).to.equal('already-exists');
    expect(
      codeOf(await system.post('/api/v1/organisations').send({ ...bank, code: 'GUAR02', kind: 'guarantor' })),
    ).to.equal('malformed');
    expect(codeOf(await system.post('/api/v1/organisations').send({ ...bank, code: 'bank04' }))).to.equal(
      'malformed',
    );
    await (await app.logIn('security.admin')).post('/api/v1/organisations').send(bank).expect(403);
  });
});
