import type { Bilingual } from '../bilingual.js';
import type { DraftContent } from '../policy/draft-content.js';
import type { PolicyParameter } from '../policy/policy-parameters.js';

/** What a draft does to the money, and what of that re-running the book can say. */
export const POLICY_EFFECTS = {
  earnings: {
    isMeasured: true,
    says: {
      zh: '改变每笔贷款应得的贴息:全部贷款按草案重算',
      en: 'Changes what each loan earns: every loan is computed again under the draft',
    },
  },
  admission: {
    isMeasured: true,
    says: {
      zh: '改变哪些贷款可以发放:按申请时的情况逐笔重新判断,不再符合的在草案一侧不贴息',
      en: 'Changes which loans are made: each is judged again by what was known at its application, and one that no longer fits earns nothing under the draft',
    },
  },
  'cost-split': {
    isMeasured: true,
    says: {
      zh: '不改变贴息总额,只改变各级财政的分担,见分级金额',
      en: 'Leaves the sum of subsidies as it is and changes which level pays, see the levels',
    },
  },
  'another-region': {
    isMeasured: true,
    says: {
      zh: '适用于其他地区:账上没有该地区的贷款,贴息不变',
      en: 'Holds for other regions: no loan in the book lies there, so that the subsidy stays as it is',
    },
  },
  extension: {
    isMeasured: false,
    says: {
      zh: '展期期间不贴息,改变展期的次数和期限不改变贴息支出',
      en: 'Extended days earn no subsidy, so that another length or number of extensions changes none',
    },
  },
  guarantee: {
    isMeasured: false,
    says: {
      zh: '改变反担保、代偿材料或同意程序,不改变贴息和代偿金额',
      en: 'Changes counter-guarantees, papers or consents, and neither subsidies nor what is compensated',
    },
  },
  'loss-share': {
    isMeasured: false,
    says: {
      zh: '不改变贴息,改变代偿由谁承担多少:所选季度已付的每笔代偿按草案重新分担。协议约定分担的,草案一侧假定协议随之改签;以担保生效日(无分担记录的以代偿截止日)的政策为准',
      en: 'Changes no subsidy but who bears how much of a loss: each compensation paid in the quarters is shared again under the draft. Agreements are taken to follow it; what counts is the policy on the day of the guarantee, or of the cut-off where no shares are on record',
    },
  },
  'claim-days': {
    isMeasured: false,
    says: {
      zh: '不改变贴息,改变何时可申请代偿:按每日核对的逾期记录,所选季度内逾期首次超过规定天数的担保贷款,按当日未还本金和分担比例计。未结清的逾期假定持续;今天以后的为推算',
      en: 'Changes no subsidy but when compensation can be claimed: by the record of the daily closes, guaranteed loans that were first overdue for longer than the days within the quarters, with the principal owed on that day and the shares of their guarantees. What is overdue now is taken to stay so; days after today are projected',
    },
  },
  'write-offs': {
    isMeasured: false,
    says: {
      zh: '不改变贴息,改变何时可以核销:已核销的按当日是否符合草案重新判断;其余已代偿未收回的,按追偿满规定月数之日计,以当日未收回额为准。今天以后的为推算,假定不再收回',
      en: 'Changes no subsidy but when a debt can be given up: each write-off that was made is judged again on its day, and every other compensated debt counts on the day on which it has been pursued for long enough, with what is left then. Days after today are projected, as if nothing more came back',
    },
  },
  capacity: {
    isMeasured: true,
    says: {
      zh: '改变还能新增多少担保:按所选季度逐月重放,月初比率达到标准的机构当月不新增,额度用尽后不新增;被拒的贷款在草案一侧不贴息。月内解除暂停、关联方合计不计入',
      en: 'Changes how much more can be guaranteed: the quarters are replayed month by month; who stands at a threshold at the beginning of a month gives no new guarantee in it, nor does a guarantor without room; a loan that is refused earns nothing under the draft. Releases within a month and related obligors are left out',
    },
  },
  procedure: {
    isMeasured: false,
    says: {
      zh: '只改变办理时限、材料、预警、排查或考核,不改变贴息支出',
      en: 'Changes clocks, papers, warnings, checks or marks only, and no subsidy',
    },
  },
} as const satisfies Record<string, { readonly isMeasured: boolean; readonly says: Bilingual }>;

