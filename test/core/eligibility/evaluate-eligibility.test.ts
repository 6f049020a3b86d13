import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { evaluateEligibility } from '../../../server/core/eligibility/evaluate-eligibility.js';
import type { AgeFacts, EligibilityFacts, PersonFacts } from '../../../server/core/eligibility/facts.js';
import type { Finding, RuleName } from '../../../server/core/eligibility/finding.js';
import { DomainError } from '../../../server/core/errors.js';
import { parseYuan } from '../../../server/core/money.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import { chen, factory } from './applicants.js';

const book = PolicyBook.published();

const day = parseBusinessDate;

describe('a graduate who founds a business', () => {
  it('is eligible for 300,000 yuan over three years', () => {
    const result = evaluateEligibility(chen, book);
    expect(result).to.include({ outcome: 'pass', capFen: 30_000_000, maxTermMonths: 36 });
    expect(result.findings.map((each) => each.rule)).to.deep.equal([
      'supported-category',
      'age',
      'not-publicly-paid',
      'local-registration',
      'other-loans',
      'max-loans',
      'no-overdue-record',
      'one-loan-kind',
      'amount-within-cap',
      'term-within-limit',
    ]);
  });

  it('sees of every rule the document, the clause, whether it is verified, and a reason in both languages', () => {
    expect(find(chen, 'amount-within-cap')).to.deep.equal({
      rule: 'amount-within-cap',
      outcome: 'pass',
      facts: { amountFen: 30_000_000, capFen: 30_000_000 },
      parameter: 'cap-individual',
      parameterValue: { yuan: '300000.00' },
      policyId: 'cap-individual.national.2023-10-01',
      document: '财金〔2023〕75号',
      article: '个人贷款额度',
      verified: true,
      reason: { zh: '申请30万元,未超过30万元。', en: '300,000 yuan is within the cap of 300,000 yuan.' },
    });
    for (const { reason, document, article } of evaluateEligibility(chen, book).findings)
      for (const text of [reason.zh, reason.en, document, article]) expect(text).not.to.be.empty;
  });

  it('is asked for the papers that are missing, by name', () => {
    const { outcome } = evaluateEligibility({ ...chen, evidence: [] }, book);
    expect(outcome).to.equal('needs-evidence');
    expect(find({ ...chen, evidence: [] }, 'other-loans').reason).to.deep.equal({
      zh: '还不能判断,请补交:借款人征信报告、配偶征信报告。',
      en: 'This cannot be decided yet. Please provide: the applicant’s credit report, the spouse’s credit report.',
    });
  });

  it('needs no spouse’s report when single', () => {
    const single = chenAs({ married: false });
    expect(outcomeOf({ ...single, evidence: ['credit-report'] }, 'other-loans')).to.equal('pass');
  });

  it('is refused where one rule fails, whatever else is open', () => {
    const asking = { ...chen, evidence: [], amountFen: parseYuan('300000.01') };
    expect(evaluateEligibility(asking, book).outcome).to.equal('fail');
    expect(find(asking, 'amount-within-cap').reason.zh).to.equal(
      '申请300000.01元,超过30万元的上限。请将金额调整到上限以内。',
    );
  });

  it('knows nothing, and every question stays open', () => {
    const { appliedOn, amountFen, termMonths } = chen;
    const unknown = { applicantKind: 'individual', appliedOn, amountFen, termMonths, evidence: [] } as const;
    const { outcome, findings } = evaluateEligibility(unknown, book);
    expect(outcome).to.equal('needs-evidence');
    expect(findings.filter((each) => each.outcome === 'fail')).to.deep.equal([]);
  });

  it('goes by the policy of the day of the application', () => {
    const earlier = {
      ...chen,
      appliedOn: day('2023-09-28'),
      business: { registeredOn: day('2023-01-01'), inCity: true },
    };
    expect(evaluateEligibility(earlier, book)).to.include({ outcome: 'fail', capFen: 20_000_000 });
    expect(() => evaluateEligibility({ ...chen, appliedOn: day('2015-01-01') }, book)).to.throw(DomainError);
  });
});

