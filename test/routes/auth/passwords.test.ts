import { expect } from 'chai';
import type supertest from 'supertest';
import { findRow } from '../../../models/rows.js';
import { User } from '../../../models/user.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { identityNumberOf, PASSWORD, phoneOf, USERNAMES } from '../../support/people.js';

const NEW_PASSWORD = 'Litchi-summer-9';

const codeOf = (reply: supertest.Response): string => (reply.body as { code: string }).code;
const accessTokenOf = (reply: supertest.Response): string =>
  (reply.body as { accessToken: string }).accessToken;

describe('a password', () => {
  let app: TestApp;

  const logIn = (username: string, password: string): supertest.Test =>
    app.visitor.post('/api/v1/auth/tokens').send({ username, password });
  const change = (token: string, currentPassword: string, newPassword: string): supertest.Test =>
    app.visitor
      .post('/api/v1/auth/password-changes')
      .set('Authorization', `Bearer ${token}`)
      .send({ currentPassword, newPassword });
  const sentCode = (): string => app.sent.at(-1)?.values['code'] ?? 'none';

  beforeEach(async () => {
    app = await startTestApp();
  });

  it('is changed by who knows it; every session ends and a new one begins', async () => {
    const [here, elsewhere] = [await logIn('bank.maker', PASSWORD), await logIn('bank.maker', PASSWORD)].map(
      accessTokenOf,
    );
    const reply = await change(here ?? '', PASSWORD, NEW_PASSWORD).expect(200);
    for (const [token, status] of [
      [here, 401],
      [elsewhere, 401],
      [accessTokenOf(reply), 200],
    ] as const) {
      await app.visitor.get('/api/v1/me').set('Authorization', `Bearer ${token}`).expect(status);
    }
    await logIn('bank.maker', PASSWORD).expect(401);
    await logIn('bank.maker', NEW_PASSWORD).expect(200);
  });

  it('is not changed without the present one, to a weak one, or to itself', async () => {
    const token = accessTokenOf(await logIn('bank.maker', PASSWORD));
    expect(codeOf(await change(token, NEW_PASSWORD, NEW_PASSWORD).expect(401))).to.equal('wrong-credentials');
    expect(codeOf(await change(token, PASSWORD, 'Password123!').expect(422))).to.equal('weak-password');
    expect(codeOf(await change(token, PASSWORD, PASSWORD).expect(422))).to.equal('weak-password');
    await logIn('bank.maker', PASSWORD).expect(200);
  });

  it('set by the security administrator has to be changed before anything else', async () => {
    const before = accessTokenOf(await logIn('bank.maker', PASSWORD));
    const security = await app.logIn('security.admin');
    const reset = await security
      .post(`/api/v1/users/${app.userIds['bank.maker']}/password-resets`)
      .expect(201);
    const { temporaryPassword } = reset.body as { temporaryPassword: string };
    await app.visitor.get('/api/v1/me').set('Authorization', `Bearer ${before}`).expect(401);
    await logIn('bank.maker', PASSWORD).expect(401);

    const token = accessTokenOf(await logIn('bank.maker', temporaryPassword).expect(200));
    const refused = await app.visitor
      .get('/api/v1/organisations')
      .set('Authorization', `Bearer ${token}`)
      .expect(403);
    expect(codeOf(refused)).to.equal('password-change-required');
    const own = await app.visitor.get('/api/v1/me').set('Authorization', `Bearer ${token}`).expect(200);
    expect(own.body).to.have.property('mustChangePassword', true);

    const changed = accessTokenOf(await change(token, temporaryPassword, NEW_PASSWORD).expect(200));
    await app.visitor.get('/api/v1/organisations').set('Authorization', `Bearer ${changed}`).expect(200);
  });

  it('of a borrower is reset by a code sent to the phone, once, which also tells the user name', async () => {
    const phone = phoneOf(USERNAMES.indexOf('borrower'));
    await app.visitor.post('/api/v1/auth/password-reset-codes').send({ phone }).expect(204);
    const reset = { phone, code: sentCode(), newPassword: NEW_PASSWORD };
    const reply = await app.visitor.post('/api/v1/auth/password-resets').send(reset).expect(200);
    expect(reply.body).to.deep.equal({ username: 'borrower' });
    await logIn('borrower', NEW_PASSWORD).expect(200);
    expect(codeOf(await app.visitor.post('/api/v1/auth/password-resets').send(reset))).to.equal(
      'wrong-credentials',
    );
  });

  it('is asked to be reset with one answer, whoever the phone belongs to [T39]', async () => {
    const staff = await findRow(User, { where: { username: 'bank.maker' } });
    expect(staff?.phoneIndex).to.equal(null);
    for (const phone of [phoneOf(USERNAMES.indexOf('borrower')), '13900000001']) {
      const reply = await app.visitor.post('/api/v1/auth/password-reset-codes').send({ phone }).expect(204);
      expect(reply.text).to.equal('');
    }
    expect(app.sent.map(({ template }) => template)).to.deep.equal(['password-reset-code', 'no-account']);
    const attempt = { phone: '13900000001', code: '000000', newPassword: NEW_PASSWORD };
    expect(codeOf(await app.visitor.post('/api/v1/auth/password-resets').send(attempt))).to.equal(
      'wrong-credentials',
    );
  });

  it('reset code is good for ten minutes and five tries, and comes once a minute [T40]', async () => {
    const phone = phoneOf(USERNAMES.indexOf('borrower'));
    const ask = (): supertest.Test => app.visitor.post('/api/v1/auth/password-reset-codes').send({ phone });
    const reset = (code: string): supertest.Test =>
      app.visitor.post('/api/v1/auth/password-resets').send({ phone, code, newPassword: NEW_PASSWORD });

    await ask().expect(204);
    await ask().expect(429).expect('Retry-After', '60');
    const late = sentCode();
    app.clock.advanceSeconds(600);
    await reset(late).expect(401);

    await ask().expect(204);
    const wrong = String((Number(sentCode()) + 1) % 1_000_000).padStart(6, '0');
    for (let tries = 0; tries < 5; tries += 1) await reset(wrong).expect(401);
    await reset(sentCode()).expect(401);

    for (const expected of [204, 204, 204, 429]) {
      app.clock.advanceSeconds(61);
      await ask().expect(expected);
    }
  });
});

