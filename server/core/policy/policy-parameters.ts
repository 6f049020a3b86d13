import type { ScoreMeasure } from '../bank-scorecard/score-measures.js';
import type { Bilingual } from '../bilingual.js';
import type { BorrowerCategory } from '../borrower-categories.js';
import type { BusinessDate } from '../business-date.js';
import type { ConsentBody } from '../compensation/consent-bodies.js';
import type { CompensationEvidenceKind } from '../compensation/evidence-kinds.js';
import type { WriteOffGround } from '../compensation/write-off-grounds.js';
import type { RegistryName } from '../registries/registries.js';
import type { AlertRuleName } from '../risk-alerts/alert-rules.js';
import type { Region } from './subsidy-policy.js';

/** Amounts are yuan as text with two places, rates are percent as text, everything else whole numbers. */
interface Amount {
  readonly yuan: string;
}
interface Months {
  readonly months: number;
}
interface Days {
  readonly days: number;
}
interface WorkingDays {
  readonly workingDays: number;
}
interface Requirement {
  readonly required: boolean;
}

export type SubsidyRegimeValue =
  | { readonly kind: 'lpr-minus'; readonly borrowerBelowPercent: string }
  | { readonly kind: 'share-of-rate'; readonly shareBasisPoints: number };

export type AgeRuleValue =
  | {
      readonly kind: 'fixed';
      readonly minimumAge: number;
      readonly maximumMan: number;
      readonly maximumWoman: number;
    }
  | { readonly kind: 'statutory-retirement'; readonly minimumAge: number };

export const OTHER_LOAN_KINDS = {
  student: { zh: '助学贷款', en: 'Student loan' },
  housing: { zh: '住房贷款', en: 'Housing loan' },
  car: { zh: '购车贷款', en: 'Car loan' },
  'poverty-relief': { zh: '脱贫人口小额信贷', en: 'Poverty relief loan' },
  consumer: { zh: '消费贷款(含信用卡)', en: 'Consumer loan or credit card' },
  business: { zh: '经营贷款', en: 'Business loan' },
  other: { zh: '其他贷款', en: 'Other loan' },
} as const satisfies Record<string, Bilingual>;

export type OtherLoanKind = keyof typeof OTHER_LOAN_KINDS;

type RateCeilings = Record<`rate-ceiling-${Region}`, { readonly basisPoints: number }>;

/** In how many working days an alert of each rule is to be dealt with. */
type AlertDeadlines = Record<`alert-${AlertRuleName}`, WorkingDays>;

/** What a measure of a bank's scorecard weighs, and at which rate it earns no marks and full ones. */
type ScoreScales = Record<
  `score-${ScoreMeasure}`,
  { readonly weight: number; readonly noneAtBasisPoints: number; readonly fullAtBasisPoints: number }
>;

/** Every parameter of the policy, with the shape of its value: JSON, as an official enters it and a table stores it. */
export interface PolicyParameterValues extends RateCeilings, AlertDeadlines, ScoreScales {
  'subsidy-regime': SubsidyRegimeValue;
  'subsidised-months-individual': Months;
  'subsidised-months-enterprise': Months;
  'closure-ends-subsidy': Requirement;
  'legal-representative-change-ends-subsidy': Requirement;

  'cap-individual': Amount;
  'cap-enterprise': Amount;
  /** A share of the partners' individual caps together, and an absolute total. */
  'cap-partnership': {
    readonly perPartnerYuan: string;
    readonly percentOfSum: number;
    readonly totalYuan: string;
  };
  'term-individual': Months;
  'term-partnership': Months;
  'term-enterprise': Months;
  extension: { readonly maximumCount: number; readonly maximumMonths: number };
  'max-loans': { readonly count: number };

  'supported-categories': { readonly categories: readonly BorrowerCategory[] };
  'age-rule': AgeRuleValue;
  'youth-age': { readonly maximumAge: number };
  /** How long ago the business of someone outside every supported group may have been registered. */
  'other-founder-registration': Months;
  'exempt-loans': { readonly kinds: readonly OtherLoanKind[] };
  'consumer-loan-limit': Amount;
  'local-registration': Requirement;
  'one-loan-kind': Requirement;
  'no-overdue-record': Requirement;
  'not-publicly-paid': Requirement;
  'partners-eligible': Requirement;
  /** For how many other loans a counter-guarantor may answer. */
  'counter-guarantor-loans': { readonly count: number };
  'counter-guarantor-record': Requirement;

  /** Percent of staff hired from supported groups; a large firm has more than `largeAboveStaff`. */
  'hiring-share': {
    readonly percent: number;
    readonly largePercent: number;
    readonly largeAboveStaff: number;
    readonly windowMonths: number;
    readonly contractMonths: number;
  };
  'no-arrears': Requirement;