export type PolicyEffect = keyof typeof POLICY_EFFECTS;

/** Clocks, warnings and marks come in families, none of which moves money. */
type OfFamily = PolicyParameter & `${'clock' | 'alert' | 'score'}-${string}`;

const EFFECTS: Readonly<Record<Exclude<PolicyParameter, OfFamily>, PolicyEffect>> = {
  'subsidy-regime': 'earnings',
  'subsidised-months-individual': 'earnings',
  'subsidised-months-enterprise': 'earnings',
  'closure-ends-subsidy': 'earnings',
  'legal-representative-change-ends-subsidy': 'earnings',
  'rate-ceiling-eastern': 'admission',
  'rate-ceiling-central-western': 'another-region',
  'rate-ceiling-formerly-poor': 'another-region',
  'cap-individual': 'admission',
  'cap-enterprise': 'admission',
  'cap-partnership': 'admission',
  'term-individual': 'admission',
  'term-enterprise': 'admission',
  'term-partnership': 'admission',
  'max-loans': 'admission',
  'supported-categories': 'admission',
  'age-rule': 'admission',
  'youth-age': 'admission',
  'other-founder-registration': 'admission',
  'exempt-loans': 'admission',
  'consumer-loan-limit': 'admission',
  'local-registration': 'admission',
  'one-loan-kind': 'admission',
  'no-overdue-record': 'admission',
  'not-publicly-paid': 'admission',
  'partners-eligible': 'admission',
  'counter-guarantor-loans': 'admission',
  'counter-guarantor-record': 'admission',
  'hiring-share': 'admission',
  'no-arrears': 'admission',
  'cost-split': 'cost-split',
  extension: 'extension',
  'fund-share': 'loss-share',
  'overdue-to-claim': 'claim-days',
  'compensation-evidence': 'guarantee',
  'compensation-consents-fund': 'guarantee',
  'write-off-conditions': 'write-offs',
  'counter-guarantee-exemption': 'guarantee',
  'fund-multiplier': 'capacity',
  'guarantor-limits': 'capacity',
  'stop-thresholds': 'capacity',
  'stop-yearly-compensation': 'capacity',
  'fast-lane': 'procedure',
  'red-flag-thresholds': 'procedure',
  'registry-evidence': 'procedure',
  'change-report': 'procedure',
  'reconsideration-request': 'procedure',
  'application-validity': 'procedure',
  'approval-validity': 'procedure',
  'proposal-validity': 'procedure',
  'personal-data-retention': 'procedure',
  'risk-class': 'procedure',
  'renewal-score': 'procedure',
  'clawback-terms': 'procedure',
};

const isOfFamily = (parameter: PolicyParameter): parameter is OfFamily => !Object.hasOwn(EFFECTS, parameter);

/** What another value of a parameter does to the money. */
export const effectOfParameter = (parameter: PolicyParameter): PolicyEffect =>
  isOfFamily(parameter) ? 'procedure' : EFFECTS[parameter];

/** The same of a whole draft: a loan prime rate moves regime and ceiling, holidays move clocks. */
export function effectOf(content: DraftContent): PolicyEffect {
  if (content.kind === 'parameter') return effectOfParameter(content.parameter);
  return content.kind === 'loan-prime-rate' ? 'earnings' : 'procedure';
}

/** Whether a draft changes which guarantees are given: past months are replayed for it. */
export const changesCapacity = (content: DraftContent): boolean => effectOf(content) === 'capacity';

/** What is done once more where a draft changes what guarantors pay or give up. */
export type LossMeasure = 'compensation' | 'claim' | 'write-off';

const LOSS_MEASURES: Readonly<Partial<Record<PolicyEffect, LossMeasure>>> = {
  'loss-share': 'compensation',
  'claim-days': 'claim',
  'write-offs': 'write-off',
};

/** What a draft is weighed on beside the subsidies; undefined where it changes nothing of losses. */
export const lossMeasureOf = (content: DraftContent): LossMeasure | undefined =>
  LOSS_MEASURES[effectOf(content)];

/** Whether a draft may leave out loans that were made: a prime rate moves the ceiling. */
export const changesAdmission = (content: DraftContent): boolean =>
  content.kind === 'loan-prime-rate' || effectOf(content) === 'admission';
