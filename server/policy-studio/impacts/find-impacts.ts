import { Organisation } from '../../../models/organisation.js';
import { PolicyDraft } from '../../../models/policy-draft.js';
import { PolicyImpact } from '../../../models/policy-impact.js';
import { conditionOf, type SqlPart } from '../../../models/condition.js';
import { findRow, findRows, type Row } from '../../../models/rows.js';
import { policyDraftScope } from '../../auth/scope.js';
import type { Actor, Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../../paging.js';
import type { ImpactResult } from './impact-result.js';

/** An estimate with its quarters, and what it is an estimate of. */
export interface ImpactView extends Row<PolicyImpact> {
  readonly quarters: readonly string[];
  readonly draft: Pick<Row<PolicyDraft>, 'kind' | 'subject'>;
}

/** An estimate with what it found; null while it is computed. */
export interface ImpactDetail extends ImpactView {
  readonly result: ImpactResult | null;
  /** Whether the draft is taken to hold from an earlier day than its own. */
  readonly startsEarlier: boolean;
  /** Code and name of every district, bank and guarantor in it, by id. */
  readonly organisations: ReadonlyMap<number, Pick<Row<Organisation>, 'districtCode' | 'name'>>;
}

/** The estimates of a draft, the newest first. Fails: not-found, malformed (the cursor). */
export async function findImpacts(
  { actor }: Context,
  draftId: number,
  request: PageRequest,
): Promise<Page<ImpactView>> {
  const draft = await findRow(PolicyDraft, { where: { id: draftId, ...policyDraftScope(actor) } });
  if (!draft) throw new DomainError('not-found');
  return await pageOfImpacts({ draftId }, request);
}

/** The estimates of all drafts, the newest first. Fails: malformed (the cursor). */
export function findAllImpacts({ actor }: Context, request: PageRequest): Promise<Page<ImpactView>> {
  return pageOfImpacts({ draftId: { in: visibleDrafts(actor) } }, request);
}

async function pageOfImpacts(
  where: { readonly draftId: number | { readonly in: SqlPart } },
  request: PageRequest,
): Promise<Page<ImpactView>> {
  const before = idBefore(request);
  const rows = await findRows(PolicyImpact, {
    where: { ...where, ...(before !== undefined && { id: { '<': before } }) },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  const drafts = await findRows(PolicyDraft, { where: { id: rows.map(({ draftId }) => draftId) } });
  const draftOf = new Map(drafts.map((draft) => [draft.id, draft]));
  return pageById(
    rows.flatMap((row) => {
      const draft = draftOf.get(row.draftId);
      return draft ? [toView(row, draft)] : [];
    }),
    request,
  );
}

/** One estimate. Fails: not-found. */
export async function findImpact({ actor }: Context, impactId: number): Promise<ImpactDetail> {
  const impact = await findRow(PolicyImpact, {
    where: { id: impactId, draftId: { in: visibleDrafts(actor) } },
  });
  if (!impact) throw new DomainError('not-found');
  const draft = await findRow(PolicyDraft, { where: { id: impact.draftId } });
  if (!draft) throw new DomainError('not-found');
  const startsEarlier = impact.assumedFrom < draft.effectiveFrom;
  const result = impact.resultJson === null ? null : (JSON.parse(impact.resultJson) as ImpactResult);
  const rows = await findRows(Organisation, {
    where: { id: result === null ? [] : organisationsIn(result) },
  });
  const organisations = new Map(rows.map((each) => [each.id, each]));
  return { ...toView(impact, draft), result, startsEarlier, organisations };
}

const organisationsIn = ({ byDistrict, guarantees, losses }: ImpactResult): number[] => [
  ...byDistrict.map((each) => each.districtOrganisationId),
  ...(guarantees?.byDistrict ?? []).map((each) => each.districtOrganisationId),
  ...(guarantees?.byOrganisation ?? []).map((each) => each.organisationId),
  ...(losses?.byDistrict ?? []).map((each) => each.districtOrganisationId),
  ...(losses?.byGuarantor ?? []).map((each) => each.guarantorOrganisationId),
];

function toView(impact: Row<PolicyImpact>, { kind, subject }: ImpactView['draft']): ImpactView {
  const quarters = JSON.parse(impact.quartersJson) as readonly string[];
  return { ...impact, quarters, draft: { kind, subject } };
}

function visibleDrafts(actor: Actor) {
  const { sql, parameters } = conditionOf(policyDraftScope(actor));
  return { sql: `SELECT id FROM policy_drafts${sql}`, parameters };
}
