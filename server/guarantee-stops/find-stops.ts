import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import { guaranteeStopScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { GuaranteeStopState } from '../core/states/guarantee-stop-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { releaseOf } from './propose-release.js';

export interface StopFilter extends PageRequest {
  readonly state?: GuaranteeStopState | undefined;
}

/** A stop with the organisation that it concerns. */
export interface StopView extends Row<GuaranteeStop> {
  readonly organisationName: string;
  readonly organisationKind: string;
}

/** A stop with the release that waits for its checker. */
export interface StopDetail extends StopView {
  readonly openProposal: Proposal | null;
}

/** The stops one sees, the newest first. Fails: malformed (the cursor). */
export async function findStops({ actor }: Context, filter: StopFilter): Promise<Page<StopView>> {
  const before = idBefore(filter);
  const rows = await findRows(GuaranteeStop, {
    where: {
      ...(filter.state !== undefined && { state: filter.state }),
      ...(before !== undefined && { id: { '<': before } }),
      ...guaranteeStopScope(actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  const { items, nextCursor } = pageById(rows, filter);
  return { items: await withOrganisations(items), nextCursor };
}

/** One stop. Fails: not-found. */
export async function findStop({ actor }: Context, stopId: number): Promise<StopDetail> {
  const row = await findRow(GuaranteeStop, { where: { id: stopId, ...guaranteeStopScope(actor) } });
  const [view] = row ? await withOrganisations([row]) : [];
  if (view === undefined) throw new DomainError('not-found');
  return { ...view, openProposal: await findOpenProposal(releaseOf(stopId)) };
}

async function withOrganisations(rows: readonly Row<GuaranteeStop>[]): Promise<StopView[]> {
  const organisations = await findRows(Organisation, {
    where: { id: rows.map((row) => row.organisationId) },
  });
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  return rows.map((row) => ({
    ...row,
    organisationName: byId.get(row.organisationId)?.name ?? '',
    organisationKind: byId.get(row.organisationId)?.kind ?? '',
  }));
}
