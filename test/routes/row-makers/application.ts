import type { Role } from '../../../server/core/roles.js';
import type { TestApp } from '../../support/app.js';
import {
  agreementOf,
  bodyOf,
  buildApprovedApplication,
  completeFormBody,
  type BuiltApplication,
  type Stage,
} from '../../support/applications.js';
import { proposedDisbursement } from '../../support/loans.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

const stageOf = (world: World): Stage => world as unknown as TestApp;
const PAPER = Buffer.from('%PDF-1.7\n%%EOF\n');

const filed = new WeakMap<World, Promise<BuiltApplication>>();
const drafts = new WeakMap<World, Map<string, Promise<string>>>();

/** One approved application of the first bank, guarantor and district, whose disbursement waits for the supervisor. */
function filedOf(world: World): Promise<BuiltApplication> {
  const known = filed.get(world) ?? fileOne(world);
  filed.set(world, known);
  return known;
}

async function fileOne(world: World): Promise<BuiltApplication> {
  const built = await buildApprovedApplication(stageOf(world));
  await proposedDisbursement(world as unknown as TestApp, Number(built.id));
  return built;
}

/** One draft of a filing role, with a paper in it. */
function draftOf(world: World, role: 'borrower' | 'station-clerk'): Promise<string> {
  const ofWorld = drafts.get(world) ?? new Map<string, Promise<string>>();
  drafts.set(world, ofWorld);
  const known = ofWorld.get(role) ?? makeDraft(world, role);
  ofWorld.set(role, known);
  return known;
}

async function makeDraft(world: World, role: 'borrower' | 'station-clerk'): Promise<string> {
  const filer = await world.logIn(role === 'borrower' ? 'borrower' : 'station.clerk');
  const created = bodyOf(
    await filer.post('/api/v1/applications').send({ borrowerKind: 'individual', districtCode: '440106' }),
    201,
  );
  const form = completeFormBody(stageOf(world), 'individual', 1);
  bodyOf(await filer.put(`/api/v1/applications/${created.applicationId}`).send({ version: 0, form }), 200);
  return created.applicationId;
}

const isFiling = (role: Role): role is 'borrower' | 'station-clerk' =>
  role === 'borrower' || role === 'station-clerk';

const CITY = new Set<Role>(['municipal-officer', 'municipal-supervisor', 'finance-approver', 'auditor']);

/** An application of the role's own, and another founder's (a draft, for offices: nobody else sees drafts). */
export const APPLICATION_ROW: RowMaker = {
  own: async (world, role) => (isFiling(role) ? draftOf(world, role) : (await filedOf(world)).id),
  foreign: async (world, role) => (isFiling(role) ? (await filedOf(world)).id : draftOf(world, 'borrower')),
};

/** A paper of the application that `APPLICATION_ROW` gives. */
export const ATTACHMENT_ROW: RowMaker = {
  own: async (world, role) => attach(world, role, await APPLICATION_ROW.own(world, role)),
  foreign: async (world, role) => {
    const applicationId = await APPLICATION_ROW.foreign(world, role);
    return applicationId === undefined
      ? undefined
      : attach(world, isFiling(role) ? 'auditor' : 'borrower', applicationId);
  },
};

async function attach(world: World, role: Role, applicationId: string): Promise<string> {
  const path = `/api/v1/applications/${applicationId}/attachments`;
  const filer = isFiling(role)
    ? await world.logIn(role === 'borrower' ? 'borrower' : 'station.clerk')
    : (await filedOf(world)).founder.client;
  const listed = bodyOf(await filer.get(path), 200).items;
  const [known] = listed;
  if (known) return known.attachmentId;
  const upload = filer.post(path).field('kind', 'other').attach('file', PAPER, 'paper.pdf');
  return bodyOf(await upload, 201).attachmentId;
}

/** The agreement of the first bank and guarantor; those of the other ones, where the role is a party. */
export const AGREEMENT_ROW: RowMaker = {
  own: async (world) => agreementOf(stageOf(world)),
  foreign: async (world, role) => (CITY.has(role) ? undefined : foreignAgreement(world)),
};

async function foreignAgreement(world: World): Promise<string> {
  const maker = await world.logIn('centre.maker');
  const { organisationIds } = stageOf(world);
  const proposed = await maker.post('/api/v1/cooperation-agreements').send({
    bankOrganisationId: String(organisationIds['other-bank']),
    guarantorOrganisationId: String(organisationIds['other-guarantor']),
    startsOn: '2025-01-01',
    endsOn: '2026-01-01',
    exposureLimit: '1000000.00',
    singleLoanLimit: '300000.00',
    guarantorLimit: '90000000.00',
    approvalMode: 'bank-and-guarantor',
    interestCovered: false,
    shares: [{ bearer: 'bank', shareBasisPoints: 10_000 }],
  });
  return bodyOf(proposed, 201).agreementId;
}
