import { Organisation } from '../../../models/organisation.js';
import { PolicyDraft } from '../../../models/policy-draft.js';
import { PolicyImpact } from '../../../models/policy-impact.js';
import { conditionOf } from '../../../models/condition.js';
import { findRow, findRows, type Row } from '../../../models/rows.js';
import { policyDraftScope } from '../../auth/scope.js';
import type { Actor, Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../../paging.js';
import type { ImpactResult } from './impact-result.js';

/** An estimate with its quarters. */
export interface ImpactView extends Row<PolicyImpact> {
  readonly quarters: readonly string[];
}

/** An estimate with what it found; null while it is computed. */
export interface ImpactDetail extends ImpactView {
  readonly result: ImpactResult | null;
  /** Whether the draft is taken to hold from an earlier day than its own. */
  readonly startsEarlier: boolean;
  /** Code and name of every district in it, by id. */
  readonly districts: ReadonlyMap<number, Pick<Row<Organisation>, 'districtCode' | 'name'>>;
}

/** The estimates of a draft, the newest first. Fails: not-found, malformed (the cursor). */
export async function findImpacts(
  { actor }: Context,
  draftId: number,
  request: PageRequest,
): Promise<Page<ImpactView>> {
  const draft = await findRow(PolicyDraft, { where: { id: draftId, ...policyDraftScope(actor) } });
  if (!draft) throw new DomainError('not-found');
  const before = idBefore(request);
  const rows = await findRows(PolicyImpact, {
    where: { draftId, ...(before !== undefined && { id: { '<': before } }) },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  return pageById(rows.map(withQuarters), request);
}

/** One estimate. Fails: not-found. */
export async function findImpact({ actor }: Context, impactId: number): Promise<ImpactDetail> {
  const impact = await findRow(PolicyImpact, {
    where: { id: impactId, draftId: { in: visibleDrafts(actor) } },
  });
  if (!impact) throw new DomainError('not-found');
  const draft = await findRow(PolicyDraft, { where: { id: impact.draftId } });
  const startsEarlier = draft !== null && impact.assumedFrom < draft.effectiveFrom;
  const result = impact.resultJson === null ? null : (JSON.parse(impact.resultJson) as ImpactResult);
  const ids = result?.byDistrict.map(({ districtOrganisationId }) => districtOrganisationId) ?? [];
  const districts = await findRows(Organisation, { where: { id: ids } });
  const byId = new Map(districts.map((each) => [each.id, each]));
  return { ...withQuarters(impact), result, startsEarlier, districts: byId };
}

function withQuarters(impact: Row<PolicyImpact>): ImpactView {
  return { ...impact, quarters: JSON.parse(impact.quartersJson) as readonly string[] };
}

function visibleDrafts(actor: Actor) {
  const { sql, parameters } = conditionOf(policyDraftScope(actor));
  return { sql: `SELECT id FROM policy_drafts${sql}`, parameters };
}
