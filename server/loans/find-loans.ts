import type { Loan } from '../../models/loan.js';
import { conditionOf, type Where } from '../../models/condition.js';
import { keysetIndex, officeStateIndex } from '../../models/keyset-index.js';
import { selectRows, type Row } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { LoanState } from '../core/states/loan-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** Which loans a list shows: all that are left out do not narrow it. */
export interface LoanFilter extends PageRequest {
  readonly state?: LoanState | undefined;
  readonly bankOrganisationId?: number | undefined;
  readonly districtOrganisationId?: number | undefined;
  readonly contractNumber?: string | undefined;
  /** Disbursed on this day or later. */
  readonly disbursedFrom?: BusinessDate | undefined;
  /** Disbursed before this day. */
  readonly disbursedUntil?: BusinessDate | undefined;
}

/** A loan as a list shows it. */
export type LoanSummary = Pick<
  Row<Loan>,
  | 'id'
  | 'contractNumber'
  | 'bankOrganisationId'
  | 'districtOrganisationId'
  | 'borrowerKind'
  | 'borrowerName'
  | 'principalFen'
  | 'contractRate'
  | 'outstandingFen'
  | 'disbursedOn'
  | 'maturesOn'
  | 'state'
  | 'origin'
>;

/** The columns of a loan in a list. */
export const LOAN_SUMMARY_COLUMNS = `id, contractNumber, bankOrganisationId, districtOrganisationId, borrowerKind, borrowerName,
  principalFen, contractRate, outstandingFen, disbursedOn, maturesOn, state, origin`;

const ORGANISATIONS = ['bankOrganisationId', 'guarantorOrganisationId', 'districtOrganisationId'] as const;

/** The loans the actor sees, the newest first. Fails: malformed (the cursor). */
export async function findLoans(context: Context, filter: LoanFilter): Promise<Page<LoanSummary>> {
  const { database } = context.system;
  const { sql, parameters } = whereOf(context, filter);
  const index = indexFor(context, filter);
  const rows = await selectRows<LoanSummary>(
    database,
    `SELECT ${LOAN_SUMMARY_COLUMNS} FROM loans${index}${sql} ORDER BY id DESC LIMIT ${Math.trunc(filter.limit) + 1}`,
    parameters,
  );
  return pageById(rows, filter);
}

/**
 * The index along which the loans of one organisation are walked: by state where one is asked for, and for later pages. A contract's
 * number finds its loan by itself, and the days of a first page may be the narrowest of all.
 */
function indexFor({ actor, system: { database } }: Context, filter: LoanFilter): string {
  const { cursor, contractNumber, state, disbursedFrom, disbursedUntil } = filter;
  if (contractNumber !== undefined) return '';
  const equal: Readonly<Record<string, unknown>> = { ...filter, ...loanScope(actor) };
  const column = ORGANISATIONS.find((each) => typeof equal[each] === 'number');
  if (column === undefined) return '';
  const byDays = disbursedFrom !== undefined || disbursedUntil !== undefined;
  if (state !== undefined && (cursor !== undefined || !byDays)) return officeStateIndex(database, column);
  return cursor === undefined ? '' : keysetIndex(database, column);
}

/** The filter and the scope stand side by side, so that a filter can only ever narrow what the actor sees. */
function whereOf(context: Context, filter: LoanFilter): ReturnType<typeof conditionOf> {
  const { state, bankOrganisationId, districtOrganisationId, contractNumber, disbursedFrom, disbursedUntil } =
    filter;
  const before = idBefore(filter);
  const wanted: Where<Loan> = {
    ...(state !== undefined && { state }),
    ...(bankOrganisationId !== undefined && { bankOrganisationId }),
    ...(districtOrganisationId !== undefined && { districtOrganisationId }),
    ...(contractNumber !== undefined && { contractNumber }),
    ...((disbursedFrom !== undefined || disbursedUntil !== undefined) && {
      disbursedOn: {
        ...(disbursedFrom !== undefined && { '>=': disbursedFrom }),
        ...(disbursedUntil !== undefined && { '<': disbursedUntil }),
      },
    }),
    ...(before !== undefined && { id: { '<': before } }),
  };
  const filtered = conditionOf(wanted);
  const scoped = conditionOf(loanScope(context.actor));
  const joined = filtered.sql === '' ? scoped.sql : filtered.sql + scoped.sql.replace(/^ WHERE /, ' AND ');
  return { sql: joined, parameters: [...filtered.parameters, ...scoped.parameters] };
}
