import type { Database } from '../../models/database.js';
import type { Reconciliation } from '../../models/reconciliation.js';
import { furtherConditionOf } from '../../models/condition.js';
import { selectRows, type Row } from '../../models/rows.js';
import { reconciliationScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { ReconciliationBreakState } from '../core/states/reconciliation-break-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

interface NamedReconciliation extends Row<Reconciliation> {
  readonly bankCode: string;
  readonly bankName: string;
}

/** One bank's figures of one day against our books, with how many breaks are in which state. */
export interface ReconciliationSummary extends NamedReconciliation {
  readonly breaks: Readonly<Partial<Record<ReconciliationBreakState, number>>>;
}

export interface ReconciliationFilter extends PageRequest {
  readonly bankCode?: string | undefined;
}

/** The comparisons one sees, the newest first. Fails: malformed (the cursor). */
export async function findReconciliations(
  { system, actor }: Context,
  filter: ReconciliationFilter,
): Promise<Page<ReconciliationSummary>> {
  const before = idBefore(filter);
  const { bankCode } = filter;
  const paged = furtherConditionOf({ ...(before !== undefined && { id: { '<': before } }) }, 'r');
  const ofBank = furtherConditionOf({ ...(bankCode !== undefined && { code: bankCode }) }, 'bank');
  const scoped = furtherConditionOf(reconciliationScope(actor), 'r');
  const rows = await selectRows<NamedReconciliation>(
    system.database,
    `SELECT r.*, bank.code AS bankCode, bank.name AS bankName
       FROM reconciliations r JOIN organisations bank ON bank.id = r.bankOrganisationId
      WHERE 1 = 1${paged.sql}${ofBank.sql}${scoped.sql} ORDER BY r.id DESC LIMIT ${Math.trunc(filter.limit) + 1}`,
    [...paged.parameters, ...ofBank.parameters, ...scoped.parameters],
  );
  const { items, nextCursor } = pageById(rows, filter);
  const counts = await countBreaks(system.database, items);
  return { items: items.map((row) => ({ ...row, breaks: counts.get(row.id) ?? {} })), nextCursor };
}

interface BreakCount {
  readonly reconciliationId: number;
  readonly state: ReconciliationBreakState;
  readonly count: number;
}

async function countBreaks(
  database: Database,
  reconciliations: readonly NamedReconciliation[],
): Promise<Map<number, Partial<Record<ReconciliationBreakState, number>>>> {
  const ids = furtherConditionOf({ id: reconciliations.map((row) => row.id) }, 'r');
  const rows = await selectRows<BreakCount>(
    database,
    `SELECT r.id AS reconciliationId, b.state, COUNT(*) AS count
       FROM reconciliations r JOIN reconciliation_breaks b
         ON b.bankOrganisationId = r.bankOrganisationId AND b.balanceOn = r.balanceOn
      WHERE 1 = 1${ids.sql} GROUP BY r.id, b.state`,
    ids.parameters,
  );
  const counts = new Map<number, Partial<Record<ReconciliationBreakState, number>>>();
  for (const { reconciliationId, state, count } of rows) {
    counts.set(reconciliationId, { ...counts.get(reconciliationId), [state]: count });
  }
  return counts;
}
