import { expect } from 'chai';
import { parseBusinessDate as day } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import type { PolicyParameter } from '../../../server/core/policy/policy-parameters.js';
import {
  factsOnRecord,
  type AskedLoan,
  type JudgedFacts,
} from '../../../server/core/policy-impact/facts-on-record.js';
import {
  AgainJudge,
  judgedByFindings,
  type JudgedAgain,
} from '../../../server/core/policy-impact/judge-again.js';
import {
  BOOK,
  ALONE,
  FIRM,
  PARTNERS,
  bookWith,
  waiving,
  judged,
  having,
  had,
  groups,
  since,
} from './asked-loans.js';

const firmOwing = (wageArrears: boolean, socialInsuranceArrears: boolean) =>
  having(FIRM, {
    'hiring-share': { staff: 20, newHires: 3 },
    'no-arrears': { wageArrears, socialInsuranceArrears },
  });

const registered = (facts: JudgedFacts) => having(ALONE, { 'local-registration': facts });

const born = (facts: JudgedFacts) => having(ALONE, { age: { ...facts, appliedOn: '2024-03-01' } });

const answered = (otherLoans: number, everOverdue?: boolean) =>
  having(ALONE, {
    'counter-guarantor-loans': { otherLoans, maximum: 5 },
    ...(everOverdue !== undefined && { 'counter-guarantor-record': { everOverdue } }),
  });

