import { Organisation } from '../../models/organisation.js';
import { findRows, type Row } from '../../models/rows.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { OrganisationKind } from './create-organisation.js';

export interface OrganisationFilter extends PageRequest {
  readonly kind?: OrganisationKind | undefined;
}

/** An organisation in a list. */
export type ListedOrganisation = Row<Organisation>;

/** The organisations, the newest first; perhaps of one kind only. Everybody who has logged in may know them. */
export async function findOrganisations(filter: OrganisationFilter): Promise<Page<ListedOrganisation>> {
  const before = idBefore(filter);
  const rows = await findRows(Organisation, {
    where: {
      ...(filter.kind && { kind: filter.kind }),
      ...(before !== undefined && { id: { '<': before } }),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}
