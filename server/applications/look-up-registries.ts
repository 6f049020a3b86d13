import { Application } from '../../models/application.js';
import { findRow } from '../../models/rows.js';
import { applicationScope } from '../auth/scope.js';
import { runCommand } from '../command.js';
import type { Context, System } from '../context.js';
import { addressMark } from '../core/address-mark.js';
import { DomainError } from '../core/errors.js';
import type { RegistryName } from '../core/registries/registries.js';
import { findConsentOfPerson } from '../registries/find-look-up-consent.js';
import { lookUp, type LookUpReason, type RegistryQuestion } from '../registries/look-up.js';
import { lockApplication, recordOnApplication } from './application-case.js';
import { openForm } from './application-content.js';
import type { ApplicationForm, FormBorrowerKind, PersonEntry } from './application-form.js';
import { canonicalNumber } from './application-parties.js';

/** The applicant's own index, as far as the form names the applicant. */
export function applicantIndexOf({ cipher }: System, { applicant }: ApplicationForm): string | null {
  const { identityKind, identityNumber }: PersonEntry = applicant ?? {};
  if (!identityKind || !identityNumber) return null;
  return cipher.blindIndex('identity', canonicalNumber(identityKind, identityNumber));
}

/** What is asked of registries about an application: of each what its rules need and no more, as far as the form names it. */
export function registryQuestions(
  system: System,
  kind: FormBorrowerKind,
  form: ApplicationForm,
): RegistryQuestion[] {
  const { cipher } = system;
  const { borrowerCategory: category, business = {} } = form;
  const { creditCode, address, districtCode } = business;
  const questions: RegistryQuestion[] = [];
  const ask = (
    registry: RegistryName,
    subject: RegistryQuestion['subject'],
    subjectIndex: string,
    more: Pick<RegistryQuestion, 'countsStaff' | 'place'> = {},
  ): void => void questions.push({ registry, subject, subjectIndex, ...more });
  const applicant = applicantIndexOf(system, form);
  if (applicant !== null) {
    ask('entrepreneur-whitelist', 'applicant', applicant);
    if (kind !== 'enterprise') ask('publicly-paid', 'applicant', applicant);
    if (category === 'registered-unemployed' || category === 'employment-difficulty')
      ask(category, 'applicant', applicant);
  }
  if (creditCode) {
    const firm = cipher.blindIndex('identity', creditCode);
    ask('deregistered-firms', 'business', firm);
    ask('base-tenants', 'business', firm);
    if (kind === 'enterprise') ask('social-insurance', 'business', firm, { countsStaff: true });
  }
  if (address && districtCode) {
    const mark = cipher.blindIndex('address', addressMark(districtCode, address));
    const at = { place: { districtCode, address } };
    ask('startup-villages', 'address', mark, at);
    if (category === 'hong-kong-macao-taiwan-youth') ask('youth-bases', 'address', mark, at);
  }
  return questions;
}

/** The states in which something is still to be judged. */
const JUDGED = new Set<string>(['draft', 'returned', 'prechecked']);

/**
 * Looks into the city's registries about an application that is still to be judged, if the applicant has agreed to it in an account of
 * his or her own. A command of its own: the questions stay on record also where what follows is refused. Answers whether
 * anything was looked up.
 */
export async function lookUpRegistries(
  { idempotency: _ownKeyOfWhatFollows, ...context }: Context,
  applicationId: number,
  purpose: LookUpReason['purpose'],
): Promise<boolean> {
  const { system, actor } = context;
  const seen = await findRow(Application, { where: { id: applicationId, ...applicationScope(actor) } });
  if (!seen || !JUDGED.has(seen.state)) return false;
  const applicant = applicantIndexOf(system, openForm(system, seen));
  if (applicant === null || (await findConsentOfPerson(applicant, system.database)) === null) return false;
  return runCommand(context, 'application.look-up', async (unit) => {
    const row = await lockApplication(unit, actor, applicationId);
    const form = openForm(system, row);
    const consentId = await findConsentOfPerson(applicant, unit.transaction);
    if (consentId === null || applicantIndexOf(system, form) !== applicant)
      throw new DomainError('stale-version');
    const questions = registryQuestions(system, row.borrowerKind, form);
    const on = row.appliedOn ?? unit.today;
    await lookUp(
      unit,
      system.cipher,
      { applicationId, purpose, consentId, userId: actor.userId, on },
      questions,
    );
    const registries = questions.map(({ registry }) => registry);
    recordOnApplication(unit, actor, row, { purpose, consentId, registries });
    return true;
  });
}
