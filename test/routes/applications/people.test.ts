import { expect } from 'chai';
import type { Response } from 'supertest';
import { ApplicationParty } from '../../../models/application-party.js';
import { findRows } from '../../../models/rows.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import {
  bodyOf,
  bringPapers,
  buildApprovedApplication,
  buildDraft,
  buildPrecheckedApplication,
  buildSubmittedApplication,
  CONSENT,
  versionOf,
  type BuiltApplication,
} from '../../support/applications.js';
import { fieldsNamed } from '../../support/fields-named.js';
import { proposedDisbursement } from '../../support/loans.js';
import { identityNumberOf } from '../../support/people.js';

const person = (serial: number) => ({
  name: `林${serial}`,
  identityKind: 'resident-identity-card',
  identityNumber: identityNumberOf(serial),
});
const guaranteedBy = (serial: number, spouse?: number) => ({
  counterGuarantees: [
    {
      kind: 'guarantor',
      person: person(serial),
      ...(spouse !== undefined && { spouse: person(spouse), spouseConsents: true }),
    },
  ],
});

const submit = async ({ founder, path }: BuiltApplication): Promise<Response> => {
  await bringPapers(founder.client, path);
  const version = await versionOf(founder.client, path);
  return founder.client.post(`${path}/submissions`).send({ version, consentTextVersion: CONSENT });
};
const rulesBroken = (reply: Response): string[] => {
  expect(reply.status, reply.text).to.equal(422);
  expect(reply.body).to.include({ code: 'not-eligible' });
  return fieldsNamed(reply.body);
};

describe('the people of an application', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('answer for one loan at a time: a guarantor or the spouse who answers for another is refused', async () => {
    await buildSubmittedApplication(app, { form: guaranteedBy(11, 12) });
    for (const form of [guaranteedBy(11), guaranteedBy(12), guaranteedBy(13, 11)]) {
      expect(rulesBroken(await submit(await buildDraft(app, { form })))).to.deep.equal([
        'counter-guarantor-loans',
      ]);
    }
    bodyOf(await submit(await buildDraft(app, { form: guaranteedBy(14) })), 200);
  });

  it('are free again when what they answered for came to nothing', async () => {
    const { path, founder } = await buildSubmittedApplication(app, { form: guaranteedBy(11) });
    bodyOf(await founder.client.post(`${path}/withdrawals`).send({ reason: '不再需要' }), 200);
    bodyOf(await submit(await buildDraft(app, { form: guaranteedBy(11) })), 200);
  });

  it('stand for the application that was filed first, also after another one was sent back', async () => {
    const form = guaranteedBy(11);
    const sentBack = await buildSubmittedApplication(app, { form });
    const bank = await app.logIn('bank.maker');
    const back = { outcome: 'return', reason: '地址不清', toMend: ['经营地址'] };
    bodyOf(await bank.post(`${sentBack.path}/prechecks`).send(back), 200);
    const later = await buildPrecheckedApplication(app, { form });
    expect(rulesBroken(await submit(sentBack))).to.deep.equal(['counter-guarantor-loans']);
    const district = await app.logIn('district.reviewer');
    const pass = { outcome: 'pass', reason: '符合条件' };
    bodyOf(await district.post(`${later.path}/eligibility-decisions`).send(pass), 200);
  });

  it('of a partnership are of working age, as the finding says by name of the rule', async () => {
    const born2010 = { ...person(0), identityNumber: '440106201001010013' };
    const built = await buildDraft(app, {
      borrowerKind: 'partnership',
      form: { partners: [born2010] },
    });
    expect(rulesBroken(await submit(built))).to.deep.equal(['partners-age']);
  });

  it('of a partnership with a travel permit say when they were born', async () => {
    const permit = { name: '何生', identityKind: 'hong-kong-macao-permit', identityNumber: 'H12345678' };
    const built = await buildDraft(app, { borrowerKind: 'partnership', form: { partners: [permit] } });
    expect(fieldsNamed((await submit(built)).body)).to.deep.equal(['partners.0.bornOn', 'partners.0.sex']);
    const told = { ...permit, bornOn: '1990-01-01', sex: 'male' };
    const again = await buildDraft(app, { borrowerKind: 'partnership', form: { partners: [told] } });
    bodyOf(await submit(again), 200);
  });

  it('of an enterprise count its new hires by person, found again by their numbers and readable by nobody', async () => {
    const { id, path, founder } = await buildSubmittedApplication(app, { borrowerKind: 'enterprise' });
    const hires = await findRows(ApplicationParty, {
      where: { applicationId: Number(id), role: 'new-hire' },
    });
    expect(hires).to.have.length(3);
    const numbers = [201, 203, 205].map((offset) => identityNumberOf(founder.serial + offset));
    expect(hires.map(({ identityIndex }) => identityIndex)).to.have.members(
      numbers.map((number) => app.system.cipher.blindIndex('identity', number)),
    );
    for (const { identityCipher } of hires) expect(identityCipher).not.to.include('19900101');
    expect(bodyOf(await founder.client.get(path), 200)['workforce']).to.include({ newHires: 3 });
  });

  it('of an enterprise are not hired twice, and not the founder', async () => {
    const hire = { ...person(31), category: 'college-graduate' };
    const built = await buildDraft(app, {
      borrowerKind: 'enterprise',
      form: { workforce: { staff: 20, jobsToCreate: 1, newHires: [hire, hire] } },
    });
    const reply = await submit(built);
    expect(fieldsNamed(reply.body)).to.deep.equal(['workforce.newHires.1.identityNumber']);
  });

  it('with a guarantor whose loan was overdue are refused', async () => {
    const { id, path } = await buildApprovedApplication(app, { form: guaranteedBy(21) });
    const payloadHash = await proposedDisbursement(app, Number(id));
    const checker = await app.logIn('bank.checker');
    const paid = bodyOf(
      await checker.post(`${path}/disbursement`).send({ payloadHash, outcome: 'approve' }),
      200,
    );
    const overdue = { kind: 'overdue', fromOn: app.clock.today() };
    const maker = await app.logIn('bank.maker');
    bodyOf(await maker.post(`/api/v1/loans/${String(paid['loanId'])}/events`).send(overdue), 201);
    expect(rulesBroken(await submit(await buildDraft(app, { form: guaranteedBy(21) })))).to.deep.equal([
      'counter-guarantor-loans',
      'counter-guarantor-record',
    ]);
  });
});