describe('registering', () => {
  let app: TestApp;
  const phone = '13712345678';

  const register = (over: object = {}): supertest.Test =>
    app.visitor.post('/api/v1/auth/registrations').send({
      username: 'chen.dawen',
      password: PASSWORD,
      name: '陈大文',
      identityKind: 'resident-identity-card',
      identityNumber: identityNumberOf(500),
      phone,
      code: app.sent.at(-1)?.values['code'] ?? '000000',
      consents: ['personal-information', 'identity-number'],
      ...over,
    });
  const askCode = (to = phone): supertest.Test =>
    app.visitor.post('/api/v1/auth/registration-codes').send({ phone: to });

  beforeEach(async () => {
    app = await startTestApp();
    await askCode().expect(204);
  });

  it('opens a borrower’s account with encrypted personal values and recorded consents, and logs in', async () => {
    const reply = await register().expect(201);
    const me = await app.visitor
      .get('/api/v1/me')
      .set('Authorization', `Bearer ${accessTokenOf(reply)}`)
      .expect(200);
    expect(me.body).to.include({
      username: 'chen.dawen',
      displayName: '陈大文',
      role: 'borrower',
      phone: '137****5678',
    });
    expect((me.body as { organisationId: unknown }).organisationId).to.equal(null);
    const user = await findRow(User, { where: { username: 'chen.dawen' } });
    expect(JSON.stringify(user)).to.not.include(identityNumberOf(500)).and.not.include(phone);
    expect(user?.personIndex).to.equal(app.system.cipher.blindIndex('identity', identityNumberOf(500)));
  });

  it('needs the code of this phone, every consent, a sound identity number and a strong password', async () => {
    expect(codeOf(await register({ code: '12345' }))).to.equal('malformed');
    expect(codeOf(await register({ consents: ['personal-information'] }))).to.equal('malformed');
    expect(codeOf(await register({ identityNumber: '440106199001015000' }))).to.equal('malformed');
    expect(codeOf(await register({ password: 'Password123!' }))).to.equal('weak-password');
    expect(codeOf(await register({ role: 'auditor' }))).to.equal('malformed');
    expect(codeOf(await register({ phone: '13912345678' }))).to.equal('wrong-credentials');
    await register().expect(201);
  });

  it('tells of a phone that is registered only to who holds it, and of an identity number to nobody', async () => {
    await register().expect(201);
    app.clock.advanceSeconds(61);
    await askCode().expect(204);
    const again = await register({ username: 'chen.xiaowen', identityNumber: identityNumberOf(501) });
    expect(codeOf(again)).to.equal('already-exists');
    await askCode('13612345678').expect(204);
    await register({ username: 'somebody.else', phone: '13612345678' }).expect(201);
  });

  it('lists the texts that are consented to', async () => {
    const reply = await app.visitor.get('/api/v1/auth/consent-texts').expect(200);
    const { items } = reply.body as { items: { kind: string; textHash: string }[] };
    expect(items.map(({ kind }) => kind)).to.deep.equal(['personal-information', 'identity-number']);
  });
});
