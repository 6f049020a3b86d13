import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect } from 'chai';
import jsonwebtoken from 'jsonwebtoken';
import type supertest from 'supertest';
import { createAuth } from '../../../server/auth/auth.js';
import { epochSeconds } from '../../../server/clock.js';
import { PASSWORD } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/app.js';

interface Parts {
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;

const hmac = (input: string, key: string): string =>
  createHmac('sha256', key).update(input).digest('base64url');

describe('an access token', () => {
  let app: TestApp;
  let genuine: string;
  let refreshToken: string;
  let parts: Parts;
  const { privateKey: strangersKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  const me = (token: string): supertest.Test =>
    app.visitor.get('/api/v1/me').set('Authorization', `Bearer ${token}`);
  /** Signs like the system but with a stranger's key, or with the claims or header changed. */
  const forged = (payload: object, header: object = {}, key: KeyObject = strangersKey): string =>
    jsonwebtoken.sign({ ...parts.payload, ...payload }, key, {
      algorithm: 'ES256',
      header: { ...(parts.header as { alg: string }), ...header },
    });

  before(async () => {
    app = await startTestApp();
    const reply = await app.visitor
      .post('/api/v1/auth/tokens')
      .send({ username: 'bank.maker', password: PASSWORD });
    expect(reply.status).to.equal(200);
    ({ accessToken: genuine, refreshToken } = reply.body as { accessToken: string; refreshToken: string });
    const [header, payload] = genuine.split('.');
    parts = { header: read(header), payload: read(payload) };
  });

  it('says who, which session, until when, and what it is', async () => {
    const now = epochSeconds(app.clock.now());
    expect(parts.header).to.include({ alg: 'ES256', typ: 'at+jwt' }).and.to.have.property('kid');
    expect(parts.payload).to.include({
      iss: 'suidai',
      aud: 'suidai-api',
      ver: 0,
      iat: now,
      nbf: now,
      exp: now + 600,
    });
    expect(parts.payload['sub']).to.equal(String(app.userIds['bank.maker']));
    await me(genuine).expect(200);
  });

  it('is refused in every forged form, with one answer [T14]', async () => {
    const [header = '', payload = '', signature = ''] = genuine.split('.');
    const publicPem = createPublicKey(strangersKey).export({ type: 'spki', format: 'pem' }).toString();
    const hsInput = `${base64({ ...parts.header, alg: 'HS256' })}.${payload}`;
    const jwk = createPublicKey(strangersKey).export({ format: 'jwk' });
    const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const corpus: Record<string, string> = {
      'no signature, alg none': `${base64({ ...parts.header, alg: 'none' })}.${payload}.`,
      'alg none with the signature': `${base64({ ...parts.header, alg: 'None' })}.${payload}.${signature}`,
      'HMAC with the public key': `${hsInput}.${hmac(hsInput, publicPem)}`,
      'HMAC with nothing': `${hsInput}.${hmac(hsInput, '')}`,
      RSA: jsonwebtoken.sign(parts.payload, rsa, { algorithm: 'RS256', keyid: String(parts.header['kid']) }),
      'a stranger’s key': forged({}),
      'a key in the header': forged({}, { jwk }),
      'a key at an address': forged({}, { jku: 'https://example.org/keys.json' }),
      'a certificate in the header': forged({}, { x5c: ['MIIB'] }),
      'a path as key id': forged({}, { kid: '../../dev/null' }),
      'another user': `${header}.${base64({ ...parts.payload, sub: '1' })}.${signature}`,
      'another header': `${base64({ ...parts.header, extra: 1 })}.${payload}.${signature}`,
      'a cut signature': genuine.slice(0, -8),
      'the refresh token': refreshToken,
      'nothing readable': 'a.b.c',
      'something endless': `${header}.${payload}.${'A'.repeat(10_000)}`,
    };
    for (const [name, token] of Object.entries(corpus)) {
      const reply = await me(token);
      expect(reply.status, name).to.equal(401);
      expect((reply.body as { code: string }).code, name).to.equal('unauthenticated');
    }
  });

  it('is refused when its own key signed the wrong claims [T15]', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const auth = createAuth(
      {
        tokenSigningKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
        secondFactor: true,
        passwordMaxAgeDays: 0,
      },
      app.system.database,
    );
    const now = epochSeconds(app.clock.now());
    const kid = read(
      auth.accessTokens.issue({ userId: 1, sessionId: 1, sessionVersion: 0 }, now).split('.')[0],
    )['kid'];
    const sign = (payload: object, header: object = {}): string => forged(payload, { kid, ...header }, key);
    expect(auth.accessTokens.verify(sign({}), now)).to.have.property('sessionVersion', 0);
    const wrong: Record<string, string> = {
      'another issuer': sign({ iss: 'somebody' }),
      'another audience': sign({ aud: 'another-api' }),
      'another type': sign({}, { typ: 'JWT' }),
      expired: sign({ iat: now - 700, nbf: now - 700, exp: now - 100 }),
      'not yet valid': sign({ nbf: now + 120 }),
      'too long a life': sign({ exp: now + 86_400 }),
      'no session': sign({ sid: 'x' }),
    };
    for (const [name, token] of Object.entries(wrong)) {
      expect(() => auth.accessTokens.verify(token, now), name)
        .to.throw()
        .with.property('code', 'unauthenticated');
    }
  });

  it('comes in the Authorization header only', async () => {
    await app.visitor.get('/api/v1/me').expect(401).expect('WWW-Authenticate', 'Bearer');
    await app.visitor.get(`/api/v1/me?access_token=${genuine}`).expect(401);
    await app.visitor.get('/api/v1/me').set('Cookie', `accessToken=${genuine}`).expect(401);
    await app.visitor.get('/api/v1/me').set('Authorization', `Basic ${genuine}`).expect(401);
  });

  it('is good for ten minutes and half a minute of clock difference [T15] [T52]', async () => {
    app.clock.advanceSeconds(625);
    await me(genuine).expect(200);
    app.clock.advanceSeconds(10);
    await me(genuine).expect(401);
  });
});
