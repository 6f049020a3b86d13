import type { ApplicationForm, WorkforceEntry } from '../applications/application-form.js';
import { fen, formatYuan } from '../core/money.js';
import { addDays } from '../core/business-date.js';
import type { Cast, Founder } from './cast.js';
import type { PlannedLoan } from './portfolio-plan.js';
import { SeededRandom } from './seeded-random.js';
import { syntheticCreditCode, syntheticIdentityNumber, syntheticPhone } from './synthetic-identity.js';

const REGISTERED_DAYS_AGO = 400;
const OTHERS = 300;

const person = (plan: PlannedLoan, offset: number, name: string) =>
  ({
    name: `${name}${plan.sequence}`,
    identityKind: 'resident-identity-card',
    identityNumber: syntheticIdentityNumber(
      plan.districtCode,
      OTHERS + offset * 100 + plan.sequence,
      new SeededRandom(plan.sequence + offset),
    ),
    phone: syntheticPhone(1000 * offset + plan.sequence),
  }) as const;

const HIRES = 4;

function workforceOf(plan: PlannedLoan): WorkforceEntry {
  if (plan.borrowerKind !== 'enterprise') return { staff: 20, jobsToCreate: 2 };
  const newHires = Array.from({ length: HIRES }, (_, index) => ({
    ...person(plan, 3 + index, '示范职工'),
    category: 'college-graduate' as const,
  }));
  return { staff: 20, newHires, jobsToCreate: 6 };
}

/** A complete application as this founder would write it. */
export function fillForm(plan: PlannedLoan, founder: Founder, cast: Cast): ApplicationForm {
  const { borrowerKind, principal } = plan;
  return {
    applicant: {
      name: founder.name,
      identityKind: 'resident-identity-card',
      identityNumber: founder.identityNumber,
      phone: founder.phone,
      workerClass: 'female-55',
      maritalStatus: 'single',
    },
    business: {
      name:
        borrowerKind === 'enterprise' ? `示范科技${plan.sequence}号有限公司` : `示范商行${plan.sequence}号`,
      creditCode: syntheticCreditCode(plan.districtCode, 9000 + plan.sequence),
      registeredOn: addDays(plan.appliedOn, -REGISTERED_DAYS_AGO),
      address: `广州市示范路${plan.sequence}号`,
      districtCode: plan.districtCode,
      industry: '批发和零售业',
    },
    ...(plan.borrowerCategory && { borrowerCategory: plan.borrowerCategory }),
    requestedFen: principal,
    termMonths: plan.termMonths,
    repaymentMethod: plan.repaymentMethod,
    purpose: '购置设备、支付货款',
    otherLoans: [],
    spouseLoans: [],
    workforce: workforceOf(plan),
    ...(borrowerKind === 'partnership' && {
      partners: [{ ...person(plan, 1, '示范合伙人'), workerClass: 'female-55' }],
    }),
    counterGuarantees:
      borrowerKind === 'enterprise'
        ? [
            {
              kind: 'collateral',
              description: `设备抵押，贷款${formatYuan(principal)}元`,
              valueFen: fen(principal * 2),
            },
          ]
        : [{ kind: 'guarantor', person: person(plan, 2, '示范保证人') }],
    declarations: {
      publiclyPaid: false,
      disabled: plan.sequence % 25 === 0,
      wageArrears: false,
      socialInsuranceArrears: false,
    },
    bankOrganisationId: cast.organisationId(plan.bankCode),
    guarantorOrganisationId: cast.organisationId(plan.guarantorCode),
    subsidyAccount: {
      bankName: '示范银行',
      accountNumber: `622200000000${String(plan.sequence).padStart(4, '0')}`,
    },
  };
}
