import type { System } from '../context.js';
import { addressMark } from '../core/address-mark.js';
import type { RegistryName } from '../core/registries/registries.js';
import type { RegistryQuestion } from '../registries/look-up.js';
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
