import { PolicyParameterVersion } from '../../models/policy-parameter-version.js';
import { findRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { PolicyParameter, PolicyVersion } from '../core/policy/policy-parameters.js';

/** A version with who wrote and released it; nobody where it ships with the program. */
export interface VersionView extends PolicyVersion {
  readonly makerUserId: number | null;
  readonly checkerUserId: number | null;
}

/** Every version of a parameter that there is or will be, in the order of their days; of one day the last counts. */
export async function findVersions(system: System, parameter: PolicyParameter): Promise<VersionView[]> {
  const released = await findRows(PolicyParameterVersion, { where: { parameter, state: 'in-force' } });
  const personsOf = new Map(released.map((row) => [row.id, row]));
  const { policyBook } = system.referenceData.current();
  return policyBook.versions
    .filter((version) => version.parameter === parameter)
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : Number(a.effectiveFrom > b.effectiveFrom)))
    .map((version) => {
      const row = personsOf.get(Number(version.id.split('#')[1]));
      return { ...version, makerUserId: row?.makerUserId ?? null, checkerUserId: row?.checkerUserId ?? null };
    });
}
