import type { AlertRuleName } from '../../risk-alerts/alert-rules.js';
import type { PolicyParameterValues, PolicyVersion } from '../policy-parameters.js';
import { policyVersion } from './policy-version.js';

/** Thresholds and deadlines of early warning. No document gives figures: these are cautious ones, to be confirmed. */
export const ALERT_VERSIONS: readonly PolicyVersion[] = [
  alertVersion('missed-payment', { workingDays: 5 }),
  alertVersion('first-payment-default', { workingDays: 3 }),
  alertVersion('instalments-behind', { workingDays: 5, instalments: 2 }),
  alertVersion('maturity-without-reserve', { workingDays: 10, days: 30, principalBasisPoints: 5_000 }),
  alertVersion('legal-representative-changed', { workingDays: 5 }),
  alertVersion('business-closed', { workingDays: 5 }),
  alertVersion('retirement-within-term', { workingDays: 20 }),
  alertVersion('related-person-overdue', { workingDays: 5 }),
  alertVersion('phone-shared', { workingDays: 10 }),
  alertVersion('address-shared', { workingDays: 10 }),
  alertVersion('account-shared', { workingDays: 10 }),
  alertVersion('business-deregistered', { workingDays: 5 }),
  alertVersion('hiring-share-lost', { workingDays: 20 }),
];

function alertVersion<Rule extends AlertRuleName>(
  rule: Rule,
  value: PolicyParameterValues[`alert-${Rule}`],
): PolicyVersion {
  return policyVersion({
    parameter: `alert-${rule}`,
    jurisdiction: 'guangzhou',
    effectiveFrom: '2020-04-16',
    value,
    document: '系统设定',
    article: '风险预警',
    verified: false,
    note: '未见规定',
  });
}
