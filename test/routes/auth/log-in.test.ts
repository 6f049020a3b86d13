import { expect } from 'chai';
import { generateSync } from 'otplib';
import type supertest from 'supertest';
import { AuditEvent } from '../../../models/audit-event.js';
import { findRow, findRows, updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { User } from '../../../models/user.js';
import { epochSeconds } from '../../../server/clock.js';
import { PASSWORD } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/app.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}
interface Refusal {
  readonly code: string;
}

const codeOf = (reply: supertest.Response): string => (reply.body as Refusal).code;

describe('logging in', () => {
  let app: TestApp;

  const tryLogIn = (username: unknown, password: unknown, otp?: string): supertest.Test =>
    app.visitor.post('/api/v1/auth/tokens').send({ username, password, ...(otp && { otp }) });
  const refresh = (refreshToken: string): supertest.Test =>
    app.visitor.post('/api/v1/auth/refreshes').send({ refreshToken });
  const me = (accessToken: string): supertest.Test =>
    app.visitor.get('/api/v1/me').set('Authorization', `Bearer ${accessToken}`);
  const tokensOf = async (username: string): Promise<Tokens> => {
    const reply = await tryLogIn(username, PASSWORD).expect(200);
    return reply.body as Tokens;
  };

  beforeEach(async () => {
    app = await startTestApp();
  });

  it('gives a short-lived token, a refresh token, and an audit event on the organisation’s chain', async () => {
    const tokens = await tokensOf('bank.maker');
    expect(tokens).to.have.all.keys('accessToken', 'refreshToken', 'expiresInSeconds');
    expect(tokens.expiresInSeconds).to.equal(600);
    const reply = await me(tokens.accessToken).expect(200);
    expect(reply.body).to.include({
      username: 'bank.maker',
      role: 'bank-officer',
      mustChangePassword: false,
    });
    expect((reply.body as { permissions: string[] }).permissions)
      .to.include('repayment.record')
      .and.not.include('loan.disburse');
    expect((reply.body as { identityNumber: string }).identityNumber).to.match(/^440106\*{8}\w{4}$/);
    const event = await findRow(AuditEvent, { where: { command: 'session.open' } });
    expect(event).to.include({
      organisationId: app.organisationIds['bank'],
      subjectId: app.userIds['bank.maker'],
    });
  });

  it('answers an unknown name, a wrong password and a disabled account alike [T39]', async () => {
    await inTransaction(app.system.database, (transaction) =>
      updateRows(User, { disabledAt: app.clock.now() }, { username: 'bank.checker' }, transaction),
    );
    const replies = [
      await tryLogIn('nobody.at.all', PASSWORD),
      await tryLogIn('bank.maker', 'Kapok-blooms-9'),
      await tryLogIn('bank.checker', PASSWORD),
    ];
    const said = replies.map(({ status, body }) => {
      const { requestId: _, ...rest } = body as { requestId: string };
      return { status, ...rest };
    });
    expect(said[0]).to.include({ status: 401, code: 'wrong-credentials' });
    expect(said[1]).to.deep.equal(said[0]);
    expect(said[2]).to.deep.equal(said[0]);
    expect(await findRows(AuditEvent, { where: { command: 'session.refuse' } })).to.have.length(3);
  });

  it('locks a name after five failures, known or not, for longer each time, and success starts anew [T38]', async () => {
    for (const username of ['bank.maker', 'nobody.at.all']) {
      const codes: string[] = [];
      for (let count = 0; count < 6; count += 1)
        codes.push(codeOf(await tryLogIn(username, 'Kapok-blooms-9')));
      expect(codes.slice(0, 5), username).to.deep.equal(Array(5).fill('wrong-credentials'));
      expect(codes[5], username).to.equal('account-locked');
    }
    const locked = await tryLogIn('bank.maker', PASSWORD).expect(401);
    expect(locked.headers['retry-after']).to.equal('60');

    app.clock.advanceSeconds(61);
    expect(codeOf(await tryLogIn('bank.maker', 'Kapok-blooms-9'))).to.equal('wrong-credentials');
    app.clock.advanceSeconds(61);
    expect(codeOf(await tryLogIn('bank.maker', PASSWORD))).to.equal('account-locked');
    app.clock.advanceSeconds(60);
    await tokensOf('bank.maker');
    const user = await findRow(User, { where: { username: 'bank.maker' } });
    expect(user).to.include({ failedLogins: 0, lockedUntil: null });
  });

  it('counts guesses that come at the same time', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => tryLogIn('bank.maker', 'Kapok-blooms-9')),
    );
    const codes = replies.map(codeOf);
    expect(codes.filter((code) => code === 'wrong-credentials')).to.have.length(5);
    expect(codes.filter((code) => code === 'account-locked')).to.have.length(15);
  });

  it('lets many log in to one account at the same time', async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, () => tryLogIn('auditor', PASSWORD)));
    expect(replies.map(({ status }) => status)).to.deep.equal(Array(8).fill(200));
  });

  it('takes text only [T23]', async () => {
    for (const value of [0, true, [], {}, null, ['bank.maker'], { $ne: '' }]) {
      expect((await tryLogIn(value, PASSWORD)).status, JSON.stringify(value)).to.equal(400);
      expect((await tryLogIn('bank.maker', value)).status, JSON.stringify(value)).to.equal(400);
    }
    await app.visitor
      .post('/api/v1/auth/tokens')
      .send({ username: 'a', password: 'b', role: 'auditor' })
      .expect(400);
    await app.visitor.post('/api/v1/auth/tokens').expect(400);
  });

  it('is slowed per address [T38]', async () => {
    const tries = Array.from({ length: 250 }, () => app.visitor.post('/api/v1/auth/tokens').send({}));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).to.have.length(10);
    const refused = await tryLogIn('bank.maker', PASSWORD).expect(429);
    expect(Number(refused.headers['retry-after'])).to.be.within(1, 60);
  });

  it('asks for a one-time password where a second factor is on, and takes each once', async () => {
    app = await startTestApp({ secondFactor: true });
    const client = await app.logIn('centre.checker');
    const enrolled = await client.post('/api/v1/auth/second-factors').expect(201);
    const { secret, uri } = enrolled.body as { secret: string; uri: string };
    expect(uri).to.match(/^otpauth:\/\/totp\/Suidai/);
    const otp = (): string => generateSync({ secret, epoch: epochSeconds(app.clock.now()) });
    await tokensOf('centre.checker');
    await client.post('/api/v1/auth/second-factor-confirmations').send({ otp: otp() }).expect(204);

    expect(codeOf(await tryLogIn('centre.checker', PASSWORD))).to.equal('second-factor-required');
    expect(codeOf(await tryLogIn('centre.checker', PASSWORD, otp()))).to.equal('wrong-credentials');
    app.clock.advanceSeconds(30);
    await tryLogIn('centre.checker', PASSWORD, otp()).expect(200);
    expect(codeOf(await tryLogIn('centre.checker', PASSWORD, otp()))).to.equal('wrong-credentials');
    const stored = await findRow(User, { where: { username: 'centre.checker' } });
    expect(stored?.otpSecretCipher).to.match(/^v1\./).and.not.include(secret);
  });

  describe('and staying logged in', () => {
    it('gives a new pair for a refresh token', async () => {
      const first = await tokensOf('borrower');
      const reply = await refresh(first.refreshToken).expect(200);
      const second = reply.body as Tokens;
      expect(second.refreshToken).to.not.equal(first.refreshToken);
      await me(second.accessToken).expect(200);
    });

    it('ends the session when a refresh token is used twice [T17]', async () => {
      const first = await tokensOf('borrower');
      const reply = await refresh(first.refreshToken).expect(200);
      const second = reply.body as Tokens;
      expect(codeOf(await refresh(first.refreshToken).expect(401))).to.equal('unauthenticated');
      await me(second.accessToken).expect(401);
      await refresh(second.refreshToken).expect(401);
    });

    it('lets exactly one of parallel refreshes succeed [T17]', async () => {
      const { refreshToken } = await tokensOf('borrower');
      const replies = await Promise.all(Array.from({ length: 16 }, () => refresh(refreshToken)));
      expect(replies.filter(({ status }) => status === 200)).to.have.length(1);
      expect(replies.filter(({ status }) => status === 401)).to.have.length(15);
    });

    it('ends after half an hour without a refresh, and after twelve hours in any case', async () => {
      const idle = await tokensOf('borrower');
      app.clock.advanceSeconds(30 * 60);
      await refresh(idle.refreshToken).expect(401);

      let { refreshToken } = await tokensOf('borrower');
      for (let quarter = 1; quarter < 48; quarter += 1) {
        app.clock.advanceSeconds(15 * 60);
        const reply = await refresh(refreshToken).expect(200);
        ({ refreshToken } = reply.body as Tokens);
      }
      app.clock.advanceSeconds(15 * 60);
      await refresh(refreshToken).expect(401);
    });

    it('ends with log-out, for the access token too', async () => {
      const tokens = await tokensOf('borrower');
      await me(tokens.accessToken).expect(200);
      await app.visitor
        .delete('/api/v1/auth/session')
        .set('Authorization', `Bearer ${tokens.accessToken}`)
        .expect(204);
      await me(tokens.accessToken).expect(401);
      await refresh(tokens.refreshToken).expect(401);
    });

    it('refuses what is no refresh token', async () => {
      const { accessToken } = await tokensOf('borrower');
      await refresh(accessToken).expect(400);
      await refresh('A'.repeat(43)).expect(401);
    });
  });
});
