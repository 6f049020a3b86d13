import { parseBusinessDate } from '../../business-date.js';
import type { PolicyParameter, PolicyVersion } from '../policy-parameters.js';

/** A version as written down: its date as text; its id follows from parameter, jurisdiction and date. */
export type PolicyVersionRow<P extends PolicyParameter> = Omit<PolicyVersion<P>, 'id' | 'effectiveFrom'> & {
  readonly effectiveFrom: string;
};

/**
 * A version of one parameter. Where a document's day is not known, its version begins on the last day of the month or
 * year that is known. Throws `malformed` for a date that is none.
 */
export function policyVersion<P extends PolicyParameter>(row: PolicyVersionRow<P>): PolicyVersion<P> {
  return {
    ...row,
    id: `${row.parameter}.${row.jurisdiction}.${row.effectiveFrom}`,
    effectiveFrom: parseBusinessDate(row.effectiveFrom),
  };
}
