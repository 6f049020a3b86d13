import { expect } from 'chai';
import { generateSync } from 'otplib';
import type supertest from 'supertest';
import { AuditEvent } from '../../../models/audit-event.js';
import { findRows } from '../../../models/rows.js';
import { epochSeconds } from '../../../server/clock.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD } from '../../support/people.js';

const QUARTER_OF_AN_HOUR = 15 * 60;
const PROOFS = '/api/v1/auth/second-factor-proofs';
/** An operation of high value, on something that there is not: what refuses it says how far it came. */
const DISBURSE = '/api/v1/payment-runs/999/decision';
const VERDICT = { outcome: 'approve', payloadHash: 'a'.repeat(64), reason: '同意' };

describe('what costs money or changes the rules', () => {
  let app: TestApp;
  let token = '';
  let secret = '';
  const as = (test: supertest.Test): supertest.Test => test.set('Authorization', `Bearer ${token}`);
  const otp = (): string => generateSync({ secret, epoch: epochSeconds(app.clock.now()) });
  const decide = (): supertest.Test =>
    as(app.visitor.post(DISBURSE)).set('Idempotency-Key', crypto.randomUUID()).send(VERDICT);
  const renewed = async (refreshToken: string): Promise<{ refreshToken: string }> => {
    const reply = await app.visitor.post('/api/v1/auth/refreshes').send({ refreshToken }).expect(200);
    const pair = reply.body as { accessToken: string; refreshToken: string };
    token = pair.accessToken;
    return pair;
  };
  const logInWithTwo = async (username: string): Promise<{ refreshToken: string }> => {
    const first = await app.visitor.post('/api/v1/auth/tokens').send({ username, password: PASSWORD });
    token = (first.body as { accessToken: string }).accessToken;
    const enrolled = await as(app.visitor.post('/api/v1/auth/second-factors')).expect(201);
    ({ secret } = enrolled.body as { secret: string });
    await as(app.visitor.post('/api/v1/auth/second-factor-confirmations')).send({ otp: otp() }).expect(204);
    app.clock.advanceSeconds(30);
    const credentials = { username, password: PASSWORD, otp: otp() };
    const reply = await app.visitor.post('/api/v1/auth/tokens').send(credentials).expect(200);
    const pair = reply.body as { accessToken: string; refreshToken: string };
    token = pair.accessToken;
    return pair;
  };

  beforeEach(async () => {
    app = await startTestApp({ secondFactor: true });
  });

  it('needs a second factor of the last quarter of an hour, and all else does not [7.5.3]', async () => {
    let pair = await logInWithTwo('finance.approver');
    expect((await decide()).body).to.include({ code: 'not-found' });
    for (let minutes = 0; minutes < 15; minutes += 5) {
      app.clock.advanceSeconds(QUARTER_OF_AN_HOUR / 3);
      pair = await renewed(pair.refreshToken);
    }
    const refused = await decide();
    expect(refused.status).to.equal(401);
    expect(refused.body).to.include({ code: 'fresh-factor-required' });
    await as(app.visitor.get('/api/v1/payment-runs')).expect(200);

    await as(app.visitor.post(PROOFS)).send({ otp: otp() }).expect(204);
    expect((await decide()).body).to.include({ code: 'not-found' });
    app.clock.advanceSeconds(QUARTER_OF_AN_HOUR - 1);
    await renewed(pair.refreshToken);
    expect((await decide()).body).to.include({ code: 'not-found' });
    app.clock.advanceSeconds(1);
    expect((await decide()).body).to.include({ code: 'fresh-factor-required' });
  });

  it('is not opened by a code that was taken before, nor by guessing [7.5.3]', async () => {
    await logInWithTwo('finance.approver');
    app.clock.advanceSeconds(60);
    const code = otp();
    await as(app.visitor.post(PROOFS)).send({ otp: code }).expect(204);
    expect((await as(app.visitor.post(PROOFS)).send({ otp: code })).body).to.include({
      code: 'wrong-credentials',
    });
    for (let count = 0; count < 3; count += 1)
      expect((await as(app.visitor.post(PROOFS)).send({ otp: '000000' })).status).to.equal(401);
    expect((await as(app.visitor.post(PROOFS)).send({ otp: '000000' })).status).to.equal(429);
    const commands = await findRows(AuditEvent, { where: { command: 'session.refuse-factor' } });
    expect(commands).to.have.length(4);
  });

  it('leads a browser to a page that asks for the code, and on from there [7.5.3]', async () => {
    await logInWithTwo('finance.approver');
    app.clock.advanceSeconds(60);
    const browser: Browser = openBrowser(app.app);
    await browser.send('/log-in', { username: 'finance.approver', password: PASSWORD, otp: otp() });
    app.clock.advanceSeconds(QUARTER_OF_AN_HOUR);
    const address = '/desk/payment-runs/1/decision';
    const next = encodeURIComponent(address);
    const asked = await browser.send(address, { reason: '同意' });
    expect(asked.status).to.equal(401);
    expect(asked.text).to.include(`name="next" value="${address}"`);
    expect((await browser.open(`/second-factor/proof?next=${next}`).expect(200)).text).to.include('15 分钟');
    const wrong = await browser.send('/second-factor/proof', { otp: '000000', next: address });
    expect(wrong.status).to.equal(422);
    const right = await browser.send('/second-factor/proof', { otp: otp(), next: address });
    expect(right.headers['location']).to.equal(address);
  });
});