describe('A loan judged again under a draft', () => {
  it('is refused where its applicant had more loans before than the draft allows', () => {
    expect(judged(had(1), 'max-loans', { count: 1 })).to.equal('refused');
    expect(judged(had(0), 'max-loans', { count: 1 })).to.equal('admitted');
  });

  it('of a portfolio is judged by the loans that were counted, and by nothing where nobody counted', () => {
    expect(judged({ ...ALONE, earlierLoans: 1 }, 'max-loans', { count: 1 })).to.equal('refused');
    expect(judged({ ...ALONE, earlierLoans: 0 }, 'max-loans', { count: 1 })).to.equal('admitted');
    expect(judged(ALONE, 'max-loans', { count: 1 })).to.equal('unknown');
  });

  it('is admitted where the draft holds only later, or says what no rule of admission speaks in', () => {
    const later = bookWith('max-loans', { count: 1 }, BOOK, day('2024-03-02'));
    const loan = had(9);
    expect(new AgainJudge('max-loans', BOOK, later).of(loan)).to.equal('admitted');
    expect(judged(loan, 'clock-precheck', { workingDays: 1 })).to.equal('admitted');
    expect(judgedByFindings('max-loans')).to.equal(true);
    expect(judgedByFindings('clock-precheck')).to.equal(false);
  });

  it('stays made where it would have failed under the policy in force as well', () => {
    expect(judged(had(50), 'max-loans', { count: 1 })).to.equal('admitted');
  });

  it('is refused by a requirement that the draft brings, for who does not meet it', () => {
    const required = { required: true };
    const cases: [PolicyParameter, AskedLoan, JudgedAgain][] = [
      ['no-overdue-record', having(ALONE, { 'no-overdue-record': { everOverdue: true } }), 'refused'],
      ['no-overdue-record', having(ALONE, { 'no-overdue-record': { everOverdue: false } }), 'admitted'],
      ['no-overdue-record', ALONE, 'unknown'],
      ['one-loan-kind', having(ALONE, { 'one-loan-kind': { otherKindRunning: true } }), 'refused'],
      ['one-loan-kind', having(ALONE, { 'one-loan-kind': { otherKindRunning: false } }), 'admitted'],
      ['one-loan-kind', ALONE, 'unknown'],
      ['not-publicly-paid', having(ALONE, { 'not-publicly-paid': { publiclyPaid: true } }), 'refused'],
      ['not-publicly-paid', having(ALONE, { 'not-publicly-paid': { publiclyPaid: false } }), 'admitted'],
      ['not-publicly-paid', ALONE, 'unknown'],
      ['no-arrears', FIRM, 'unknown'],
      ['no-arrears', ALONE, 'admitted'],
    ];
    for (const [parameter, loan, outcome] of cases) {
      const inForce = waiving(parameter);
      const told = judged(loan, parameter, required, inForce);
      expect(told, `${parameter} ${JSON.stringify(loan.findings)}`).to.equal(outcome);
    }
    expect(judged(ALONE, 'no-overdue-record', { required: false })).to.equal('admitted');
  });

  it('of a firm is refused where it owed wages or social insurance, or had hired too few', () => {
    const waived = waiving('no-arrears');
    expect(judged(firmOwing(true, false), 'no-arrears', { required: true }, waived)).to.equal('refused');
    expect(judged(firmOwing(false, true), 'no-arrears', { required: true }, waived)).to.equal('refused');
    expect(judged(firmOwing(false, false), 'no-arrears', { required: true }, waived)).to.equal('admitted');

    const share = {
      percent: 20,
      largePercent: 5,
      largeAboveStaff: 100,
      windowMonths: 12,
      contractMonths: 12,
    };
    expect(judged(firmOwing(false, false), 'hiring-share', share)).to.equal('refused');
    expect(judged(firmOwing(false, false), 'hiring-share', { ...share, percent: 15 })).to.equal('admitted');
    expect(judged(having(FIRM, { 'hiring-share': { staff: 20 } }), 'hiring-share', share)).to.equal(
      'unknown',
    );
  });

  it('of a firm counts its hires again where the draft looks back over fewer months or asks for longer contracts', () => {
    // Twenty staff, three hires; two of twenty are needed. FIRM applied on 2024-03-01.
    const share = { percent: 10, largePercent: 5, largeAboveStaff: 100, windowMonths: 6, contractMonths: 12 };
    const cases = [
      [since('2023-11-01', '2023-12-01', '2023-05-01'), 'admitted'],
      [since('2023-11-01', '2023-06-01', '2023-05-01'), 'refused'],
      // One is known to be in time, one too late; of the third no roster knows.
      [since('2023-11-01', '2023-06-01', null), 'unknown'],
      [since('2023-11-01', '2023-12-01', null), 'admitted'],
      [since(), 'unknown'],
    ] as const;
    for (const [loan, outcome] of cases)
      expect(judged(loan, 'hiring-share', share), JSON.stringify(loan.hires)).to.equal(outcome);
    const further = { ...share, percent: 20, windowMonths: 24 };
    expect(judged(since('2023-11-01'), 'hiring-share', further)).to.equal('unknown');
    expect(judged(since('2023-11-01'), 'hiring-share', { ...further, percent: 10 })).to.equal('admitted');
  });

  it('of a firm counts a hire as doubtful whose job ended before the contract that a draft asks for', () => {
    const left = { insuredFrom: day('2023-09-01'), insuredUntil: day('2024-10-01') };
    const stays = { insuredFrom: day('2023-09-01'), insuredUntil: null };
    const share = {
      percent: 10,
      largePercent: 5,
      largeAboveStaff: 100,
      windowMonths: 12,
      contractMonths: 24,
    };
    const firm = having(FIRM, { 'hiring-share': { staff: 20, newHires: 2 } });
    expect(judged({ ...firm, hires: [stays, stays] }, 'hiring-share', share)).to.equal('admitted');
    expect(judged({ ...firm, hires: [stays, left] }, 'hiring-share', share)).to.equal('unknown');
  });

  it('is refused where its business was registered elsewhere, too late or too long ago', () => {
    const waived = waiving('local-registration');
    const local = (facts: JudgedFacts) =>
      judged(registered(facts), 'local-registration', { required: true }, waived);
    expect(local({ registeredOn: '2024-02-01', inCity: true })).to.equal('admitted');
    expect(local({ registeredOn: '2024-02-01', inCity: false })).to.equal('refused');
    expect(local({ registeredOn: '2024-03-02', inCity: true })).to.equal('refused');
    expect(local({ registeredOn: '2024-02-01', inCity: true, deregisteredOn: '2024-03-01' })).to.equal(
      'refused',
    );
    expect(local({ registeredOn: '2024-02-01' })).to.equal('unknown');

    const other = {
      ...having(ALONE, { 'supported-category': { registeredOn: '2023-06-01' } }),
      borrowerCategory: 'other' as const,
    };
    expect(judged(other, 'other-founder-registration', { months: 8 })).to.equal('refused');
    expect(judged(other, 'other-founder-registration', { months: 9 })).to.equal('admitted');
  });

  it('is refused where the draft no longer supports the group of its borrower', () => {
    expect(judged(ALONE, 'supported-categories', groups(['other']))).to.equal('refused');
    expect(judged(ALONE, 'supported-categories', groups(['ex-service']))).to.equal('admitted');
    const unasked = { ...ALONE, borrowerCategory: null };
    expect(judged(unasked, 'supported-categories', groups(['ex-service']))).to.equal('unknown');
  });

  it('is refused by the ages of a draft, for men, women and young people from beyond the boundary', () => {
    const fixed = { kind: 'fixed', minimumAge: 18, maximumMan: 55, maximumWoman: 50 } as const;
    const byAge = (facts: JudgedFacts) => judged(born(facts), 'age-rule', fixed);
    expect(byAge({ birthDate: '1966-03-01', sex: 'male' })).to.equal('refused');
    expect(byAge({ birthDate: '1973-03-01', sex: 'female', workerClass: 'female-55' })).to.equal('refused');
    expect(byAge({ birthDate: '1974-03-01', sex: 'female', workerClass: 'female-50' })).to.equal('admitted');
    expect(byAge({ birthDate: '1990-03-01', sex: 'unknown', workerClass: 'unknown' })).to.equal('unknown');
    expect(byAge({ sex: 'male' })).to.equal('unknown');

    const youth = {
      ...having(ALONE, { 'youth-age': { birthDate: '1980-03-01', age: 44 } }),
      borrowerCategory: 'hong-kong-macao-taiwan-youth' as const,
    };
    expect(judged(youth, 'youth-age', { maximumAge: 43 })).to.equal('refused');
    expect(judged(youth, 'youth-age', { maximumAge: 44 })).to.equal('admitted');
  });

  it('is refused by a smaller limit of consumer loans, and unknown where a kind is exempt no longer', () => {
    const owing = having(ALONE, { 'other-loans': { consumerFen: 5_000_001 } });
    expect(judged(owing, 'consumer-loan-limit', { yuan: '50000.00' })).to.equal('refused');
    expect(judged(owing, 'consumer-loan-limit', { yuan: '50000.01' })).to.equal('admitted');
    expect(judged(ALONE, 'consumer-loan-limit', { yuan: '50000.00' })).to.equal('unknown');

    const { kinds } = BOOK.asOf('exempt-loans', ALONE.appliedOn).value;
    expect(judged(owing, 'exempt-loans', { kinds: [...kinds, 'business'] })).to.equal('admitted');
    expect(judged(owing, 'exempt-loans', { kinds: kinds.slice(1) })).to.equal('unknown');
  });

  it('before any exempt kind was named drops none', () => {
    const early = { ...having(ALONE, { 'other-loans': { consumerFen: 0 } }), appliedOn: day('1999-01-04') };
    const drafted = bookWith('exempt-loans', { kinds: ['student'] }, BOOK, day('1998-01-01'));
    expect(new AgainJudge('exempt-loans', BOOK, drafted).of(early)).to.equal('admitted');
    const limited = bookWith('consumer-loan-limit', { yuan: '1.00' }, drafted, day('1998-01-01'));
    expect(new AgainJudge('exempt-loans', limited, BOOK).of(early)).to.equal('admitted');
    const ruled = bookWith('consumer-loan-limit', { yuan: '1.00' }, BOOK, day('1998-01-01'));
    expect(new AgainJudge('exempt-loans', ruled, limited).of(early)).to.equal('admitted');
  });

  it('of partners is judged by how many they were, and how many of them qualified', () => {
    const cap = { perPartnerYuan: '300000.00', percentOfSum: 100, totalYuan: '400000.00' };
    const two = {
      ...having(PARTNERS, { 'partners-eligible': { partners: 2, eligiblePartners: 2 } }),
      principal: parseYuan('500000.00'),
    };
    expect(judged(two, 'cap-partnership', cap)).to.equal('refused');
    expect(judged(two, 'cap-partnership', { ...cap, totalYuan: '500000.00' })).to.equal('admitted');
    expect(judged({ ...PARTNERS, principal: two.principal }, 'cap-partnership', cap)).to.equal('unknown');
    expect(judged(two, 'term-partnership', { months: 35 })).to.equal('refused');

    const waived = waiving('partners-eligible');
    const one = having(PARTNERS, { 'partners-eligible': { partners: 3, eligiblePartners: 2 } });
    expect(judged(one, 'partners-eligible', { required: true }, waived)).to.equal('refused');
    expect(judged(two, 'partners-eligible', { required: true }, waived)).to.equal('admitted');
    const aged = { kind: 'fixed', minimumAge: 18, maximumMan: 55, maximumWoman: 50 } as const;
    expect(judged(two, 'age-rule', aged)).to.equal('unknown');
    const half = having(PARTNERS, { 'partners-eligible': { partners: 3 } });
    expect(factsOnRecord('partners-eligible', half).partners).to.equal(undefined);
  });

  it('is refused by what its counter-guarantors answered for', () => {
    const three = bookWith('counter-guarantor-loans', { count: 3 }, BOOK, day('2023-12-01'));
    const byOne = (loan: AskedLoan) => judged(loan, 'counter-guarantor-loans', { count: 1 }, three);
    expect(byOne(answered(2))).to.equal('refused');
    expect(byOne(answered(1))).to.equal('admitted');
    expect(byOne(ALONE)).to.equal('admitted');
    const waived = waiving('counter-guarantor-record');
    const record = (loan: AskedLoan) => judged(loan, 'counter-guarantor-record', { required: true }, waived);
    expect(record(answered(0, true))).to.equal('refused');
    expect(record(answered(0, false))).to.equal('admitted');
    expect(record(answered(0))).to.equal('admitted');
  });
});
