import { PolicyDraft } from '../../models/policy-draft.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import { policyDraftScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import {
  readDraftContent,
  versionOf,
  type DraftContent,
  type ParameterDraft,
  type PolicyDraftKind,
} from '../core/policy/draft-content.js';
import type { PolicyVersion } from '../core/policy/policy-parameters.js';
import type { PolicyDraftState } from '../core/states/policy-draft-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { releaseOf } from './draft-case.js';

export interface DraftFilter extends PageRequest {
  readonly state?: PolicyDraftState | undefined;
  readonly kind?: PolicyDraftKind | undefined;
  readonly subject?: string | undefined;
}

/** A draft with what it says. */
export interface DraftView extends Row<PolicyDraft> {
  readonly content: DraftContent;
}

/** A draft beside what holds on its day without it, and with what waits for a second person. */
export interface DraftDetail extends DraftView {
  /** Of a parameter: the version in force on the draft's day; null where there is none. */
  readonly inForce: PolicyVersion | null;
  /** False where a version of a nearer jurisdiction holds anyway. */
  readonly takesEffect: boolean;
  readonly openProposal: Proposal | null;
}

/** Drafts of policy, the newest first, whatever became of them. Fails: malformed (the cursor). */
export async function findDrafts({ actor }: Context, filter: DraftFilter): Promise<Page<DraftView>> {
  const before = idBefore(filter);
  const rows = await findRows(PolicyDraft, {
    where: {
      ...(filter.state !== undefined && { state: filter.state }),
      ...(filter.kind !== undefined && { kind: filter.kind }),
      ...(filter.subject !== undefined && { subject: filter.subject }),
      ...(before !== undefined && { id: { '<': before } }),
      ...policyDraftScope(actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows.map(withContent), filter);
}

/** One draft. Fails: not-found. */
export async function findDraft({ actor, system }: Context, draftId: number): Promise<DraftDetail> {
  const draft = await findRow(PolicyDraft, { where: { id: draftId, ...policyDraftScope(actor) } });
  if (!draft) throw new DomainError('not-found');
  const view = withContent(draft);
  const { policyBook } = system.referenceData.current();
  const beside =
    view.content.kind === 'parameter'
      ? besideInForce(policyBook, view.content)
      : { inForce: null, takesEffect: true };
  return { ...view, ...beside, openProposal: await findOpenProposal(releaseOf(draftId)) };
}

function withContent(draft: Row<PolicyDraft>): DraftView {
  return { ...draft, content: readDraftContent(draft.contentJson) };
}

function besideInForce(
  book: PolicyBook,
  draft: ParameterDraft,
): Pick<DraftDetail, 'inForce' | 'takesEffect'> {
  const { parameter, effectiveFrom } = draft;
  const version = versionOf(draft, effectiveFrom, 'draft');
  const withDraft = book.withVersions([version]);
  return {
    inForce: versionOrNull(book, draft),
    takesEffect: withDraft.asOf(parameter, effectiveFrom).id === version.id,
  };
}

function versionOrNull(book: PolicyBook, { parameter, effectiveFrom }: ParameterDraft): PolicyVersion | null {
  try {
    return book.asOf(parameter, effectiveFrom);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-policy-in-force') return null;
    throw error;
  }
}
