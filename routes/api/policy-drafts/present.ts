import type { Context } from '../../../server/context.js';
import { POLICY_FORMS } from '../../../server/core/policy/policy-forms.js';
import type { PolicyVersion } from '../../../server/core/policy/policy-parameters.js';
import { isPolicyParameter } from '../../../server/core/policy/read-policy-value.js';
import { POLICY_DRAFT_STATES } from '../../../server/core/states/policy-draft-states.js';
import type { DraftDetail, DraftView } from '../../../server/policy-studio/find-drafts.js';
import type { VersionView } from '../../../server/policy-studio/find-versions.js';
import { presentSource } from '../policy/sources.js';

const OTHER_LABELS = {
  'loan-prime-rate': { zh: '贷款市场报价利率', en: 'Loan prime rate' },
  'calendar-year': { zh: '节假日安排', en: 'Holidays of a year' },
} as const;

type Language = Context['language'];
const idOrNull = (id: number | null): string | null => (id === null ? null : String(id));

/** What a draft is about: its parameter, the loan prime rate, or the holidays of a year. */
export function draftLabel(
  { kind, subject }: Pick<DraftView, 'kind' | 'subject'>,
  language: Language,
): string {
  if (kind !== 'parameter') return OTHER_LABELS[kind][language];
  return isPolicyParameter(subject) ? POLICY_FORMS[subject].label[language] : subject;
}

export const presentDraft = (draft: DraftView, language: Language) => ({
  id: String(draft.id),
  kind: draft.kind,
  subject: draft.subject,
  label: draftLabel(draft, language),
  effectiveFrom: draft.effectiveFrom,
  content: draft.content,
  contentHash: draft.contentHash,
  state: draft.state,
  stateLabel: POLICY_DRAFT_STATES.states[draft.state][language],
  reason: draft.reason,
  makerUserId: String(draft.makerUserId),
  checkerUserId: idOrNull(draft.checkerUserId),
  createdAt: draft.createdAt,
  closedAt: draft.closedAt,
});

export const presentVersionInForce = (version: PolicyVersion) => ({
  parameter: version.parameter,
  jurisdiction: version.jurisdiction,
  effectiveFrom: version.effectiveFrom,
  value: version.value,
  note: version.note ?? null,
  source: presentSource(version),
});

export const presentVersion = (version: VersionView) => ({
  ...presentVersionInForce(version),
  makerUserId: idOrNull(version.makerUserId),
  checkerUserId: idOrNull(version.checkerUserId),
});

export const presentDraftDetail = (draft: DraftDetail, language: Language) => ({
  ...presentDraft(draft, language),
  inForce: draft.inForce && presentVersionInForce(draft.inForce),
  takesEffect: draft.takesEffect,
  openProposal: draft.openProposal && {
    payload: draft.openProposal.payload,
    payloadHash: draft.openProposal.payloadHash,
    makerUserId: String(draft.openProposal.makerUserId),
    proposedAt: draft.openProposal.proposedAt,
  },
});
