import type { Response } from 'supertest';
import type { TestApp } from '../../support/app.js';
import {
  bodyOf,
  bringPapers,
  buildApplicationInDueDiligence,
  buildDraft,
  buildFounder,
  buildPrecheckedApplication,
  buildSubmittedApplication,
  completeFormBody,
  CONSENT,
  proposeCredit,
  proposeGuarantee,
  TERMS,
  versionOf,
  type BuiltApplication,
  type Stage,
} from '../../support/applications.js';
import type { Scenarios, World } from './world.js';

/** The world of scenarios is the test application. */
const stageOf = (world: World): Stage => world as unknown as TestApp;

const PAPER = Buffer.from('%PDF-1.7\n%%EOF\n');
const PASS = { outcome: 'pass', reason: '符合条件' };
const REFUSE = { outcome: 'refuse', reason: '不符合条件' };

/** A complete form that a service station has written for a founder, ready to be confirmed. */
export async function writeByStation(stage: Stage): Promise<BuiltApplication & { readonly version: number }> {
  const founder = await buildFounder(stage);
  const { path, id } = await buildDraft(stage, { founder });
  const clerk = await stage.logIn('station.clerk');
  const withdrawal = { reason: '改由驿站代办' };
  bodyOf(await founder.client.post(`${path}/withdrawals`).send(withdrawal), 200);
  const created = bodyOf(
    await clerk.post('/api/v1/applications').send({ borrowerKind: 'individual', districtCode: '440106' }),
    201,
  );
  const assisted = path.replace(new RegExp(`${id}$`), created.applicationId);
  const form = completeFormBody(stage, 'individual', founder.serial);
  const saved = bodyOf(await clerk.put(assisted).send({ version: 0, form }), 200);
  await bringPapers(clerk, assisted);
  return { id: created.applicationId, path: assisted, founder, version: saved.version };
}

/** The same, after the station has asked for confirmation. */
export async function askByStation(stage: Stage): Promise<BuiltApplication & { readonly version: number }> {
  const written = await writeByStation(stage);
  const clerk = await stage.logIn('station.clerk');
  const asked = bodyOf(
    await clerk.post(`${written.path}/confirmation-requests`).send({ version: written.version }),
    200,
  );
  return { ...written, version: asked.version };
}

/** An application that the bank refused at its precheck. */
export async function refuseAtPrecheck(stage: Stage): Promise<BuiltApplication> {
  const built = await buildSubmittedApplication(stage);
  bodyOf(await (await stage.logIn('bank.maker')).post(`${built.path}/prechecks`).send(REFUSE), 200);
  return built;
}

const upload = ({ path, founder }: BuiltApplication): Promise<Response> =>
  founder.client
    .post(`${path}/attachments`)
    .field('kind', 'business-licence')
    .attach('file', PAPER, '营业执照.pdf');

