import { DomainError } from '../core/errors.js';
import type { Role } from '../core/roles.js';
import type { OrganisationKind } from '../organisations/create-organisation.js';

/** Roles that somebody gives to a person; a borrower registers, and a bank's system is registered as an API client. */
export type StaffRole = Exclude<Role, 'borrower' | 'bank-machine'>;

/** The kind of organisation in which a role is held. */
export const ORGANISATION_OF_ROLE: Readonly<Record<StaffRole, OrganisationKind>> = {
  'station-clerk': 'station',
  'bank-officer': 'bank',
  'bank-supervisor': 'bank',
  'guarantor-officer': 'guarantor',
  'guarantor-supervisor': 'guarantor',
  'district-reviewer': 'district',
  'municipal-officer': 'centre',
  'municipal-supervisor': 'centre',
  'finance-approver': 'finance',
  auditor: 'audit',
  'system-administrator': 'platform',
  'security-administrator': 'platform',
  'audit-administrator': 'platform',
};

/** The three administrators (三员分立, 等保三级 8.1.4.2): one natural person holds one of these roles at most. */
export const ADMINISTRATOR_ROLES = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
] as const;

export const isAdministrator = (role: Role): boolean =>
  (ADMINISTRATOR_ROLES as readonly Role[]).includes(role);

/** Fails: malformed when the role is not held in organisations of this kind. */
export function assertRoleFits(role: StaffRole, organisationKind: string): void {
  if (ORGANISATION_OF_ROLE[role] !== organisationKind) throw new DomainError('malformed', { field: 'role' });
}