  'clock-precheck': WorkingDays;
  'clock-eligibility': WorkingDays;
  'clock-credit': WorkingDays;
  'clock-guarantee': WorkingDays;
  'clock-disbursement': WorkingDays;
  'clock-correction': WorkingDays;
  'clock-reconsideration': WorkingDays;
  'clock-extension': WorkingDays;
  'clock-claim-verification': WorkingDays;
  'clock-claim-approval': WorkingDays;
  'clock-claim-funding': WorkingDays;
  'clock-claim-payment': WorkingDays;
  'clock-compensation-verification': WorkingDays;
  'clock-compensation-approval': WorkingDays;
  'clock-compensation-consent': WorkingDays;
  'clock-compensation-payment': WorkingDays;
  'clock-post-check': WorkingDays;
  /** Whoever stands in one of these registries is served within these days; a stage that is not named keeps its own clock. */
  'fast-lane': {
    readonly registries: readonly RegistryName[];
    readonly precheckDays: number;
    readonly eligibilityDays: number;
    readonly creditDays: number;
    readonly guaranteeDays: number;
    readonly disbursementDays: number;
  };
  /** How many borrowers linked to one another make a group, and by how much a staff may shrink. */
  'red-flag-thresholds': { readonly linkedBorrowers: number; readonly staffDropPercent: number };
  /** The registries whose entry stands for a paper. */
  'registry-evidence': { readonly registries: readonly RegistryName[] };
  'change-report': WorkingDays;
  'reconsideration-request': WorkingDays;
  'application-validity': Days;
  'approval-validity': Days;
  'proposal-validity': Days;
  /** For how many years after its end personal data are kept: of a loan, of an application without one; and rejected rows of files. */
  'personal-data-retention': {
    readonly loanYears: number;
    readonly applicationYears: number;
    readonly rejectedRowMonths: number;
  };

  'fund-share': { readonly basisPoints: number };
  'overdue-to-claim': Days;
  /** What a claim for compensation is proven by, and who consents to it beside the municipality. */
  'compensation-evidence': { readonly kinds: readonly CompensationEvidenceKind[] };
  /** Why a compensated debt may be given up; the months are for what was pursued without result. */
  'write-off-conditions': {
    readonly grounds: readonly WriteOffGround[];
    readonly longUnrecoveredMonths: number;
  };
  'compensation-consents-fund': { readonly bodies: readonly ConsentBody[] };
  'counter-guarantee-exemption': Amount;
  'fund-multiplier': { readonly times: number };
  'guarantor-limits': {
    readonly singleObligorBasisPoints: number;
    readonly relatedObligorsBasisPoints: number;
    readonly netAssetsTimes: number;
  };
  'stop-thresholds': { readonly overdueBasisPoints: number; readonly compensationBasisPoints: number };
  /** What may be compensated in a calendar year of that and what is outstanding, and how far a cap of an agreement may be used. */
  'stop-yearly-compensation': { readonly rateBasisPoints: number; readonly capBasisPoints: number };
  /** Days past due are compared with more-than; the share is that of non-performing debt of a non-retail borrower. */
  'risk-class': {
    readonly substandardAfterDays: number;
    readonly doubtfulAfterDays: number;
    readonly lossAfterDays: number;
    readonly extensionAtLeast: 'special-mention' | 'substandard';
    readonly nonRetailBasisPoints: number;
  };
  'alert-instalments-behind': WorkingDays & { readonly instalments: number };
  /** So many days before maturity, with at least this share of the principal still owed. */
  'alert-maturity-without-reserve': WorkingDays & Days & { readonly principalBasisPoints: number };
  /** A bank whose mean score over so many quarters is below this is renewed with a reason only. */
  'renewal-score': { readonly scoreBasisPoints: number; readonly quarters: number };
  /** When a demand falls due, how long instalments may last, and from how many overdue days on who is told. */
  'clawback-terms': {
    readonly paymentDays: number;
    readonly longestPlanMonths: number;
    readonly remindAfterDays: number;
    readonly escalateAfterDays: number;
    readonly reportAfterDays: number;
  };
  'cost-split': {
    readonly centralBasisPoints: number;
    readonly provinceBasisPoints: number;
    readonly cityBasisPoints: number;
    readonly districtBasisPoints: number;
  };
}

export type PolicyParameter = keyof PolicyParameterValues;

/** Where a rule comes from. The nearest to the borrower wins. */
export type Jurisdiction = 'national' | 'guangdong' | 'guangzhou';

/** What one parameter is from a day on, and which document says so. */
export interface PolicyVersion<P extends PolicyParameter = PolicyParameter> {
  /** Unique among all versions: parameter, jurisdiction and date. */
  readonly id: string;
  readonly parameter: P;
  readonly jurisdiction: Jurisdiction;
  readonly effectiveFrom: BusinessDate;
  readonly value: PolicyParameterValues[P];
  readonly document: string;
  /** The article, or the subject of the clause where no article number is known. */
  readonly article: string;
  /** False until someone has read it in the official text: shown as 待核实. */
  readonly verified: boolean;
  readonly note?: string;
}