describe('the supported group', () => {
  it('of other founders is open to young businesses only', () => {
    const other = chenAs({ category: 'other' });
    const registered = (on: string) => ({ ...other, business: { registeredOn: day(on), inCity: true } });
    expect(outcomeOf(registered('2023-03-02'), 'supported-category')).to.equal('pass');
    expect(outcomeOf(registered('2023-03-01'), 'supported-category')).to.equal('fail');
  });

  it('of Hong Kong, Macao and Taiwan youth ends after the 45th year', () => {
    const category = 'hong-kong-macao-taiwan-youth';
    expect(outcomeOf(chenAs({ category, birthDate: day('1980-03-03') }), 'youth-age')).to.equal('pass');
    expect(outcomeOf(chenAs({ category, birthDate: day('1980-03-02') }), 'youth-age')).to.equal('fail');
    expect(() => find(chen, 'youth-age')).to.throw();
  });
});

describe('the age', () => {
  const cases: [string, PersonFacts, Finding['outcome'], boolean][] = [
    ['a man of 30', { birthDate: day('1996-01-01'), sex: 'male' }, 'pass', false],
    ['a boy the day before he is 18', { birthDate: day('2008-03-03'), sex: 'male' }, 'fail', false],
    ['a man who retires within the term', { birthDate: day('1966-09-15'), sex: 'male' }, 'pass', true],
    ['a man past the gradual age', { birthDate: day('1965-01-15'), sex: 'male' }, 'fail', false],
    [
      'a woman of 53 with no stated class',
      { birthDate: day('1972-06-15'), sex: 'female' },
      'needs-evidence',
      false,
    ],
    [
      'the same woman as a manager',
      { birthDate: day('1972-06-15'), sex: 'female', workerClass: 'female-55' },
      'pass',
      true,
    ],
    [
      'the same woman as a worker',
      { birthDate: day('1972-06-15'), sex: 'female', workerClass: 'female-50' },
      'fail',
      false,
    ],
    ['a woman of 60 of any class', { birthDate: day('1965-06-15'), sex: 'female' }, 'fail', false],
    ['a woman of 40 with no stated class', { birthDate: day('1986-06-15'), sex: 'female' }, 'pass', false],
  ];
  for (const [who, person, outcome, warned] of cases) {
    it(`of ${who}: ${outcome}${warned ? ', with a warning' : ''}`, () => {
      const found = find(chenAs(person), 'age');
      expect(found.outcome).to.equal(outcome);
      expect(found.warning !== undefined).to.equal(warned);
    });
  }

  it('before 2025 was a fixed 60 and 55', () => {
    const appliedOn = day('2024-06-30');
    expect(outcomeOf({ ...chenAs({ birthDate: day('1968-07-01') }), appliedOn }, 'age')).to.equal('pass');
    expect(outcomeOf({ ...chenAs({ birthDate: day('1968-06-30') }), appliedOn }, 'age')).to.equal('fail');
  });
});

describe('other loans', () => {
  const cases: [string, EligibilityFacts['otherLoans'], Finding['outcome']][] = [
    [
      'a mortgage and a car',
      [owed('applicant', 'housing', '900000.00'), owed('spouse', 'car', '80000.00')],
      'pass',
    ],
    ['consumer loans of exactly 200,000', [owed('applicant', 'consumer', '200000.00')], 'pass'],
    [
      'consumer loans of both above it',
      [owed('applicant', 'consumer', '150000.00'), owed('spouse', 'consumer', '50000.01')],
      'fail',
    ],
    ['a business loan of the spouse', [owed('spouse', 'business', '1.00')], 'fail'],
    ['a business loan repaid', [owed('spouse', 'business', '0.00')], 'pass'],
  ];
  for (const [what, otherLoans, outcome] of cases) {
    it(`${outcome === 'pass' ? 'allow' : 'do not allow'} ${what}`, () => {
      expect(outcomeOf({ ...chen, otherLoans }, 'other-loans')).to.equal(outcome);
    });
  }
});

describe('the record of earlier loans', () => {
  const record = { count: 0, everOverdue: false, otherKindRunning: false };
  const cases: [EligibilityFacts['record'], RuleName, Finding['outcome']][] = [
    [{ ...record, count: 2 }, 'max-loans', 'pass'],
    [{ ...record, count: 3 }, 'max-loans', 'fail'],
    [{ ...record, everOverdue: true }, 'no-overdue-record', 'fail'],
    [{ ...record, otherKindRunning: true }, 'one-loan-kind', 'fail'],
  ];
  for (const [known, rule, outcome] of cases) {
    it(`${rule}: ${outcome} with ${JSON.stringify(known)}`, () => {
      expect(outcomeOf({ ...chen, record: known }, rule)).to.equal(outcome);
    });
  }
});

