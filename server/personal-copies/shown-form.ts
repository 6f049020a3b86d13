import type { ApplicationForm, PersonEntry } from '../applications/application-form.js';
import { maskIdentityNumber, maskName, maskPhoneNumber } from '../core/masking.js';

/** Somebody else of whom the form tells: a copy of one's own data is none of another person's. */
function masked<Person extends PersonEntry>(person: Person): Person {
  const { name, identityNumber, phone } = person;
  return {
    ...person,
    ...(name !== undefined && { name: maskName(name) }),
    ...(identityNumber !== undefined && { identityNumber: maskIdentityNumber(identityNumber) }),
    ...(phone !== undefined && { phone: maskPhoneNumber(phone) }),
  };
}

/** A form as its applicant gets it back: the applicant's own values in full, those of spouse, partners, guarantors and staff masked. */
export function shownForm(form: ApplicationForm): ApplicationForm {
  const { spouse, partners, workforce, counterGuarantees } = form;
  return {
    ...form,
    ...(spouse && { spouse: masked(spouse) }),
    ...(partners && { partners: partners.map(masked) }),
    ...(workforce?.newHires && { workforce: { ...workforce, newHires: workforce.newHires.map(masked) } }),
    ...(counterGuarantees && {
      counterGuarantees: counterGuarantees.map((each) => ({
        ...each,
        ...(each.person && { person: masked(each.person) }),
        ...(each.spouse && { spouse: masked(each.spouse) }),
      })),
    }),
  };
}
