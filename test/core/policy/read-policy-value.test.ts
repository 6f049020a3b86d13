import { expect } from 'chai';
import { DomainError } from '../../../server/core/errors.js';
import type { PolicyParameter } from '../../../server/core/policy/policy-parameters.js';
import { POLICY_FORMS } from '../../../server/core/policy/policy-forms.js';
import {
  fieldsOfValue,
  isPolicyParameter,
  readPolicyValue,
} from '../../../server/core/policy/read-policy-value.js';
import { PUBLISHED_VERSIONS } from '../../../server/core/policy/versions/published-versions.js';

describe('the value of a policy parameter', () => {
  it('as it ships has the form that officials enter', () => {
    for (const { parameter, value } of PUBLISHED_VERSIONS)
      expect(readPolicyValue(parameter, JSON.parse(JSON.stringify(value)))).to.deep.equal(value);
  });

  const refused: [PolicyParameter, unknown, string[]][] = [
    ['cap-individual', { yuan: 300000 }, ['value.yuan']],
    ['cap-individual', { yuan: '300000' }, ['value.yuan']],
    ['cap-individual', { yuan: '300000.00', note: 'x' }, ['value.note']],
    ['cap-individual', null, ['value']],
    ['cap-individual', [], ['value']],
    ['term-enterprise', { months: 24.5 }, ['value.months']],
    ['subsidy-regime', { kind: 'share-of-rate' }, ['value.shareBasisPoints']],
    ['subsidy-regime', { kind: 'lpr-minus', borrowerBelowPercent: '1.5' }, ['value.borrowerBelowPercent']],
    ['exempt-loans', { kinds: ['student', 'yacht'] }, ['value.kinds']],
    ['no-arrears', { required: 'yes' }, ['value.required']],
    [
      'cost-split',
      { centralBasisPoints: 5000, provinceBasisPoints: 2500, cityBasisPoints: 2400, districtBasisPoints: 0 },
      ['value'],
    ],
  ];
  for (const [parameter, value, fields] of refused) {
    it(`is refused for ${parameter} as ${JSON.stringify(value)}, naming ${fields.join(', ')}`, () => {
      try {
        readPolicyValue(parameter, value);
        expect.fail('it was read');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        expect(error.code).to.equal('malformed');
        expect(error.fields.map((each) => each.field)).to.deep.equal(fields);
      }
    });
  }

  it('that says of no form which it has is shown in the fields of the first', () => {
    const [first, second] = POLICY_FORMS['subsidy-regime'].variants;
    expect(fieldsOfValue('subsidy-regime', { kind: 'unheard-of' })).to.equal(first);
    expect(fieldsOfValue('subsidy-regime', 'none')).to.equal(first);
    expect(fieldsOfValue('subsidy-regime', { kind: 'share-of-rate' })).to.equal(second);
  });

  it('belongs to a known parameter', () => {
    expect(isPolicyParameter('cap-individual')).to.be.true;
    expect(isPolicyParameter('constructor')).to.be.false;
  });
});
