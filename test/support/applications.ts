import { expect } from 'chai';
import type { Response } from 'supertest';
import type { FormBorrowerKind } from '../../server/applications/application-form.js';
import { FILING_CONSENT } from '../../server/applications/consent-text.js';
import { addBorrowerAccount } from '../../server/auth/register-borrower.js';
import { runCommand } from '../../server/command.js';
import { creditCodeCheckCharacter } from '../../server/core/credit-code.js';
import type { Client, TestApp } from './app.js';
import { identityNumberOf, phoneOf, type Username } from './people.js';

/** What is needed to bring an application to a state. */
export type Stage = Pick<TestApp, 'system' | 'logIn' | 'organisationIds'>;

/** A founder with an account of his own. */
export interface Founder {
  readonly username: Username;
  readonly serial: number;
  readonly client: Client;
}

/** What a test can have otherwise: whole parts of the form, as they travel. */
export interface ApplicationOverrides {
  readonly borrowerKind?: FormBorrowerKind;
  readonly form?: Readonly<Record<string, unknown>>;
  readonly founder?: Founder;
}

/** An application with the one who filed it. */
export interface BuiltApplication {
  readonly id: string;
  readonly path: string;
  readonly founder: Founder;
}

export const CONSENT = FILING_CONSENT.version;
const FIRST_SERIAL = 101;
let founders = FIRST_SERIAL;

/** What the replies of these operations hold, as far as tests go on with it; each holds only some of it. */
export interface ReplyBody extends Readonly<Record<string, unknown>> {
  readonly applicationId: string;
  readonly agreementId: string;
  readonly attachmentId: string;
  readonly payloadHash: string;
  readonly version: number;
  readonly items: readonly ReplyBody[];
}

/** The reply's body, if it is of this status. */
export function bodyOf(response: Response, status: number): ReplyBody {
  expect(response.status, response.text).to.equal(status);
  return response.body as ReplyBody;
}

/** A man born in 1990 with an account; a different one every time, and never one of the people of `people.ts`. */
export async function buildFounder(stage: Stage): Promise<Founder> {
  const serial = founders;
  founders = founders + 2 > 999 ? FIRST_SERIAL : founders + 2;
  const username = `founder.${serial}`;
  const person = {
    username,
    name: `陈${serial}`,
    identityNumber: identityNumberOf(serial),
    phone: phoneOf(serial),
  };
  const visitor = { system: stage.system, requestId: 'founder', language: 'zh' } as const;
  await runCommand(visitor, 'user.register', async (unit) => ({
    userId: await addBorrowerAccount(stage.system, unit, person, 'never-logs-in-by-password'),
  }));
  return { username: username as Username, serial, client: await stage.logIn(username as Username) };
}

/** A valid unified social credit code, a different one for every number. */
export function creditCodeOf(serial: number): string {
  const characters = `91440106MA${String(serial).padStart(7, '0')}`;
  return characters + creditCodeCheckCharacter(characters);
}

const personOf = (serial: number) => ({
  name: `陈${serial}`,
  identityKind: 'resident-identity-card',
  identityNumber: identityNumberOf(serial),
});

/** Three graduates whom the enterprise of a founder has hired. */
const newHiresOf = (serial: number) =>
  [201, 203, 205].map((offset) => ({
    ...personOf((serial + offset) % 1000),
    category: 'college-graduate',
  }));

