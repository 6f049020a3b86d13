import { POLICY_DRAFT_STATES } from '../../../../server/core/states/policy-draft-states.js';
import { isPolicyParameter } from '../../../../server/core/policy/read-policy-value.js';
import { DomainError } from '../../../../server/core/errors.js';
import { inState } from '../conditions.js';
import { isShown, textAt, valueAt } from '../operations.js';
import { policyValueFields, policyValueForm, policyValueOf } from '../policy-value-form.js';
import { verdict, type OwnFields, type WorkKind } from '../work-kind.js';

const IMPACT_STATES = {
  queued: { zh: '排队中', en: 'Queued' },
  running: { zh: '测算中', en: 'Running' },
  done: { zh: '已完成', en: 'Done' },
  failed: { zh: '未能完成', en: 'Failed' },
};

/** The fields of a parameter's value. Fails: not-found. */
function valueFieldsOf(parameter: string): OwnFields {
  if (!isPolicyParameter(parameter)) throw new DomainError('not-found');
  return {
    fields: policyValueFields(parameter),
    bodyOf: (form) => ({ value: policyValueOf(parameter, form) }),
  };
}

export const POLICY_PARAMETERS: WorkKind = {
  code: 'policy-parameters',
  title: { zh: '政策参数', en: 'Policy parameters' },
  group: 'policy',
  list: 'listPolicyForms',
  parameter: 'parameter',
  rowId: 'parameter',
  isNamed: true,
  heading: 'label',
  columns: ['valueText', 'effectiveFrom', 'inForce.source.document', 'inForce.source.verified', 'says'],
  filters: [],
  about: {
    zh: '每项参数的现行取值和依据。起草新版本后先测算影响，再由另一人复核发布。',
    en: 'Every parameter with its value in force and its source. Draft a new version, see what it costs, and another person releases it.',
  },
  actions: [
    {
      code: 'draft',
      operation: 'draftPolicyParameter',
      title: { zh: '起草新版本', en: 'Draft a new version' },
      hint: {
        zh: '表中先填现行取值。施行日可早于今天，即有追溯效力。',
        en: 'The form begins with the value in force. A day before today makes it retroactive.',
      },
      binds: { parameter: 'parameter' },
      own: valueFieldsOf,
      begins: (record) => {
        const value = valueAt(record, 'inForce.value');
        return {
          jurisdiction: textAt(record, 'inForce.jurisdiction') || 'guangzhou',
          ...(isShown(value) && policyValueForm(value)),
        };
      },
      leadsTo: 'policy-drafts',
    },
  ],
};

export const POLICY_IMPACTS: WorkKind = {
  code: 'policy-impacts',
  title: { zh: '影响测算', en: 'What drafts would cost' },
  group: 'policy',
  list: 'listAllPolicyImpacts',
  read: 'readPolicyImpact',
  rowId: 'id',
  heading: 'draftLabel',
  columns: ['state', 'quarters', 'assumedFrom', 'asOf', 'loansSeen', 'createdAt'],
  filters: [],
  states: IMPACT_STATES,
  tones: { queued: 'warn', running: 'warn', done: 'good', failed: 'bad' },
};

export const POLICY_DRAFTS: WorkKind = {
  code: 'policy-drafts',
  title: { zh: '政策草案', en: 'Drafts of policy' },
  group: 'policy',
  list: 'listPolicyDrafts',
  read: 'readPolicyDraft',
  rowId: 'id',
  heading: 'label',
  columns: ['kind', 'subject', 'effectiveFrom', 'state', 'createdAt'],
  filters: ['state', 'kind'],
  states: POLICY_DRAFT_STATES.states,
  tones: { drafted: 'warn', proposed: 'warn', released: 'good', declined: 'bad', withdrawn: 'bad' },
  events: POLICY_DRAFT_STATES.events,
  subjectKind: 'policy-draft',
  about: {
    zh: '先测算影响，再提请发布；另一人批准后即刻对其后的计算生效，所有实例同步。',
    en: 'Compute what it costs, then propose its release; once another person agrees it holds for every later computation.',
  },
  links: [
    {
      title: { zh: '起草参数新版本', en: 'A new version of a parameter' },
      href: '/desk/policy-parameters',
      operation: 'draftPolicyParameter',
    },
  ],
  beginnings: [
    {
      code: 'loan-prime-rate',
      operation: 'draftLoanPrimeRate',
      title: { zh: '录入 LPR', en: 'A loan prime rate' },
    },
    {
      code: 'calendar-year',
      operation: 'draftCalendarYear',
      title: { zh: '录入节假日', en: 'Holidays of a year' },
    },
  ],
  related: [
    {
      operation: 'listPolicyImpacts',
      title: { zh: '影响测算', en: 'What it would cost' },
      columns: ['state', 'quarters', 'assumedFrom', 'createdAt'],
      rowId: 'id',
      rowKind: 'policy-impacts',
    },
  ],
  actions: [
    {
      code: 'impact',
      operation: 'requestPolicyImpact',
      title: { zh: '测算影响', en: 'Compute the impact' },
      isOpen: inState('drafted'),
    },
    {
      code: 'release-proposal',
      operation: 'proposePolicyRelease',
      title: { zh: '提请发布', en: 'Propose the release' },
      isOpen: inState('drafted'),
    },
    verdict(
      'release-decision',
      'decidePolicyRelease',
      { zh: '复核发布', en: 'Decide on the release' },
      'release-policy',
    ),
    {
      code: 'withdrawal',
      operation: 'withdrawPolicyDraft',
      title: { zh: '撤回', en: 'Withdraw' },
      isOpen: inState('drafted', 'proposed'),
      isGrave: true,
    },
  ],
};

export const BANK_SCORECARDS: WorkKind = {
  code: 'bank-scorecards',
  title: { zh: '经办银行绩效', en: 'Bank scorecards' },
  group: 'policy',
  papers: 'bank-scorecard',
  list: 'listBankScorecards',
  read: 'getBankScorecard',
  rowId: 'scorecardId',
  heading: 'quarter',
  columns: ['bankName', 'score', 'rank', 'rankedBanks', 'computedAt'],
  filters: ['quarter'],
  beginnings: [
    {
      code: 'computation',
      operation: 'computeBankScorecards',
      title: { zh: '计算季度绩效', en: 'Compute a quarter' },
    },
  ],
};
