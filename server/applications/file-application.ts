import { User } from '../../models/user.js';
import { findRow } from '../../models/rows.js';
import { assertAgreementInForce } from '../agreements/find-agreement-in-force.js';
import type { UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { startClock } from '../stage-clocks/stage-clock.js';
import {
  abandonStage,
  moveApplication,
  recordOnApplication,
  replyOf,
  type ApplicationReply,
  type ApplicationRow,
} from './application-case.js';
import { openForm } from './application-content.js';
import type { CompleteForm, FormBorrowerKind } from './application-form.js';
import { borrowerOf, storeParties } from './application-parties.js';
import { assertEligible, assessEligibility, storeEligibility } from './assess-eligibility.js';
import { lockBorrower } from './borrower-record.js';
import { recordFilingConsent } from './consent-text.js';
import { indexesOf } from './eligibility-facts.js';
import { findEvidenceKinds, findRegistryEvidence } from './find-registry-facts.js';
import { storeBusiness } from './store-business.js';
import { findChosenOrganisation } from './find-chosen-organisation.js';
import { requireComplete } from './form-completeness.js';
import { settlePeople } from './settle-form.js';

/** The complete form of an application that may be filed, its papers there. Fails: incomplete-application, malformed, agreement-not-in-force. */
export async function requireFileable(
  context: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
): Promise<CompleteForm> {
  const stored = openForm(context.system, row);
  const evidence = await findEvidenceKinds(context.system, row, stored, unit.transaction);
  const form = requireComplete(row.borrowerKind, stored, evidence);
  const bank = await findChosenOrganisation('bank', form.bankOrganisationId, unit.transaction);
  const guarantor = await findChosenOrganisation('guarantor', form.guarantorOrganisationId, unit.transaction);
  await assertAgreementInForce(bank.id, guarantor.id, unit);
  return form;
}

/**
 * Files a complete application with the bank, by the applicant's own hand: the rules are applied to the day of the first filing,
 * consent is kept, people are written with their blind indexes, and the bank's precheck begins.
 * Fails: incomplete-application, not-eligible, already-exists, agreement-not-in-force.
 */
export async function fileApplication(
  context: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  event: 'submit' | 'confirm',
): Promise<ApplicationReply> {
  const { system, actor } = context;
  const kind = row.borrowerKind;
  const form = await requireFileable(context, unit, row);
  const ownerUserId = await ownerOf(context, unit, kind, form);
  const appliedOn = row.appliedOn ?? unit.today;
  const borrowerId = await lockBorrower(system, unit, kind, borrowerOf(kind, form), ownerUserId);
  const eligibility = await assessEligibility(system, unit, row, form, appliedOn);
  assertEligible(eligibility);
  await storeEligibility(unit, row, appliedOn, eligibility);
  await storeParties(system, unit, row.id, kind, form);
  await storeBusiness(system, unit, row.id, form);
  const fastLaneFlag = await isFastLane(system, unit, row, form, appliedOn);
  await recordFilingConsent(unit, actor, row.id);
  await abandonStage(unit, row.id);
  const filed = await moveApplication(unit, row, event, {
    ...projection(form),
    fastLaneFlag,
    borrowerId,
    appliedOn,
    submittedAt: unit.now,
    ...(event === 'confirm' && { confirmedAt: unit.now, applicantUserId: actor.userId }),
  });
  await startClock(system, unit, {
    subjectKind: 'application',
    subjectId: row.id,
    stage: 'precheck',
    organisationId: form.bankOrganisationId,
    isFast: fastLaneFlag === 1,
  });
  const { contentHash, state } = filed;
  recordOnApplication(unit, actor, filed, { before: row.state, after: state, contentHash });
  unit.publish({
    topic: 'application.submitted',
    aggregateKind: 'application',
    aggregateId: row.id,
    payload: { bankOrganisationId: form.bankOrganisationId },
  });
  return replyOf(filed);
}

/** Whether a registry of the fast lane names the applicant: 1 or 0. */
async function isFastLane(
  system: Context['system'],
  unit: UnitOfWork,
  row: ApplicationRow,
  form: CompleteForm,
  appliedOn: BusinessDate,
): Promise<number> {
  const { registries } = system.referenceData.current().policyBook.valueOn('fast-lane', appliedOn).value;
  const { facts } = await findRegistryEvidence(system, row, form, unit.transaction);
  return Number(facts.matches.some((registry) => registries.includes(registry)));
}

/** The columns by which others find and sort applications. */
function projection(form: CompleteForm): Partial<ApplicationRow> {
  return {
    applicantName: form.applicant.name,
    borrowerCategory: form.borrowerCategory ?? null,
    bankOrganisationId: form.bankOrganisationId,
    guarantorOrganisationId: form.guarantorOrganisationId,
    requestedFen: form.requestedFen,
    termMonths: form.termMonths,
    repaymentMethod: form.repaymentMethod,
  };
}

/**
 * The account when it is proven to be the borrower's own, by number or by phone; null when nothing proves it. An account
 * that is known to be somebody else's cannot file. Fails: incomplete-application.
 */
async function ownerOf(
  { system, actor }: Context,
  unit: UnitOfWork,
  kind: FormBorrowerKind,
  form: CompleteForm,
): Promise<number | null> {
  await settlePeople(system, unit.transaction, kind, form);
  const { applicant } = indexesOf(system.cipher, kind, form);
  if (actor.personIndex === applicant) return actor.userId;
  if (actor.personIndex !== null) {
    const message = {
      zh: '申请人须是登录账号本人（企业为法定代表人）',
      en: 'The applicant must be the holder of this account (for an enterprise: its legal representative)',
    };
    const problem = { field: 'applicant.identityNumber', rule: 'account-holder', message };
    throw new DomainError('incomplete-application', { missing: 1 }, [problem]);
  }
  const account = await findRow(User, { where: { id: actor.userId }, transaction: unit.transaction });
  return account?.phoneIndex === system.cipher.blindIndex('phone', form.applicant.phone)
    ? actor.userId
    : null;
}
