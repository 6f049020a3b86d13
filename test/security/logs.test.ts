import { Writable } from 'node:stream';
import { expect } from 'chai';
import supertest from 'supertest';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createApp } from '../../routes/app.js';
import { createAuthenticate } from '../../routes/middleware/authenticate.js';
import { createRateLimit } from '../../routes/middleware/rate-limit.js';
import { createPortal } from '../../routes/portal/portal.js';
import { createLogger } from '../../server/logger.js';
import { buildFounder, buildSubmittedApplication } from '../support/applications.js';
import { startTestApp } from '../support/app.js';
import { identityNumberOf, PASSWORD, phoneOf } from '../support/people.js';

describe('A log line', () => {
  it('holds no identity number, phone, account, password, code or token, whatever happened [T41]', async () => {
    const stage = await startTestApp();
    const lines: string[] = [];
    const sink = new Writable({
      write(piece: Buffer, _encoding, done) {
        lines.push(piece.toString());
        done();
      },
    });
    const logger = createLogger('trace', sink);
    const gates = { authenticate: createAuthenticate(), limitVisitors: createRateLimit() };
    const pages = [createPortal(stage.system, gates, logger)];
    const app = createApp(stage.system, logger, {
      trustedProxies: 0,
      pages,
      endpoints: API_ENDPOINTS,
      gates,
    });
    const caller = supertest(app);

    const opened = await caller
      .post('/api/v1/auth/tokens')
      .send({ username: 'borrower', password: PASSWORD })
      .expect(200);
    const { accessToken, refreshToken } = opened.body as Record<string, string>;
    await caller
      .post('/api/v1/auth/tokens')
      .send({ username: 'borrower', password: 'Wrong-guess-7' })
      .expect(401);
    await caller.post('/api/v1/auth/registration-codes').send({ phone: phoneOf(77) });
    await caller
      .get(`/api/v1/loans?borrower=${identityNumberOf(0)}`)
      .set('Authorization', `Bearer ${accessToken}`);
    await caller.get('/api/v1/applications').set('Authorization', `Bearer ${accessToken}x`).expect(401);
    const founder = await buildFounder(stage);
    const { path } = await buildSubmittedApplication(stage, { founder });
    await caller.get(path).set('Authorization', `Bearer ${accessToken}`);

    const denied = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const refusals = denied.filter(({ msg }) => msg === 'access denied');
    expect(refusals.map(({ status }) => status)).to.include(401);
    for (const refusal of refusals) expect(refusal).to.include.keys('requestId', 'address', 'method', 'path');

    const text = lines.join('');
    expect(lines.length).to.be.above(5);
    const codes = stage.sent.flatMap((notice) => JSON.stringify(notice.values).match(/\b\d{6}\b/g) ?? []);
    const canaries = [identityNumberOf(0), phoneOf(77), PASSWORD, 'Wrong-guess-7', accessToken, refreshToken];
    for (const canary of [...canaries, identityNumberOf(founder.serial), ...codes])
      expect(text.includes(String(canary)), String(canary).slice(0, 12)).to.equal(false);
  });
});
