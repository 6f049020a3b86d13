import type { OrganisationKind } from '../../../server/organisations/create-organisation.js';
import type { ListedOrganisation } from '../../../server/organisations/find-organisations.js';

export interface PresentedOrganisation {
  readonly organisationId: string;
  readonly code: string;
  readonly kind: OrganisationKind;
  readonly guarantorKind: 'fund' | 'institution' | null;
  readonly name: string;
  readonly districtCode: string | null;
  readonly createdAt: string;
  readonly disabledAt: string | null;
}

export const presentOrganisation = ({ id, ...organisation }: ListedOrganisation): PresentedOrganisation => ({
  organisationId: String(id),
  code: organisation.code,
  kind: organisation.kind,
  guarantorKind: organisation.guarantorKind,
  name: organisation.name,
  districtCode: organisation.districtCode,
  createdAt: organisation.createdAt,
  disabledAt: organisation.disabledAt,
});
