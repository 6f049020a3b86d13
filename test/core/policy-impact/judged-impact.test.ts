import { expect } from 'chai';
import { addDays, parseBusinessDate as day } from '../../../server/core/business-date.js';
import { countedHires } from '../../../server/core/policy-impact/counted-hires.js';
import { type AskedLoan } from '../../../server/core/policy-impact/facts-on-record.js';
import { ImpactPolicy } from '../../../server/core/policy-impact/impact-policy.js';
import { ImpactTally } from '../../../server/core/policy-impact/impact-tally.js';
import { AgainJudge } from '../../../server/core/policy-impact/judge-again.js';
import { measureImpact } from '../../../server/core/policy-impact/measure-impact.js';
import { parseRate } from '../../../server/core/rate.js';
import { subsidyQuarterOf } from '../../../server/core/subsidy-quarter.js';
import { BOOK, ALONE, FIRM, bookWith, judged, having, had } from './asked-loans.js';

const SHARE = {
  percent: 20,
  largePercent: 5,
  largeAboveStaff: 100,
  windowMonths: 12,
  contractMonths: 12,
};
const hired = (newHires: number): AskedLoan => having(FIRM, { 'hiring-share': { staff: 20, newHires } });

describe('A share of hires judged again', () => {
  it('leaves who had too few under the policy in force as well', () => {
    expect(judged(hired(0), 'hiring-share', SHARE)).to.equal('admitted');
  });

  it('is judged by the number alone where no share was asked for before', () => {
    const early = { ...hired(3), appliedOn: day('1999-01-04') };
    const drafted = bookWith('hiring-share', SHARE, BOOK, day('1998-01-01'));
    expect(new AgainJudge('hiring-share', BOOK, drafted).of(early)).to.equal('refused');
    const enough = { ...hired(4), appliedOn: day('1999-01-04') };
    expect(new AgainJudge('hiring-share', BOOK, drafted).of(enough)).to.equal('admitted');
  });

  it('takes for doubtful, where contracts have to be longer, of whom no roster knows', () => {
    const hires = [{ insuredFrom: null, insuredUntil: null }];
    const record = { appliedOn: ALONE.appliedOn, newHires: 1, hires };
    expect(countedHires(record, SHARE, { ...SHARE, contractMonths: 24 })).to.deep.equal({
      fewest: 0,
      most: 1,
    });
    expect(countedHires(record, SHARE, SHARE)).to.deep.equal({ fewest: 1, most: 1 });
  });
});

describe('The impact of a draft that is judged by findings', () => {
  const facts = {
    principal: ALONE.principal,
    annualRate: parseRate('3.10'),
    dayCountBasis: 360,
    disbursedOn: addDays(ALONE.appliedOn, 20),
    maturesOn: day('2027-03-21'),
    principalChanges: [],
    rateChanges: [],
    excludedPeriods: [],
  } as const;
  const group = { districtOrganisationId: 5, borrowerKind: 'individual', borrowerCategory: null } as const;

  /** What comes of a loan when the draft allows one loan a person. */
  const measured = (asked?: AskedLoan, withoutGuarantee: readonly number[] = []) => {
    const drafted = bookWith('max-loans', { count: 1 });
    const tally = new ImpactTally(1);
    const comparison = {
      quarters: [subsidyQuarterOf(day('2025-04-01'))],
      inForce: new ImpactPolicy(BOOK, 'eastern'),
      drafted: new ImpactPolicy(drafted, 'eastern'),
      changesAdmission: true,
      judge: new AgainJudge('max-loans', BOOK, drafted),
      withoutGuarantee: new Set(withoutGuarantee),
    };
    measureImpact({ id: 1, ...group, admission: null, facts, ...(asked && { asked }) }, comparison, tally);
    return tally.state();
  };

  it('counts who would be refused, who cannot be judged, and who never was asked', () => {
    const refused = measured(had(1));
    expect(refused).to.include({ refused: 1, unjudged: 0 });
    expect(refused.groups[0]?.drafted).to.deep.equal([0]);
    const admitted = measured(had(0));
    expect(admitted).to.include({ refused: 0, unjudged: 0 });
    for (const unknown of [measured(ALONE), measured()]) {
      expect(unknown).to.include({ refused: 0, unjudged: 1 });
      expect(unknown.groups[0]?.drafted).to.deep.equal(unknown.groups[0]?.inForce);
    }
  });

  it('counts as refused whose guarantee nobody would have given, whatever the rules say', () => {
    expect(measured(had(0), [1])).to.include({ refused: 1, unjudged: 0 });
    expect(measured(had(0), [2])).to.include({ refused: 0, unjudged: 0 });
  });

  it('goes on from a tally of before it was counted', () => {
    const { unjudged, ...before } = measured(ALONE);
    expect(unjudged).to.equal(1);
    expect(new ImpactTally(1, before).state().unjudged).to.equal(0);
    expect(new ImpactTally(1, { ...before, unjudged: 3 }).state().unjudged).to.equal(3);
  });
});
