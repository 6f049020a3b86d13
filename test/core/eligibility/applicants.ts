import { parseBusinessDate } from '../../../server/core/business-date.js';
import type { EligibilityFacts, PersonFacts } from '../../../server/core/eligibility/facts.js';
import { parseYuan } from '../../../server/core/money.js';

const day = parseBusinessDate;

/** A graduate who founds a business, and may. */
export const chen: EligibilityFacts & { readonly person: PersonFacts } = {
  applicantKind: 'individual',
  appliedOn: day('2026-03-02'),
  amountFen: parseYuan('300000.00'),
  termMonths: 36,
  evidence: ['category-proof', 'business-licence', 'credit-report', 'spouse-credit-report'],
  business: { registeredOn: day('2025-06-01'), inCity: true },
  record: { count: 0, everOverdue: false, otherKindRunning: false },
  person: {
    category: 'college-graduate',
    birthDate: day('1998-05-20'),
    sex: 'female',
    married: true,
    publiclyPaid: false,
  },
  otherLoans: [],
};

/** A small enterprise that hires, and may. */
export const factory: EligibilityFacts = {
  applicantKind: 'enterprise',
  appliedOn: day('2026-03-02'),
  amountFen: parseYuan('4000000.00'),
  termMonths: 24,
  evidence: ['business-licence', 'staff-roster', 'labour-contracts'],
  business: { registeredOn: day('2020-06-01'), inCity: true },
  record: { count: 1, everOverdue: false, otherKindRunning: false },
  workforce: { staff: 40, newHires: 4, wageArrears: false, socialInsuranceArrears: false },
};
