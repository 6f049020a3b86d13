import { generateSync } from 'otplib';
import type { Response } from 'supertest';
import { epochSeconds } from '../../../server/clock.js';
import { identityNumberOf, PASSWORD, phoneOf } from '../../support/people.js';
import type { Scenarios, World } from './world.js';

const NEW_PASSWORD = 'Litchi-summer-9';

let registered = 0;

/** Registers another borrower with a phone of their own. */
async function register({ visitor, sent }: World): Promise<{ reply: Response; phone: string }> {
  registered += 1;
  const phone = phoneOf(700 + registered);
  await visitor.post('/api/v1/auth/registration-codes').send({ phone });
  const reply = await visitor.post('/api/v1/auth/registrations').send({
    username: `founder.${registered}`,
    password: PASSWORD,
    name: '陈小文',
    identityKind: 'resident-identity-card',
    identityNumber: identityNumberOf(700 + registered),
    phone,
    code: sent.at(-1)?.values['code'],
    consents: ['personal-information', 'identity-number'],
  });
  return { reply, phone };
}

export const AUTH_SCENARIOS: Scenarios = {
  logIn: async ({ visitor }) =>
    visitor.post('/api/v1/auth/tokens').send({ username: 'bank.maker', password: PASSWORD }),
  refreshSession: async (world) => {
    const { refreshToken } = (await register(world)).reply.body as { refreshToken: string };
    return world.visitor.post('/api/v1/auth/refreshes').send({ refreshToken });
  },
  logOut: async ({ logIn }) => (await logIn('auditor')).delete('/api/v1/auth/session'),
  changePassword: async (world) => {
    const { accessToken } = (await register(world)).reply.body as { accessToken: string };
    return world.visitor
      .post('/api/v1/auth/password-changes')
      .set('Authorization', `Bearer ${accessToken}`)
      .send({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
  },
  requestRegistrationCode: async ({ visitor }) =>
    visitor.post('/api/v1/auth/registration-codes').send({ phone: '13500000000' }),
  listConsentTexts: async ({ visitor }) => visitor.get('/api/v1/auth/consent-texts'),
  registerBorrower: async (world) => (await register(world)).reply,
  requestPasswordResetCode: async ({ visitor }) =>
    visitor.post('/api/v1/auth/password-reset-codes').send({ phone: '13500000000' }),
  resetPassword: async (world) => {
    const { phone } = await register(world);
    await world.visitor.post('/api/v1/auth/password-reset-codes').send({ phone });
    const code = world.sent.at(-1)?.values['code'];
    return world.visitor
      .post('/api/v1/auth/password-resets')
      .send({ phone, code, newPassword: NEW_PASSWORD });
  },
  enrolSecondFactor: async ({ logIn }) => (await logIn('centre.maker')).post('/api/v1/auth/second-factors'),
  confirmSecondFactor: async ({ logIn, clock }) => {
    const client = await logIn('centre.checker');
    const { secret } = (await client.post('/api/v1/auth/second-factors')).body as { secret: string };
    const otp = generateSync({ secret, epoch: epochSeconds(clock.now()) });
    return client.post('/api/v1/auth/second-factor-confirmations').send({ otp });
  },
  proveSecondFactor: async ({ logIn, clock }) => {
    const client = await logIn('district.reviewer');
    const { secret } = (await client.post('/api/v1/auth/second-factors')).body as { secret: string };
    const otp = (): string => generateSync({ secret, epoch: epochSeconds(clock.now()) });
    await client.post('/api/v1/auth/second-factor-confirmations').send({ otp: otp() });
    clock.advanceSeconds(60);
    return client.post('/api/v1/auth/second-factor-proofs').send({ otp: otp() });
  },
  getOwnAccount: async ({ logIn }) => (await logIn('finance.approver')).get('/api/v1/me'),
};
