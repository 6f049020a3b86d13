import type { ApplicationForm, PersonEntry } from '../applications/application-form.js';
import { ERASED } from '../core/erased.js';

const erasedPerson = ({ identityKind }: PersonEntry): PersonEntry => ({
  name: ERASED,
  ...(identityKind !== undefined && { identityKind }),
  identityNumber: ERASED,
  phone: ERASED,
});

/**
 * What remains of a form: what was asked for and what statistics need. Whoever it names, where they live and work, their accounts, debts
 * and declarations are gone.
 */
export function erasedForm(form: ApplicationForm): ApplicationForm {
  const { requestedFen, termMonths, repaymentMethod, borrowerCategory, business, workforce } = form;
  const { bankOrganisationId, guarantorOrganisationId } = form;
  return {
    ...(form.applicant && { applicant: erasedPerson(form.applicant) }),
    ...(form.spouse && { spouse: erasedPerson(form.spouse) }),
    ...(form.partners && { partners: form.partners.map(erasedPerson) }),
    ...(business && { business: erasedBusiness(business) }),
    ...(workforce && { workforce: erasedWorkforce(workforce) }),
    ...(borrowerCategory !== undefined && { borrowerCategory }),
    ...(requestedFen !== undefined && { requestedFen }),
    ...(termMonths !== undefined && { termMonths }),
    ...(repaymentMethod !== undefined && { repaymentMethod }),
    ...(form.purpose !== undefined && { purpose: ERASED }),
    ...(bankOrganisationId !== undefined && { bankOrganisationId }),
    ...(guarantorOrganisationId !== undefined && { guarantorOrganisationId }),
  };
}

/** A sole trader's firm bears his name and stands where he lives. */
function erasedBusiness({ districtCode, industry }: NonNullable<ApplicationForm['business']>) {
  return {
    name: ERASED,
    creditCode: ERASED,
    address: ERASED,
    ...(districtCode !== undefined && { districtCode }),
    ...(industry !== undefined && { industry }),
  };
}

function erasedWorkforce({ staff, jobsToCreate }: NonNullable<ApplicationForm['workforce']>) {
  return { ...(staff !== undefined && { staff }), ...(jobsToCreate !== undefined && { jobsToCreate }) };
}
