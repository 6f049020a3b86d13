import { POLICY_DRAFT_STATES } from '../../../../server/core/states/policy-draft-states.js';
import { inState } from '../conditions.js';
import { verdict, type WorkKind } from '../work-kind.js';

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
      columns: ['state', 'quarters', 'createdAt'],
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