/** A form in which nothing is missing, as it travels. */
export function completeFormBody(
  stage: Pick<Stage, 'organisationIds'>,
  kind: FormBorrowerKind,
  serial: number,
): Record<string, unknown> {
  const isEnterprise = kind === 'enterprise';
  return {
    applicant: { ...personOf(serial), phone: phoneOf(serial), maritalStatus: 'single' },
    business: {
      name: `天河第${serial}号店`,
      creditCode: creditCodeOf(serial),
      registeredOn: '2024-05-06',
      address: '广州市天河区某路 1 号',
      districtCode: '440106',
      industry: '零售业',
    },
    ...(!isEnterprise && { borrowerCategory: 'college-graduate' }),
    requested: isEnterprise ? '2000000.00' : '300000.00',
    termMonths: isEnterprise ? 24 : 36,
    repaymentMethod: 'interest-monthly',
    purpose: '采购原材料',
    workforce: isEnterprise
      ? { staff: 20, newHires: newHiresOf(serial), jobsToCreate: 4 }
      : { jobsToCreate: 2 },
    ...(kind === 'partnership' && {
      partners: [{ ...personOf(serial + 1), workerClass: 'female-50' }],
    }),
    counterGuarantees: [{ kind: 'exemption', exemptionBasis: '个人创业担保贷款免除反担保' }],
    declarations: { publiclyPaid: false, wageArrears: false, socialInsuranceArrears: false },
    bankOrganisationId: String(stage.organisationIds['bank']),
    guarantorOrganisationId: String(stage.organisationIds['guarantor']),
    subsidyAccount: { bankName: '第一银行天河支行', accountNumber: '6222020000000000123' },
  };
}

export interface AgreementOverrides {
  readonly exposureLimit?: string;
  readonly guarantorLimit?: string;
  readonly singleLoanLimit?: string;
  readonly endsOn?: string;
  readonly approvalMode?: string;
  readonly annualFeeRatePercent?: string;
  readonly objectionEffect?: string;
  readonly batchCapBasisPoints?: number;
  readonly shares?: readonly { readonly bearer: string; readonly shareBasisPoints: number }[];
}

/** Puts the agreement of the bank and the guarantor into force: the fund bears 80 %. Answers its id. */
export async function buildAgreement(stage: Stage, overrides: AgreementOverrides = {}): Promise<string> {
  const maker = await stage.logIn('centre.maker');
  const checker = await stage.logIn('centre.checker');
  const proposed = bodyOf(
    await maker.post('/api/v1/cooperation-agreements').send({
      bankOrganisationId: String(stage.organisationIds['bank']),
      guarantorOrganisationId: String(stage.organisationIds['guarantor']),
      startsOn: '2020-01-01',
      endsOn: '2029-01-01',
      exposureLimit: '90000000.00',
      singleLoanLimit: '5000000.00',
      guarantorLimit: '90000000.00',
      approvalMode: 'bank-and-guarantor',
      interestCovered: false,
      shares: [
        { bearer: 'bank', shareBasisPoints: 2000 },
        { bearer: 'city-fund', shareBasisPoints: 8000 },
      ],
      ...overrides,
    }),
    201,
  );
  const path = `/api/v1/cooperation-agreements/${proposed.agreementId}/decisions`;
  bodyOf(await checker.post(path).send({ payloadHash: proposed.payloadHash, outcome: 'approve' }), 200);
  return proposed.agreementId;
}

const agreements = new WeakMap<object, Promise<string>>();

/** The agreement in force of this stage, made once. */
export function agreementOf(stage: Stage): Promise<string> {
  const known = agreements.get(stage.system) ?? buildAgreement(stage);
  agreements.set(stage.system, known);
  return known;
}

/** Has a test's applications rest on the agreement that it made itself. */
export function useAgreement(stage: Stage, agreementId: string): void {
  agreements.set(stage.system, Promise.resolve(agreementId));
}

/** A draft with a complete form. */
export async function buildDraft(
  stage: Stage,
  overrides: ApplicationOverrides = {},
): Promise<BuiltApplication> {
  await agreementOf(stage);
  const founder = overrides.founder ?? (await buildFounder(stage));
  const borrowerKind = overrides.borrowerKind ?? 'individual';
  const created = bodyOf(
    await founder.client.post('/api/v1/applications').send({ borrowerKind, districtCode: '440106' }),
    201,
  );
  const path = `/api/v1/applications/${created.applicationId}`;
  const form = { ...completeFormBody(stage, borrowerKind, founder.serial), ...overrides.form };
  bodyOf(await founder.client.put(path).send({ version: 0, form }), 200);
  return { id: created.applicationId, path, founder };
}

/** The version that is stored now. */
export const versionOf = async (client: Client, path: string): Promise<number> =>
  bodyOf(await client.get(path), 200).version;

