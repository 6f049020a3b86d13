/**
 * Whether a business is a tenant of an incubator base (孵化基地) by its roster, as a condition on `application_businesses` under an alias.
 * Tenants of one base have its address in common by right.
 */
export const isBaseTenant = (alias: string): string => `EXISTS (SELECT 1 FROM roster_entries t
  WHERE t.registry = 'base-tenants' AND t.subjectIndex = ${alias}.creditCodeIndex AND t.delistedOn IS NULL)`;
