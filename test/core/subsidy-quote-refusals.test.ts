import { expect } from 'chai';
import { DomainError } from '../../server/core/errors.js';
import { quote, type QuoteStory } from './loan-story.js';

function refusal(changes: Partial<QuoteStory>): DomainError {
  try {
    quote(changes);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  return expect.fail('nothing was refused');
}

describe('a quote that is refused', () => {
  it('has no policy before 2021, whatever its rate', () => {
    const old = { disbursedOn: '2020-12-31', maturesOn: '2022-12-31' };
    expect(refusal(old).code).to.equal('no-policy-in-force');
    expect(refusal({ ...old, annualRatePercent: '9.00' }).code).to.equal('no-policy-in-force');
  });

  it('has an initial rate above the ceiling of its region', () => {
    expect(quote({ annualRatePercent: '3.95' }).rateAboveCeiling).to.equal(false);
    const refused = refusal({ annualRatePercent: '3.950001' });
    expect(refused.code).to.equal('rate-above-ceiling');
    expect(refused.details).to.deep.equal({ annualRatePercent: '3.950001', ceilingPercent: '3.95' });
    expect(quote({ annualRatePercent: '4.95', region: 'central-western' }).rateAboveCeiling).to.equal(false);
    expect(refusal({ annualRatePercent: '4.96', region: 'central-western' }).code).to.equal(
      'rate-above-ceiling',
    );
    expect(quote({ annualRatePercent: '5.95', region: 'formerly-poor' }).rateAboveCeiling).to.equal(false);
    expect(refusal({ annualRatePercent: '5.96', region: 'formerly-poor' }).code).to.equal(
      'rate-above-ceiling',
    );
  });

  it('is only flagged where the ceiling is not ours to enforce', () => {
    expect(quote({ annualRatePercent: '4.00' }, 'flag')).to.include({
      rateAboveCeiling: true,
      subsidisedDays: 92,
    });
  });

  it('is not refused for a later rate', () => {
    const risen = { rateChanges: [{ on: '2024-04-01', annualRatePercent: '4.50' }] };
    expect(quote(risen).rateAboveCeiling).to.equal(false);
  });

  const contradictions: readonly [field: string, changes: Partial<QuoteStory>][] = [
    ['periodUntil', { periodUntil: '2024-03-21' }],
    ['periodUntil', { periodUntil: '2024-03-20' }],
    ['maturesOn', { maturesOn: '2024-03-15' }],
    [
      'principalChanges.1.on',
      {
        principalChanges: [
          { on: '2024-04-01', principal: '1.00' },
          { on: '2024-04-01', principal: '1.00' },
        ],
      },
    ],
    [
      'rateChanges.2.on',
      {
        rateChanges: [
          { on: '2024-04-01', annualRatePercent: '3.00' },
          { on: '2024-05-01', annualRatePercent: '3.10' },
          { on: '2024-04-01', annualRatePercent: '3.20' },
        ],
      },
    ],
    [
      'excludedPeriods.0.until',
      { excludedPeriods: [{ from: '2024-04-01', until: '2024-04-01', reason: 'overdue' }] },
    ],
  ];
  for (const [field, changes] of contradictions) {
    it(`contradicts itself in ${field}: ${JSON.stringify(changes)}`, () => {
      const refused = refusal({ ...changes, disbursedOn: '2024-03-15' });
      expect(refused.code).to.equal('malformed');
      expect(refused.fields.map((problem) => problem.field)).to.deep.equal([field]);
    });
  }

  it('names a contradiction before anything of the policy', () => {
    const both = { disbursedOn: '2020-01-01', maturesOn: '2019-01-01' };
    expect(refusal(both).code).to.equal('malformed');
  });

  it('is not refused for a principal and a rate that change on one day', () => {
    const sameDay = {
      principalChanges: [{ on: '2024-04-01', principal: '50000.00' }],
      rateChanges: [{ on: '2024-04-01', annualRatePercent: '3.00' }],
    };
    expect(quote(sameDay).segments).to.have.length(2);
  });
});
