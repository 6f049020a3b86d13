import { ApplicationParty } from '../../models/application-party.js';
import { CounterGuarantee } from '../../models/counter-guarantee.js';
import { EligibilityResult } from '../../models/eligibility-result.js';
import { GuaranteeShare } from '../../models/guarantee-share.js';
import { Guarantee } from '../../models/guarantee.js';
import { Reconsideration } from '../../models/reconsideration.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { findOpenProposal, type ApprovalAction } from '../approvals/approval.js';
import type { AttachmentKind } from './attachments/attachment-kinds.js';
import { missingPapers } from './attachments/missing-papers.js';
import { dayOfInstant } from '../clock.js';
import type { Context } from '../context.js';
import type { Finding } from '../core/eligibility/finding.js';
import type { FieldProblem } from '../core/errors.js';
import type { Role } from '../core/roles.js';
import type { ApplicationEvent } from '../core/states/application-states.js';
import { approvalOn, isOwnCase, type ApplicationRow } from './application-case.js';
import { openForm } from './application-content.js';
import type { ApplicationForm } from './application-form.js';
import { eventsFor, type OpenProposal } from './events-for.js';
import { findClocks, findVisibleApplication, type ClockView } from './find-applications.js';
import { findEvidenceKinds, findRegistryEvidence, type RegistryEvidence } from './find-registry-facts.js';
import { completeness } from './form-completeness.js';
import { findDecisions, type DecisionRow } from './record-decision.js';
import { reconsiderationAdvice, type ReconsiderationAdvice } from './refusal.js';

/** What the rules found about the content as it was filed. */
export interface EligibilityView {
  readonly result: Row<EligibilityResult>;
  readonly findings: readonly Finding[];
  /** Whether it is about the content as it now is. */
  readonly current: boolean;
}

/** A person on an application, in clear text: for the presenter to mask. */
export interface PartyView {
  readonly id: number;
  readonly role: string;
  readonly name: string;
  readonly identityKind: string;
  readonly identityNumber: string;
  readonly phone: string | null;
}

/** Everything about one application that its reader may know; the presenter masks what is personal. */
export interface ApplicationView {
  readonly application: ApplicationRow;
  readonly form: ApplicationForm;
  readonly missingFields: readonly FieldProblem[];
  readonly missingPapers: readonly AttachmentKind[];
  readonly registryEvidence: RegistryEvidence;
  readonly parties: readonly PartyView[];
  readonly counterGuarantees: readonly Row<CounterGuarantee>[];
  readonly eligibility: EligibilityView | null;
  readonly decisions: readonly DecisionRow[];
  readonly clocks: readonly ClockView[];
  readonly reconsiderations: readonly Row<Reconsideration>[];
  readonly reconsiderationAdvice: ReconsiderationAdvice | null;
  readonly guarantee: {
    readonly row: Row<Guarantee>;
    readonly shares: readonly Row<GuaranteeShare>[];
  } | null;
  readonly allowedEvents: readonly ApplicationEvent[];
  readonly openProposals: readonly OpenProposal[];
}

/** Whose open proposals a role reads: its own institution's. */
const PROPOSALS: Partial<Record<Role, readonly ApprovalAction[]>> = {
  'bank-officer': ['decide-credit', 'disburse'],
  'bank-supervisor': ['decide-credit', 'disburse'],
  'guarantor-officer': ['decide-guarantee'],
  'guarantor-supervisor': ['decide-guarantee'],
  auditor: ['decide-credit', 'decide-guarantee', 'disburse'],
};

/** One application in full. Fails: not-found. */
export async function findApplication(context: Context, applicationId: number): Promise<ApplicationView> {
  const { actor, system } = context;
  const application = await findVisibleApplication(context, applicationId);
  const where = { applicationId };
  const form = openForm(system, application);
  const decisions = await findDecisions(applicationId);
  const reconsiderations = await findRows(Reconsideration, { where, order: [['id', 'ASC']] });
  const advice = adviceOf(context, application, decisions);
  const openProposals = await findProposals(actor.role, applicationId);
  const standing = {
    application,
    decisions,
    reconsiderations,
    reconsiderableUntil: advice?.until ?? null,
    openProposals,
    isOwnCase: await isOwnCase(actor, application),
  };
  const clocks = await findClocks(context, { id: [applicationId], running: false });
  return {
    application,
    form,
    missingFields: completeness(application.borrowerKind, form),
    missingPapers: missingPapers(
      application.borrowerKind,
      form,
      await findEvidenceKinds(system, application, form),
    ),
    registryEvidence: await findRegistryEvidence(system, application, form),
    parties: await findParties(system, applicationId),
    counterGuarantees: await findRows(CounterGuarantee, { where, order: [['id', 'ASC']] }),
    eligibility: await findEligibility(application),
    decisions,
    clocks: clocks.get(applicationId) ?? [],
    reconsiderations,
    reconsiderationAdvice: advice,
    guarantee: await findGuarantee(applicationId),
    allowedEvents: eventsFor(actor, standing, system.clock.today()),
    openProposals,
  };
}

/** The form as its writers get it back. Fails: not-found. */
export async function findForm(
  context: Context,
  applicationId: number,
): Promise<{ readonly version: number; readonly form: ApplicationForm }> {
  const application = await findVisibleApplication(context, applicationId);
  return { version: application.version, form: openForm(context.system, application) };
}

/** The parties of an application in clear text. */
export async function findParties(
  { cipher }: Context['system'],
  applicationId: number,
): Promise<PartyView[]> {
  const rows = await findRows(ApplicationParty, { where: { applicationId }, order: [['id', 'ASC']] });
  return rows.map(({ id, role, name, identityKind, identityCipher, phoneCipher }) => ({
    id,
    role,
    name,
    identityKind,
    identityNumber: cipher.decrypt(identityCipher, 'application_parties.identity'),
    phone: phoneCipher === null ? null : cipher.decrypt(phoneCipher, 'application_parties.phone'),
  }));
}

async function findEligibility({ id, contentHash }: ApplicationRow): Promise<EligibilityView | null> {
  const result = await findRow(EligibilityResult, { where: { applicationId: id }, order: [['id', 'DESC']] });
  if (!result) return null;
  return {
    result,
    findings: JSON.parse(result.findingsJson) as Finding[],
    current: result.contentHash === contentHash,
  };
}

async function findGuarantee(applicationId: number): Promise<ApplicationView['guarantee']> {
  const row = await findRow(Guarantee, { where: { applicationId } });
  if (!row) return null;
  return {
    row,
    shares: await findRows(GuaranteeShare, { where: { guaranteeId: row.id }, order: [['id', 'ASC']] }),
  };
}

async function findProposals(role: Role, applicationId: number): Promise<ApplicationView['openProposals']> {
  const found: OpenProposal[] = [];
  for (const action of PROPOSALS[role] ?? []) {
    const proposal = await findOpenProposal(approvalOn(applicationId, action));
    if (proposal) found.push({ ...proposal, action });
  }
  return found;
}

function adviceOf(
  { system }: Context,
  { state }: ApplicationRow,
  decisions: readonly DecisionRow[],
): ReconsiderationAdvice | null {
  const refusal = decisions.findLast((decision) => decision.outcome === 'refuse');
  return state === 'rejected' && refusal
    ? reconsiderationAdvice(system, dayOfInstant(refusal.decidedAt))
    : null;
}
