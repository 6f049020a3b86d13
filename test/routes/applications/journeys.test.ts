import { expect } from 'chai';
import { Application } from '../../../models/application.js';
import { ApplicationParty } from '../../../models/application-party.js';
import { AuditEvent } from '../../../models/audit-event.js';
import { GuarantorExposure } from '../../../models/guarantor-exposure.js';
import { Guarantee } from '../../../models/guarantee.js';
import { findRow, findRows } from '../../../models/rows.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import {
  agreeCredit,
  agreeGuarantee,
  bodyOf,
  bringPapers,
  buildApplicationInDueDiligence,
  buildApprovedApplication,
  buildDraft,
  buildPrecheckedApplication,
  buildSubmittedApplication,
  completeFormBody,
  CONSENT,
  versionOf,
} from '../../support/applications.js';
import { fieldsNamed } from '../../support/fields-named.js';
import { disbursedLoan } from '../../support/loans.js';
import { identityNumberOf } from '../../support/people.js';

describe('an application from draft to approved', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('carries an individual through bank, district and guarantor', async () => {
    const { id, path, founder } = await buildApprovedApplication(app);

    const detail = bodyOf(await founder.client.get(path), 200);
    expect(detail).to.include({ state: 'approved', creditOutcome: 'agree', guaranteeOutcome: 'agree' });
    expect(detail['approved']).to.include({ amount: '300000.00', annualRatePercent: '3.10', termMonths: 36 });
    expect(detail['guarantee']).to.deep.include({
      guaranteed: '240000.00',
      state: 'issued',
      shares: [
        { bearer: 'bank', shareBasisPoints: 2000 },
        { bearer: 'city-fund', shareBasisPoints: 8000 },
      ],
    });

    const events = await findRows(AuditEvent, {
      where: { subjectKind: 'application', subjectId: Number(id) },
    });
    expect([...new Set(events.map((event) => event.command))]).to.have.members([
      'application.create',
      'application.save',
      'attachment.add',
      'application.submit',
      'application.precheck',
      'application.decide-eligibility',
      'application.propose-credit',
      'application.approve-credit',
      'application.propose-guarantee',
      'application.approve-guarantee',
    ]);
    expect(JSON.stringify(events)).not.to.include(identityNumberOf(founder.serial));
  });

  it('carries a partnership, whose partners are found again by their numbers', async () => {
    const { id, path, founder } = await buildApprovedApplication(app, { borrowerKind: 'partnership' });
    expect(bodyOf(await founder.client.get(path), 200)).to.include({ state: 'approved' });
    const parties = await findRows(ApplicationParty, { where: { applicationId: Number(id) } });
    expect(parties.map((party) => party.role)).to.have.members(['applicant', 'partner']);
    for (const party of parties) expect(party.identityCipher).not.to.include('19900101');
  });

  it('carries an enterprise, which borrows by its credit code', async () => {
    const terms = { amount: '2000000.00', termMonths: 24 };
    const { id } = await buildApprovedApplication(app, { borrowerKind: 'enterprise', terms });
    const row = await findRow(Application, { where: { id: Number(id) } });
    expect(row).to.include({ state: 'approved', approvedFen: 200_000_000 });
    const parties = await findRows(ApplicationParty, { where: { applicationId: Number(id) } });
    expect(parties.map((party) => [party.role, party.identityKind])).to.deep.equal([
      ['applicant', 'credit-code'],
      ['legal-representative', 'resident-identity-card'],
      ...Array.from({ length: 3 }, () => ['new-hire', 'resident-identity-card']),
    ]);
  });

  it('says what is missing, every field at once', async () => {
    const { path, founder } = await buildDraft(app, {
      form: { purpose: undefined, applicant: { name: '陈' } },
    });
    const version = await versionOf(founder.client, path);
    const reply = await founder.client
      .post(`${path}/submissions`)
      .send({ version, consentTextVersion: CONSENT });
    expect(reply.status).to.equal(422);
    expect(reply.body).to.include({ code: 'incomplete-application' });
    const fields = (reply.body as { errors: { field: string }[] }).errors.map((error) => error.field);
    expect(fields).to.include.members(['purpose', 'applicant.identityNumber', 'applicant.phone']);
  });

  it('refuses who breaks a rule, with the reason and the article', async () => {
    const { path, founder } = await buildDraft(app, { form: { requested: '900000.00' } });
    await bringPapers(founder.client, path);
    const version = await versionOf(founder.client, path);
    const reply = await founder.client
      .post(`${path}/submissions`)
      .send({ version, consentTextVersion: CONSENT });
    expect(reply.status).to.equal(422);
    expect(reply.body).to.include({ code: 'not-eligible' });
    expect(bodyOf(await founder.client.get(path), 200)).to.include({ state: 'draft' });
  });

  it('is not filed without its papers, each named with the fields that are missing', async () => {
    const { path, founder } = await buildDraft(app, { form: { purpose: undefined } });
    const submit = async () => {
      const version = await versionOf(founder.client, path);
      return founder.client.post(`${path}/submissions`).send({ version, consentTextVersion: CONSENT });
    };
    const refused = await submit();
    expect(refused.status).to.equal(422);
    expect(refused.body).to.include({ code: 'incomplete-application' });
    expect(fieldsNamed(refused.body)).to.deep.equal([
      'purpose',
      'attachments.identity-document',
      'attachments.business-licence',
      'attachments.credit-report',
      'attachments.category-proof',
    ]);
    await bringPapers(founder.client, path);
    expect(fieldsNamed((await submit()).body)).to.deep.equal(['purpose']);
    expect(bodyOf(await founder.client.get(path), 200)).to.include({ state: 'draft' });
  });

  it('asks a married founder for the spouse’s credit report, and one outside every group for no proof of it', async () => {
    const { path, founder } = await buildDraft(app, {
      form: { applicant: { maritalStatus: 'married' }, borrowerCategory: 'other' },
    });
    const detail = bodyOf(await founder.client.get(path), 200);
    expect(detail['missingPapers']).to.deep.include({
      kind: 'spouse-credit-report',
      label: { zh: '配偶征信报告', en: 'the spouse’s credit report' },
    });
    expect(JSON.stringify(detail['missingPapers'])).not.to.include('category-proof');
  });

  it('is judged once more when the district decides: what has changed since is seen', async () => {
    const founder = {
      username: 'other.borrower',
      serial: 1,
      client: await app.logIn('other.borrower'),
    } as const;
    const { path } = await buildPrecheckedApplication(app, { founder });
    await disbursedLoan(app, { foreign: true });
    const district = await app.logIn('district.reviewer');
    const pass = { outcome: 'pass', reason: '符合条件' };
    const reply = await district.post(`${path}/eligibility-decisions`).send(pass);
    expect(reply.status, reply.text).to.equal(422);
    expect(reply.body).to.include({ code: 'not-eligible' });
    expect(fieldsNamed(reply.body)).to.deep.equal(['other-loans']);
    const refuse = { outcome: 'refuse', reason: '已有在贷' };
    bodyOf(await district.post(`${path}/eligibility-decisions`).send(refuse), 200);
  });

  it('returns with everything to mend, and comes back', async () => {
    const { path, founder } = await buildPrecheckedApplication(app);
    const district = await app.logIn('district.reviewer');
    const toMend = ['补交毕业证书', '更正经营地址'];
    bodyOf(
      await district
        .post(`${path}/eligibility-decisions`)
        .send({ outcome: 'return', reason: '材料不全', toMend }),
      200,
    );
    const returned = bodyOf(await founder.client.get(path), 200);
    expect(returned).to.include({ state: 'returned' });
    const form = { ...completeFormBody(app, 'individual', founder.serial), purpose: '装修门店' };
    const saved = bodyOf(await founder.client.put(path).send({ version: returned['version'], form }), 200);
    const submitted = { version: saved['version'], consentTextVersion: CONSENT };
    bodyOf(await founder.client.post(`${path}/submissions`).send(submitted), 200);
    expect(bodyOf(await founder.client.get(path), 200)).to.include({ state: 'submitted' });
  });

  it('does not overwrite what somebody else has saved meanwhile', async () => {
    const { path, founder } = await buildDraft(app);
    const form = completeFormBody(app, 'individual', founder.serial);
    const reply = await founder.client.put(path).send({ version: 0, form });
    expect(reply.status).to.equal(409);
    expect(reply.body).to.include({ code: 'stale-version' });
  });

  it('knows one open application of a founder at a time', async () => {
    const { founder } = await buildSubmittedApplication(app);
    const second = await buildDraft(app, { founder });
    await bringPapers(founder.client, second.path);
    const version = await versionOf(founder.client, second.path);
    const body = { version, consentTextVersion: CONSENT };
    const reply = await founder.client.post(`${second.path}/submissions`).send(body);
    expect(reply.status).to.equal(409);
    expect(reply.body).to.include({ code: 'already-exists' });
  });

  it('makes a guarantee fit the smaller loan, and gives it back with a withdrawal', async () => {
    const { path, founder } = await buildApplicationInDueDiligence(app);
    await agreeGuarantee(app, path);
    const organisationId = app.organisationIds['guarantor'] ?? 0;
    const exposure = async () =>
      (await findRow(GuarantorExposure, { where: { organisationId } }))?.exposureFen;
    expect(await exposure()).to.equal(24_000_000);
    await agreeCredit(app, path, { amount: '200000.01' });
    expect(await exposure()).to.equal(16_000_001);
    bodyOf(await founder.client.post(`${path}/withdrawals`).send({ reason: '不再需要' }), 200);
    expect(await exposure()).to.equal(0);
    expect(await findRow(Guarantee, { where: {} })).to.include({ state: 'cancelled', balanceFen: 0 });
  });
});
