import { expect } from 'chai';
import { generateSync } from 'otplib';
import type supertest from 'supertest';
import { updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { User } from '../../../models/user.js';
import { API_ENDPOINTS } from '../../../routes/api/index.js';
import { isPublic, type Endpoint } from '../../../routes/endpoint.js';
import type { Permission } from '../../../server/auth/permissions.js';
import { epochSeconds } from '../../../server/clock.js';
import { ROLES, type Role } from '../../../server/core/roles.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';
import { PASSWORD } from '../../support/people.js';
import { callPlausibly } from '../../support/plausible-request.js';
import { PERSON_IN } from '../scenarios/world.js';

const DAY = 86_400;
/** A bank's system is nobody's log-in: it has neither a password of its own nor a second factor. */
const STAFF = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'borrower' && role !== 'bank-machine');
const codeOf = (reply: supertest.Response): string => (reply.body as { code: string }).code;

const operationsBeyond = (allowed: readonly Permission[]): Endpoint[] =>
  API_ENDPOINTS.filter(
    (endpoint) => !isPublic(endpoint) && !(allowed as readonly string[]).includes(endpoint.permission),
  );

async function expectRefusal(client: Client, endpoint: Endpoint, code: string): Promise<void> {
  const reply = await callPlausibly(client, endpoint);
  expect(reply.status, `${endpoint.operationId}: ${reply.text}`).to.equal(403);
  expect(reply.body, endpoint.operationId).to.include({ code });
}

const logIn = (app: TestApp, username: string, otp?: string): supertest.Test =>
  app.visitor.post('/api/v1/auth/tokens').send({ username, password: PASSWORD, ...(otp && { otp }) });

const changeAccounts = (app: TestApp, change: object): Promise<number> =>
  inTransaction(app.system.database, (transaction) =>
    updateRows(User, change, { version: { '>=': 0 } }, transaction),
  );

describe('staff without a second factor', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ secondFactor: true });
  });

  for (const role of STAFF) {
    it(`can do nothing else before they enrol one: ${role}`, async () => {
      const client = await app.logIn(PERSON_IN[role]);
      for (const endpoint of operationsBeyond(['account.secure', 'account.enrol-second-factor'])) {
        await expectRefusal(client, endpoint, 'second-factor-enrolment-required');
      }
      const me = await client.get('/api/v1/me').expect(200);
      expect(me.body).to.include({ secondFactor: false, mustEnrolSecondFactor: true });
    });
  }

  it('enrol one in the session that a password opens, and go on in it', async () => {
    const reply = await logIn(app, 'finance.approver').expect(200);
    const { accessToken } = reply.body as { accessToken: string };
    const as = (test: supertest.Test): supertest.Test => test.set('Authorization', `Bearer ${accessToken}`);
    await as(app.visitor.get('/api/v1/organisations')).expect(403);
    const enrolled = await as(app.visitor.post('/api/v1/auth/second-factors')).expect(201);
    const { secret } = enrolled.body as { secret: string };
    const otp = (): string => generateSync({ secret, epoch: epochSeconds(app.clock.now()) });
    await as(app.visitor.get('/api/v1/organisations')).expect(403);
    await as(app.visitor.post('/api/v1/auth/second-factor-confirmations')).send({ otp: otp() }).expect(204);
    await as(app.visitor.get('/api/v1/organisations')).expect(200);
    expect(codeOf(await logIn(app, 'finance.approver'))).to.equal('second-factor-required');
    app.clock.advanceSeconds(30);
    await logIn(app, 'finance.approver', otp()).expect(200);
  });

  it('are not borrowers, who may do without', async () => {
    const me = await (await app.logIn('borrower')).get('/api/v1/me').expect(200);
    expect(me.body).to.include({ secondFactor: false, mustEnrolSecondFactor: false });
    await (await app.logIn('borrower')).get('/api/v1/applications').expect(200);
  });
});

describe('a password that has to be changed', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ secondFactor: true });
    await changeAccounts(app, { mustChangePasswordFlag: 1 });
  });

  for (const role of [...STAFF, 'borrower'] as const) {
    it(`comes before everything else, the second factor too: ${role}`, async () => {
      const client = await app.logIn(PERSON_IN[role]);
      for (const endpoint of operationsBeyond(['account.secure'])) {
        await expectRefusal(client, endpoint, 'password-change-required');
      }
    });
  }
});

describe('a password’s age', () => {
  let app: TestApp;

  it('asks staff for a new one after its days; the new one counts from its own', async () => {
    app = await startTestApp({ passwordMaxAgeDays: 90 });
    const clerk = await app.logIn('station.clerk');
    const borrower = await app.logIn('borrower');
    app.clock.advanceSeconds(90 * DAY - 1);
    await clerk.get('/api/v1/organisations').expect(200);
    app.clock.advanceSeconds(1);
    expect(codeOf(await clerk.get('/api/v1/organisations'))).to.equal('password-change-required');
    expect((await clerk.get('/api/v1/me')).body).to.include({ mustChangePassword: true });
    await borrower.get('/api/v1/organisations').expect(200);

    const change = { currentPassword: PASSWORD, newPassword: 'Litchi-summer-9' };
    const reply = await clerk.post('/api/v1/auth/password-changes').send(change).expect(200);
    const { accessToken } = reply.body as { accessToken: string };
    await app.visitor.get('/api/v1/organisations').set('Authorization', `Bearer ${accessToken}`).expect(200);
  });

  it('asks for nothing where no age is set', async () => {
    app = await startTestApp();
    const clerk = await app.logIn('station.clerk');
    app.clock.advanceSeconds(3_650 * DAY);
    await clerk.get('/api/v1/organisations').expect(200);
  });
});