/** The smallest file that is taken for a PDF. */
export const PAPER = Buffer.from('%PDF-1.7\n%%EOF\n');

/** Brings every paper that an application says is missing. */
export async function bringPapers(filer: Client, path: string): Promise<void> {
  const missing = bodyOf(await filer.get(path), 200)['missingPapers'] as readonly { readonly kind: string }[];
  for (const { kind } of missing) {
    const upload = filer.post(`${path}/attachments`).field('kind', kind);
    bodyOf(await upload.attach('file', PAPER, `${kind}.pdf`), 201);
  }
}

/** An application that its founder has submitted. */
export async function buildSubmittedApplication(
  stage: Stage,
  overrides: ApplicationOverrides = {},
): Promise<BuiltApplication> {
  const built = await buildDraft(stage, overrides);
  const { client } = built.founder;
  await bringPapers(client, built.path);
  const version = await versionOf(client, built.path);
  bodyOf(await client.post(`${built.path}/submissions`).send({ version, consentTextVersion: CONSENT }), 200);
  return built;
}

const PASS = { outcome: 'pass', reason: '符合条件' };

/** An application that has passed the bank's precheck. */
export async function buildPrecheckedApplication(
  stage: Stage,
  overrides: ApplicationOverrides = {},
): Promise<BuiltApplication> {
  const built = await buildSubmittedApplication(stage, overrides);
  bodyOf(await (await stage.logIn('bank.maker')).post(`${built.path}/prechecks`).send(PASS), 200);
  return built;
}

/** An eligible application in due diligence. */
export async function buildApplicationInDueDiligence(
  stage: Stage,
  overrides: ApplicationOverrides = {},
): Promise<BuiltApplication> {
  const built = await buildPrecheckedApplication(stage, overrides);
  const district = await stage.logIn('district.reviewer');
  bodyOf(await district.post(`${built.path}/eligibility-decisions`).send(PASS), 200);
  return built;
}

export const TERMS = {
  amount: '300000.00',
  annualRatePercent: '3.10',
  termMonths: 36,
  dayCountBasis: 360,
  repaymentMethod: 'interest-monthly',
};

/** The bank's officer proposes to lend; answers the proposal's hash. */
export async function proposeCredit(stage: Stage, path: string, terms: object = {}): Promise<string> {
  const maker = await stage.logIn('bank.maker');
  const body = { outcome: 'agree', reason: '经营正常', terms: { ...TERMS, ...terms } };
  return bodyOf(await maker.post(`${path}/credit-proposals`).send(body), 201).payloadHash;
}

/** The guarantor's officer proposes to guarantee; answers the proposal's hash. */
export async function proposeGuarantee(stage: Stage, path: string): Promise<string> {
  const maker = await stage.logIn('guarantor.maker');
  const body = { outcome: 'agree', reason: '风险可控' };
  return bodyOf(await maker.post(`${path}/guarantee-proposals`).send(body), 201).payloadHash;
}

/** The bank agrees, by officer and supervisor. */
export async function agreeCredit(stage: Stage, path: string, terms: object = {}): Promise<void> {
  const payloadHash = await proposeCredit(stage, path, terms);
  const checker = await stage.logIn('bank.checker');
  bodyOf(await checker.post(`${path}/credit-decisions`).send({ payloadHash, outcome: 'approve' }), 200);
}

/** The guarantor agrees, by officer and supervisor. */
export async function agreeGuarantee(stage: Stage, path: string): Promise<void> {
  const payloadHash = await proposeGuarantee(stage, path);
  const checker = await stage.logIn('guarantor.checker');
  bodyOf(await checker.post(`${path}/guarantee-decisions`).send({ payloadHash, outcome: 'approve' }), 200);
}

/** An application on which bank and guarantor have agreed, with its guarantee issued. */
export async function buildApprovedApplication(
  stage: Stage,
  overrides: ApplicationOverrides & { readonly terms?: object } = {},
): Promise<BuiltApplication> {
  const built = await buildApplicationInDueDiligence(stage, overrides);
  await agreeCredit(stage, built.path, overrides.terms);
  await agreeGuarantee(stage, built.path);
  return built;
}
