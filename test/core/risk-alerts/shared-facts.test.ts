import { expect } from 'chai';
import { RED_FLAG_RULES, type RedFlagRuleName } from '../../../server/core/red-flags/red-flag-rules.js';
import { ALERT_RULES, type AlertRuleName } from '../../../server/core/risk-alerts/alert-rules.js';
import { alertsBeside, alertsSettledBy, flagsBeside } from '../../../server/core/risk-alerts/shared-facts.js';

const ALERTS = Object.keys(ALERT_RULES) as AlertRuleName[];
const FLAGS = Object.keys(RED_FLAG_RULES) as RedFlagRuleName[];

describe('An alert and a red flag of one fact', () => {
  it('name each other, and nothing names what does not name it', () => {
    for (const alert of ALERTS)
      for (const flag of FLAGS)
        expect(alertsBeside(flag).includes(alert), `${alert} and ${flag}`).to.equal(
          flagsBeside(alert).includes(flag),
        );
  });

  it('are settled together only where both ask who stands behind the loan', () => {
    expect(alertsSettledBy('shared-phone')).to.deep.equal(['phone-shared']);
    expect(alertsSettledBy('shared-address')).to.deep.equal(['address-shared']);
    expect(alertsSettledBy('shared-account')).to.deep.equal(['account-shared']);
    const settling = FLAGS.filter((flag) => alertsSettledBy(flag).length > 0);
    expect(settling).to.have.members(['shared-phone', 'shared-address', 'shared-account']);
  });

  it('of an end of the business stand side by side, and each is concluded for itself', () => {
    expect(alertsBeside('subsidy-after-end')).to.have.members([
      'business-closed',
      'legal-representative-changed',
    ]);
    expect(alertsSettledBy('subsidy-after-end')).to.be.empty;
    expect(flagsBeside('hiring-share-lost')).to.deep.equal([
      'hire-not-insured',
      'hire-left-early',
      'staff-shrank',
    ]);
  });

  it('are a few: a missed payment has no flag beside it', () => {
    expect(flagsBeside('missed-payment')).to.be.empty;
  });
});
