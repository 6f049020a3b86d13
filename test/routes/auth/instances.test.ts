import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { generateSync } from 'otplib';
import supertest from 'supertest';
import { RateLimit } from '../../../models/rate-limit.js';
import { findRows, updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { User } from '../../../models/user.js';
import { API_ENDPOINTS } from '../../../routes/api/index.js';
import { createApp } from '../../../routes/app.js';
import { createAuthenticate } from '../../../routes/middleware/authenticate.js';
import { createRateLimit } from '../../../routes/middleware/rate-limit.js';
import { createAuth } from '../../../server/auth/auth.js';
import { epochSeconds } from '../../../server/clock.js';
import { createLogger } from '../../../server/logger.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { PASSWORD } from '../../support/people.js';

const tokenSigningKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

type Visitor = ReturnType<typeof supertest>;

/** A process that has just been started over the same database and remembers nothing. */
function anotherInstance({ system }: TestApp): Visitor {
  const auth = createAuth({ tokenSigningKey, secondFactor: true, passwordMaxAgeDays: 0 }, system.database);
  return supertest(
    createApp({ ...system, auth }, createLogger('silent'), {
      trustedProxies: 0,
      pages: [],
      endpoints: API_ENDPOINTS,
      gates: { authenticate: createAuthenticate(), limitVisitors: createRateLimit() },
    }),
  );
}

const logIn = (visitor: Visitor, username: string, password: string, otp?: string): supertest.Test =>
  visitor.post('/api/v1/auth/tokens').send({ username, password, ...(otp && { otp }) });
const codeOf = (reply: supertest.Response): string => (reply.body as { code: string }).code;

describe('two instances of the program', () => {
  let app: TestApp;
  let instances: readonly [Visitor, Visitor];

  beforeEach(async () => {
    app = await startTestApp({ secondFactor: true });
    instances = [app.visitor, anotherInstance(app)];
  });

  it('count the requests of an address together, and forget them with their minute', async () => {
    const tries = Array.from({ length: 260 }, (_, index) =>
      (index % 2 === 0 ? instances[0] : instances[1]).post('/api/v1/auth/tokens').send({}),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).to.have.length(20);
    const refused = await logIn(instances[1], 'auditor', PASSWORD).expect(429);
    expect(refused.headers['retry-after']).to.equal('60');

    app.clock.advanceSeconds(61);
    await anotherInstance(app).post('/api/v1/auth/tokens').send({}).expect(400);
    expect(await findRows(RateLimit, {})).to.have.length(1);
  });

  it('lock a name together, known or not, and after a restart as well', async () => {
    for (const username of ['bank.maker', 'nobody.at.all']) {
      const codes: string[] = [];
      for (let count = 0; count < 6; count += 1) {
        codes.push(codeOf(await logIn(instances[count % 2] ?? app.visitor, username, 'Kapok-blooms-9')));
      }
      expect(codes, username).to.deep.equal([...Array(5).fill('wrong-credentials'), 'account-locked']);
      const locked = await logIn(anotherInstance(app), username, PASSWORD).expect(401);
      expect([codeOf(locked), locked.headers['retry-after']], username).to.deep.equal([
        'account-locked',
        '60',
      ]);
    }
    const kept = await findRows(RateLimit, {});
    expect(JSON.stringify(kept)).to.not.include('nobody.at.all');
  });

  it('take a one-time password once between them, also when both get it at the same moment', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    const enrolled = {
      otpSecretCipher: app.system.cipher.encrypt(secret, 'users.otpSecret'),
      otpConfirmedAt: app.clock.now(),
    };
    await inTransaction(app.system.database, (transaction) =>
      updateRows(User, enrolled, { username: 'centre.checker' }, transaction),
    );
    const otp = generateSync({ secret, epoch: epochSeconds(app.clock.now()) });
    const replies = await Promise.all(
      instances.map((instance) => logIn(instance, 'centre.checker', PASSWORD, otp)),
    );
    expect(replies.map(({ status }) => status)).to.have.members([200, 401]);
    expect(codeOf(await logIn(instances[0], 'centre.checker', PASSWORD, otp))).to.equal('wrong-credentials');
  });
});
