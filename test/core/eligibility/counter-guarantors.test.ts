import { expect } from 'chai';
import type { CounterGuarantorsFacts, EligibilityFacts } from '../../../server/core/eligibility/facts.js';
import {
  counterGuarantorLoans,
  counterGuarantorRecord,
} from '../../../server/core/eligibility/rules/counter-guarantors.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';

const book = PolicyBook.published();

const guaranteedBy = (counterGuarantors?: CounterGuarantorsFacts): EligibilityFacts => ({
  applicantKind: 'individual',
  appliedOn: parseBusinessDate('2026-03-02'),
  amountFen: parseYuan('300000.00'),
  termMonths: 36,
  evidence: [],
  counterGuarantors,
});

describe('a counter-guarantor', () => {
  it('answers for one loan at a time, by a rule that nobody has verified for Guangzhou', () => {
    const free = guaranteedBy({ otherLoans: [0, 0], everOverdue: false });
    expect(counterGuarantorLoans(free, book)).to.include({ outcome: 'pass', verified: false });
    const bound = guaranteedBy({ otherLoans: [0, 1], everOverdue: false });
    expect(counterGuarantorLoans(bound, book)).to.include({ outcome: 'fail' });
  });

  it('has answered for no loan that was overdue', () => {
    const clean = guaranteedBy({ otherLoans: [0], everOverdue: false });
    expect(counterGuarantorRecord(clean, book)).to.include({ outcome: 'pass' });
    const burnt = guaranteedBy({ otherLoans: [0], everOverdue: true });
    expect(counterGuarantorRecord(burnt, book)).to.include({ outcome: 'fail' });
  });

  it('is not asked about where there is none', () => {
    expect(counterGuarantorLoans(guaranteedBy(), book)).to.equal(undefined);
    expect(counterGuarantorRecord(guaranteedBy(), book)).to.equal(undefined);
  });
});