export const APPLICATION_SCENARIOS: Scenarios = {
  listApplications: async (world) => {
    await buildSubmittedApplication(stageOf(world));
    return (await world.logIn('bank.maker')).get('/api/v1/applications').query({ overdue: false, limit: 5 });
  },
  getApplication: async (world) => {
    const { path } = await buildApplicationInDueDiligence(stageOf(world));
    await proposeCredit(stageOf(world), path);
    return (await world.logIn('bank.checker')).get(path);
  },
  getApplicationForm: async (world) => {
    const { path, founder } = await buildDraft(stageOf(world));
    return founder.client.get(`${path}/form`);
  },
  revealPersonalData: async (world) => {
    const { path } = await buildSubmittedApplication(stageOf(world));
    const bank = await world.logIn('bank.maker');
    return bank.post(`${path}/personal-data-views`).send({ purpose: '电话核实' });
  },
  createApplication: async (world) =>
    (await world.logIn('borrower'))
      .post('/api/v1/applications')
      .send({ borrowerKind: 'enterprise', districtCode: '440106' }),
  saveApplication: async (world) => {
    const { path, founder } = await buildDraft(stageOf(world));
    const version = await versionOf(founder.client, path);
    return founder.client.put(path).send({ version, form: { purpose: '装修' } });
  },
  submitApplication: async (world) => {
    const { path, founder } = await buildDraft(stageOf(world));
    await bringPapers(founder.client, path);
    const version = await versionOf(founder.client, path);
    return founder.client.post(`${path}/submissions`).send({ version, consentTextVersion: CONSENT });
  },
  requestConfirmation: async (world) => {
    const { path, version } = await writeByStation(stageOf(world));
    return (await world.logIn('station.clerk')).post(`${path}/confirmation-requests`).send({ version });
  },
  confirmApplication: async (world) => {
    const { path, founder, version } = await askByStation(stageOf(world));
    return founder.client.post(`${path}/confirmations`).send({ version, consentTextVersion: CONSENT });
  },
  declineConfirmation: async (world) => {
    const { path, founder, version } = await askByStation(stageOf(world));
    return founder.client.post(`${path}/declinations`).send({ version, reason: '金额有误' });
  },
  withdrawApplication: async (world) => {
    const { path, founder } = await buildSubmittedApplication(stageOf(world));
    return founder.client.post(`${path}/withdrawals`).send({ reason: '不再需要' });
  },
  addAttachment: async (world) => upload(await buildDraft(stageOf(world))),
  listAttachments: async (world) => {
    const built = await buildDraft(stageOf(world));
    bodyOf(await upload(built), 201);
    return built.founder.client.get(`${built.path}/attachments`);
  },
  downloadAttachment: async (world) => {
    const built = await buildDraft(stageOf(world));
    const { attachmentId } = bodyOf(await upload(built), 201);
    return built.founder.client.get(`${built.path}/attachments/${attachmentId}`);
  },
  removeAttachment: async (world) => {
    const built = await buildDraft(stageOf(world));
    const { attachmentId } = bodyOf(await upload(built), 201);
    return built.founder.client.delete(`${built.path}/attachments/${attachmentId}`);
  },
  precheckApplication: async (world) => {
    const { path } = await buildSubmittedApplication(stageOf(world));
    return (await world.logIn('bank.maker')).post(`${path}/prechecks`).send(REFUSE);
  },
  decideEligibility: async (world) => {
    const { path } = await buildPrecheckedApplication(stageOf(world));
    return (await world.logIn('district.reviewer')).post(`${path}/eligibility-decisions`).send(PASS);
  },
  requestReconsideration: async (world) => {
    const { path, founder } = await refuseAtPrecheck(stageOf(world));
    return founder.client.post(`${path}/reconsiderations`).send({ grounds: '材料已补齐' });
  },
  decideReconsideration: async (world) => {
    const { path, founder } = await refuseAtPrecheck(stageOf(world));
    bodyOf(await founder.client.post(`${path}/reconsiderations`).send({ grounds: '材料已补齐' }), 201);
    const other = await world.logIn('bank.checker');
    return other.post(`${path}/reconsideration-decisions`).send({ outcome: 'reopened', reason: '理由成立' });
  },
  proposeCredit: async (world) => {
    const { path } = await buildApplicationInDueDiligence(stageOf(world));
    const body = { outcome: 'agree', reason: '经营正常', terms: TERMS };
    return (await world.logIn('bank.maker')).post(`${path}/credit-proposals`).send(body);
  },
  approveCredit: async (world) => {
    const { path } = await buildApplicationInDueDiligence(stageOf(world));
    const payloadHash = await proposeCredit(stageOf(world), path);
    const checker = await world.logIn('bank.checker');
    return checker.post(`${path}/credit-decisions`).send({ payloadHash, outcome: 'approve' });
  },
  proposeGuarantee: async (world) => {
    const { path } = await buildApplicationInDueDiligence(stageOf(world));
    const body = { outcome: 'agree', reason: '风险可控', annualFeeRatePercent: '0.50' };
    return (await world.logIn('guarantor.maker')).post(`${path}/guarantee-proposals`).send(body);
  },
  approveGuarantee: async (world) => {
    const { path } = await buildApplicationInDueDiligence(stageOf(world));
    const payloadHash = await proposeGuarantee(stageOf(world), path);
    const checker = await world.logIn('guarantor.checker');
    return checker.post(`${path}/guarantee-decisions`).send({ payloadHash, outcome: 'approve' });
  },
};
