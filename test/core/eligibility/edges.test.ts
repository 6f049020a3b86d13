import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { evaluateEligibility } from '../../../server/core/eligibility/evaluate-eligibility.js';
import type { EligibilityFacts, PersonFacts } from '../../../server/core/eligibility/facts.js';
import type { Finding, RuleName } from '../../../server/core/eligibility/finding.js';
import { PolicyBook } from '../../../server/core/policy/policy-book.js';
import type { PolicyParameter, PolicyVersion } from '../../../server/core/policy/policy-parameters.js';
import { chen, factory } from './applicants.js';

const book = PolicyBook.published();

const day = parseBusinessDate;

describe('what is not said', () => {
  it('is asked for, rule by rule', () => {
    const cases: [RuleName, EligibilityFacts][] = [
      ['supported-category', { ...chen, person: {} }],
      ['supported-category', { ...chenAs({ category: 'other' }), business: { inCity: true } }],
      ['supported-category', { ...chen, evidence: [] }],
      ['local-registration', { ...chen, business: { registeredOn: day('2025-06-01') } }],
      ['local-registration', { ...chen, business: { inCity: true } }],
      ['local-registration', { ...chen, evidence: ['category-proof'] }],
      ['not-publicly-paid', { ...chen, person: {} }],
      ['hiring-share', without(factory, 'workforce')],
      ['hiring-share', { ...factory, evidence: [] }],
      ['no-arrears', { ...factory, workforce: { staff: 40, newHires: 4, wageArrears: false } }],
      ['no-arrears', without(factory, 'workforce')],
      ['max-loans', without(chen, 'record')],
      ['no-overdue-record', without(chen, 'record')],
      ['one-loan-kind', without(chen, 'record')],
      ['partners-eligible', { ...chen, applicantKind: 'partnership' }],
      [
        'partners-eligible',
        { ...chen, applicantKind: 'partnership', partners: { count: 2, eligible: 2, ages: [] } },
      ],
    ];
    for (const [rule, facts] of cases) expect(outcomeOf(facts, rule), rule).to.equal('needs-evidence');
  });
});

describe('what is said', () => {
  it('fails a rule where it must, at the very edge', () => {
    const cases: [RuleName, EligibilityFacts, Finding['outcome']][] = [
      ['not-publicly-paid', chenAs({ publiclyPaid: true }), 'fail'],
      ['not-publicly-paid', chenAs({ publiclyPaidInRegistry: true }), 'fail'],
      ['not-publicly-paid', chenAs({ publiclyPaidInRegistry: false }), 'pass'],
      [
        'local-registration',
        { ...chen, business: { registeredOn: day('2026-03-02'), inCity: true } },
        'pass',
      ],
      [
        'local-registration',
        { ...chen, business: { registeredOn: day('2026-03-03'), inCity: true } },
        'fail',
      ],
      [
        'local-registration',
        { ...chen, business: { registeredOn: day('2025-06-01'), inCity: false } },
        'fail',
      ],
      [
        'local-registration',
        {
          ...chen,
          business: { registeredOn: day('2025-06-01'), inCity: true, deregisteredOn: day('2026-03-02') },
        },
        'fail',
      ],
      [
        'local-registration',
        {
          ...chen,
          business: { registeredOn: day('2025-06-01'), inCity: true, deregisteredOn: day('2026-03-03') },
        },
        'pass',
      ],
      ['term-within-limit', { ...chen, termMonths: 37 }, 'fail'],
      ['term-within-limit', { ...factory, termMonths: 25 }, 'fail'],
      [
        'partners-eligible',
        { ...chen, applicantKind: 'partnership', partners: { count: 1, eligible: 1, ages: [] } },
        'fail',
      ],
      ['age', { ...chenAs({ birthDate: day('1969-07-01') }), appliedOn: day('2024-06-30') }, 'pass'],
      [
        'age',
        { ...chenAs({ birthDate: day('1966-07-01'), sex: 'male' }), appliedOn: day('2024-06-30') },
        'pass',
      ],
    ];
    for (const [rule, facts, outcome] of cases) expect(outcomeOf(facts, rule), rule).to.equal(outcome);
  });

  it('of a group that was not supported on the day is refused', () => {
    const only = withVersion('supported-categories', { categories: ['veteran'] });
    expect(find(chen, 'supported-category', only).outcome).to.equal('fail');
  });
});

describe('a rule that policy no longer requires', () => {
  it('is not judged', () => {
    const partnership: EligibilityFacts = {
      ...chen,
      applicantKind: 'partnership',
      partners: { count: 2, eligible: 2, ages: [{}] },
      counterGuarantors: { otherLoans: [0], everOverdue: true },
    };
    const required: [PolicyParameter, EligibilityFacts, RuleName[]][] = [
      ['local-registration', chen, ['local-registration']],
      ['not-publicly-paid', chen, ['not-publicly-paid']],
      ['no-overdue-record', chen, ['no-overdue-record']],
      ['one-loan-kind', chen, ['one-loan-kind']],
      ['no-arrears', factory, ['no-arrears']],
      ['counter-guarantor-record', partnership, ['counter-guarantor-record']],
      ['partners-eligible', partnership, ['partners-eligible', 'partners-age']],
    ];
    for (const [parameter, facts, rules] of required) {
      const judged = (of: PolicyBook) => evaluateEligibility(facts, of).findings.map(({ rule }) => rule);
      expect(judged(book), parameter).to.include.members(rules);
      expect(judged(withVersion(parameter, { required: false })), parameter).not.to.include.members(rules);
    }
  });
});

/** The book as if one parameter had another value since for ever. */
function withVersion(parameter: PolicyParameter, value: object): PolicyBook {
  const { document, article, verified } = book.versions[0] as PolicyVersion;
  const version = { document, article, verified, parameter, value, id: `${parameter}.tried` };
  return book.withVersions([
    { ...version, jurisdiction: 'guangzhou', effectiveFrom: day('2026-01-01') } as PolicyVersion,
  ]);
}

function without(facts: EligibilityFacts, name: keyof EligibilityFacts): EligibilityFacts {
  const { [name]: _, ...others } = facts;
  return others as EligibilityFacts;
}

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