describe('an enterprise', () => {
  it('is eligible for 4,000,000 yuan over two years', () => {
    const result = evaluateEligibility(factory, book);
    expect(result).to.include({ outcome: 'pass', capFen: 400_000_000, maxTermMonths: 24 });
    expect(result.findings.map((each) => each.rule)).not.to.include('age');
  });

  const shares: [number, number, Finding['outcome']][] = [
    [40, 3, 'fail'],
    [41, 4, 'fail'],
    [41, 5, 'pass'],
    [100, 10, 'pass'],
    [100, 9, 'fail'],
    [101, 6, 'pass'],
    [101, 5, 'fail'],
    [0, 0, 'fail'],
  ];
  for (const [staff, newHires, outcome] of shares) {
    it(`with ${newHires} new hires among ${staff}: ${outcome}`, () => {
      expect(
        outcomeOf({ ...factory, workforce: { ...factory.workforce, staff, newHires } }, 'hiring-share'),
      ).to.equal(outcome);
    });
  }

  it('is told how many to hire', () => {
    const small = { ...factory, workforce: { staff: 41, newHires: 3 } };
    expect(find(small, 'hiring-share').reason.zh).to.include('再招用2人后可申请');
    expect(outcomeOf(small, 'no-arrears')).to.equal('needs-evidence');
  });

  it('is refused while it owes wages', () => {
    const owing = { staff: 40, newHires: 4, wageArrears: true, socialInsuranceArrears: false };
    expect(outcomeOf({ ...factory, workforce: owing }, 'no-arrears')).to.equal('fail');
  });
});

describe('a partnership', () => {
  const partnership: EligibilityFacts = {
    ...chen,
    applicantKind: 'partnership',
    amountFen: parseYuan('900000.00'),
    evidence: [...chen.evidence, 'partnership-agreement'],
    partners: { count: 3, eligible: 3, ages: [] },
  };

  it('of three may borrow three times as much', () => {
    expect(evaluateEligibility(partnership, book)).to.include({ outcome: 'pass', capFen: 90_000_000 });
  });

  it('stops at the total', () => {
    const many = { ...partnership, partners: { count: 12, eligible: 12, ages: [] } };
    expect(evaluateEligibility(many, book).capFen).to.equal(300_000_000);
  });

  it('needs every partner to qualify', () => {
    const record = { ...partnership, partners: { count: 3, eligible: 2, ages: [] } };
    expect(outcomeOf(record, 'partners-eligible')).to.equal('fail');
  });

  const withAges = (...ages: AgeFacts[]): EligibilityFacts => ({
    ...partnership,
    partners: { count: ages.length + 1, eligible: ages.length + 1, ages },
  });
  const adult: AgeFacts = { birthDate: day('1990-01-01'), sex: 'male' };

  it('needs every partner to be of working age, and says which is not', () => {
    expect(outcomeOf(withAges(adult, adult), 'partners-age')).to.equal('pass');
    const minor = { birthDate: day('2009-03-03'), sex: 'male' } as const;
    const retired = { birthDate: day('1950-01-01'), sex: 'male' } as const;
    expect(find(withAges(minor, adult, retired), 'partners-age')).to.deep.include({
      outcome: 'fail',
      reason: {
        zh: '第1, 3位合伙人在申请日不符合年龄要求。请调整合伙人,或以个人名义申请。',
        en: 'Partner 1, 3 was not within the age on the day of the application. Change the partners, or apply as an individual.',
      },
    });
  });

  it('asks what the age of a partner follows from', () => {
    expect(outcomeOf(withAges(adult, { sex: 'female' }), 'partners-age')).to.equal('needs-evidence');
    const inQuestion = { birthDate: day('1973-06-01'), sex: 'female' } as const;
    expect(outcomeOf(withAges(inQuestion), 'partners-age')).to.equal('needs-evidence');
    expect(outcomeOf(withAges({ ...inQuestion, workerClass: 'female-55' }), 'partners-age')).to.equal('pass');
  });
});

function find(facts: EligibilityFacts, rule: RuleName, policy = book): Finding {
  const found = evaluateEligibility(facts, policy).findings.find((each) => each.rule === rule);
  if (!found) throw new Error(`no finding of ${rule}`);
  return found;
}

function chenAs(person: PersonFacts): EligibilityFacts {
  return { ...chen, person: { ...chen.person, ...person } };
}

function outcomeOf(facts: EligibilityFacts, rule: RuleName): Finding['outcome'] {
  return find(facts, rule).outcome;
}

function owed(
  holder: 'applicant' | 'spouse',
  kind: 'housing' | 'car' | 'consumer' | 'business',
  yuan: string,
) {
  return { holder, kind, balanceFen: parseYuan(yuan) };
}
