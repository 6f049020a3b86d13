import { expect } from 'chai';
import { POLICY_FORMS } from '../../server/core/policy/policy-forms.js';
import {
  policyChoiceWord,
  policyFieldWord,
  policyValueWords,
} from '../../server/core/policy/policy-value-words.js';
import {
  policyValueFields,
  policyValueForm,
  policyValueOf,
} from '../../routes/portal/desk/policy-value-form.js';
import { isPolicyParameter, readPolicyValue } from '../../server/core/policy/read-policy-value.js';
import { PUBLISHED_VERSIONS } from '../../server/core/policy/versions/published-versions.js';

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What is chosen has no order. */
const inOrder = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      Array.isArray(each) ? each.map(String).toSorted(byText) : (each as unknown),
    ]),
  );

describe('The value of a policy parameter in words', () => {
  it('names every field of every form, and everything that can be chosen', () => {
    for (const [parameter, { variants }] of Object.entries(POLICY_FORMS))
      for (const [name, field] of variants.flatMap((fields) => Object.entries(fields))) {
        expect(policyFieldWord(name).zh, `${parameter}.${name}`).to.not.equal(name);
        const codes = field.kind === 'choices' ? field.of : field.kind === 'exactly' ? [field.text] : [];
        for (const code of codes)
          expect(policyChoiceWord(name, code).zh, `${parameter}.${name}: ${code}`).to.not.equal(code);
      }
  });

  it('reads as people say it', () => {
    expect(policyValueWords('cap-individual', { yuan: '300000.00' }).zh).to.equal('30万元');
    expect(policyValueWords('subsidy-regime', { kind: 'share-of-rate', shareBasisPoints: 5000 }).zh).to.equal(
      '按实际利率的比例；贴息占实际利率（万分之）：5000',
    );
    expect(policyValueWords('exempt-loans', { kinds: ['student', 'car'] }).zh).to.equal('助学贷款、购车贷款');
  });

  it('says yes or no, and shows as it is what nobody gave a word', () => {
    expect(policyValueWords('no-arrears', { required: true }).zh).to.equal('是');
    expect(policyValueWords('no-arrears', { required: false }).en).to.equal('No');
    expect(policyFieldWord('unheard-of')).to.deep.equal({ zh: 'unheard-of', en: 'unheard-of' });
    for (const field of ['kinds', 'unheard-of'])
      expect(policyChoiceWord(field, 'yacht')).to.deep.equal({ zh: 'yacht', en: 'yacht' });
  });

  it('comes back unchanged from the form that shows it, for every version that ships', () => {
    for (const { id, parameter, value } of PUBLISHED_VERSIONS) {
      const form = policyValueForm(value as unknown as Record<string, unknown>);
      const names = policyValueFields(parameter).map(({ name }) => name);
      expect(names, id).to.include.members(Object.keys(form));
      expect(inOrder(readPolicyValue(parameter, policyValueOf(parameter, form))), id).to.deep.equal(
        inOrder(value),
      );
    }
  });

  it('of a rule with several forms leaves out what only another form has', () => {
    const form = {
      'value.kind': 'share-of-rate',
      'value.shareBasisPoints': '4000',
      'value.borrowerBelowPercent': '1.50',
    };
    expect(policyValueOf('subsidy-regime', form)).to.deep.equal({
      kind: 'share-of-rate',
      shareBasisPoints: 4000,
    });
    expect(isPolicyParameter('subsidy-regime')).to.equal(true);
  });
});
