import type { RedFlagRuleName } from '../red-flags/red-flag-rules.js';
import type { AlertRuleName } from './alert-rules.js';

/** What an alert and red flags have in common: they tell of one fact of a loan. */
interface SharedFact {
  readonly flags: readonly RedFlagRuleName[];
  /** Whether they also ask the same, so that what comes of the flag settles the alert. */
  readonly sameQuestion: boolean;
}

/**
 * The rules of early warning whose facts the checks of the whole book find as well. An alert asks whether the loan will be repaid, a
 * flag whether the public money was due; of who shares a phone, an address or an account both ask who stands behind the loan.
 */
export const SHARED_FACTS: Readonly<Partial<Record<AlertRuleName, SharedFact>>> = {
  'phone-shared': { flags: ['shared-phone'], sameQuestion: true },
  'address-shared': { flags: ['shared-address'], sameQuestion: true },
  'account-shared': { flags: ['shared-account'], sameQuestion: true },
  'business-closed': { flags: ['subsidy-after-end'], sameQuestion: false },
  'legal-representative-changed': { flags: ['subsidy-after-end'], sameQuestion: false },
  'business-deregistered': {
    flags: ['deregistered-at-application', 'deregistered-during-loan'],
    sameQuestion: false,
  },
  'hiring-share-lost': {
    flags: ['hire-not-insured', 'hire-left-early', 'staff-shrank'],
    sameQuestion: false,
  },
  'related-person-overdue': { flags: ['guarantor-with-overdue'], sameQuestion: false },
  'retirement-within-term': { flags: ['retired-at-disbursement'], sameQuestion: false },
};

const ALERTS = Object.entries(SHARED_FACTS) as [AlertRuleName, SharedFact][];

/** The red flags that tell of the same fact as an alert of this rule. */
export const flagsBeside = (rule: AlertRuleName): readonly RedFlagRuleName[] =>
  SHARED_FACTS[rule]?.flags ?? [];

/** The alerts that tell of the same fact as a red flag of this rule. */
export const alertsBeside = (rule: RedFlagRuleName): readonly AlertRuleName[] =>
  ALERTS.filter(([, { flags }]) => flags.includes(rule)).map(([alert]) => alert);

/** Those of them that what comes of the flag settles. */
export const alertsSettledBy = (rule: RedFlagRuleName): readonly AlertRuleName[] =>
  alertsBeside(rule).filter((alert) => SHARED_FACTS[alert]?.sameQuestion === true);
