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

/** An organisation that can be chosen. */
export type NamedOrganisation = Pick<ListedOrganisation, 'id' | 'name'>;

/** The banks and guarantors that an applicant can choose, by name. */
export async function findInstitutions(): Promise<{
  readonly banks: readonly NamedOrganisation[];
  readonly guarantors: readonly NamedOrganisation[];
}> {
  const rows = await findRows(Organisation, {
    where: { kind: ['bank', 'guarantor'], disabledAt: null },
    order: [['name', 'ASC']],
  });
  return {
    banks: rows.filter(({ kind }) => kind === 'bank'),
    guarantors: rows.filter(({ kind }) => kind === 'guarantor'),
  };
}

/** The names of organisations by their ids. */
export async function findOrganisationNames(
  ids: readonly (number | null)[],
): Promise<ReadonlyMap<number, string>> {
  const id = [...new Set(ids.filter((each) => each !== null))];
  const rows = await findRows(Organisation, { where: { id } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Every organisation that takes part, by name: where accounts are opened. */
export async function findAllOrganisations(): Promise<readonly NamedOrganisation[]> {
  return findRows(Organisation, { where: { disabledAt: null }, order: [['name', 'ASC']] });
}
