import { POLICY_FORMS } from '../../../server/core/policy/policy-forms.js';
import { isPolicyParameter } from '../../../server/core/policy/read-policy-value.js';
import { policyValueWords } from '../../../server/core/policy/policy-value-words.js';
import { effectOfParameter, POLICY_EFFECTS } from '../../../server/core/policy-impact/policy-effects.js';
import { findPolicyParameters } from '../../../server/policy/find-policy.js';
import { findDraft, findDrafts } from '../../../server/policy-studio/find-drafts.js';
import { findVersions } from '../../../server/policy-studio/find-versions.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentDraft, presentDraftDetail, presentVersion, presentVersionInForce } from './present.js';
import * as schemas from './schemas.js';

const listForms = guarded({
  method: 'get',
  path: '/api/v1/policy-forms',
  tag: 'policy-drafts',
  operationId: 'listPolicyForms',
  summary: 'Every policy parameter with the form that its value takes (政策参数表单)',
  permission: 'policy-draft.read',
  reply: { status: 200, schema: schemas.formsReply },
  errors: [],
  handle: async ({ language, system }) => {
    const today = findPolicyParameters(system, system.clock.today());
    const versions = new Map(today.map((version) => [version.parameter, version]));
    return {
      items: Object.keys(POLICY_FORMS)
        .filter(isPolicyParameter)
        .map((parameter) => {
          const { isMeasured, says } = POLICY_EFFECTS[effectOfParameter(parameter)];
          const version = versions.get(parameter);
          return {
            parameter,
            label: POLICY_FORMS[parameter].label[language],
            changesSubsidy: isMeasured,
            says: says[language],
            valueText: version ? policyValueWords(parameter, version.value)[language] : null,
            effectiveFrom: version?.effectiveFrom ?? null,
            inForce: version ? presentVersionInForce(version) : null,
            variants: POLICY_FORMS[parameter].variants,
          };
        }),
      nextCursor: null,
    };
  },
});

const listVersions = guarded<unknown, schemas.VersionsQuery>({
  method: 'get',
  path: '/api/v1/policy-versions',
  tag: 'policy-drafts',
  operationId: 'listPolicyVersions',
  summary:
    'Every version of a parameter in the order of their days, with its source and who released it (政策版本)',
  permission: 'policy-draft.read',
  query: schemas.versionsQuery,
  reply: { status: 200, schema: schemas.versionsReply },
  errors: [],
  handle: async ({ system }, { query }) => ({
    items: (await findVersions(system, query.parameter)).map(presentVersion),
    nextCursor: null,
  }),
});

const listDrafts = guarded<unknown, schemas.DraftsQuery>({
  method: 'get',
  path: '/api/v1/policy-drafts',
  tag: 'policy-drafts',
  operationId: 'listPolicyDrafts',
  summary: 'Drafts of policy, the newest first, whatever became of them (政策草案)',
  permission: 'policy-draft.read',
  query: schemas.draftsQuery,
  reply: { status: 200, schema: schemas.draftsReply },
  errors: [],
  handle: async (context, { query: { parameter, ...filter } }) => {
    const { items, nextCursor } = await findDrafts(context, { ...filter, subject: parameter });
    return { items: items.map((draft) => presentDraft(draft, context.language)), nextCursor };
  },
});

const readDraft = guarded<schemas.DraftParams>({
  method: 'get',
  path: '/api/v1/policy-drafts/:draftId',
  tag: 'policy-drafts',
  operationId: 'readPolicyDraft',
  summary: 'A draft beside the version in force, with what waits for a second person',
  permission: 'policy-draft.read',
  params: schemas.draftParams,
  reply: { status: 200, schema: schemas.draftReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentDraftDetail(await findDraft(context, Number(params.draftId)), context.language),
});

/** What there is, and what is drafted. */
export const DRAFT_READ_ENDPOINTS: readonly Endpoint[] = [listForms, listVersions, listDrafts, readDraft];
