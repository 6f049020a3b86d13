import { createHash } from 'node:crypto';
import type { Database } from '../../../models/database.js';
import { selectRows } from '../../../models/rows.js';
import { Violation } from '../violation.js';

/** Tables whose rows are written once and never again (F in the data model). */
const FACTS = [
  'disbursements',
  'repayments',
  'loan_events',
  'application_decisions',
  'guarantee_shares',
  'stated_balances',
  'loan_standing_changes',
  'bank_classes',
  'subsidy_payments',
  'budget_entries',
  'ledger_postings',
  'compensation_evidence',
  'compensation_steps',
  'compensation_payments',
  'compensation_shares',
  'recoveries',
  'recovery_shares',
  'write_offs',
  'audit_events',
] as const;

const BLOCK = 1_000;

/** The digest of the rows whose ids lie in one block, by table and block. */
export type FactDigests = Record<string, { readonly rows: number; readonly digest: string }>;

/**
 * Facts are never changed nor removed (16): a block of ids that was full once keeps its digest for ever. Takes up blocks that have
 * become full, and looks again at `samples` of each table's known ones, or at all of them. Throws Violation.
 */
export async function assertFactsStay(
  database: Database,
  digests: FactDigests,
  samples: number | 'all',
  pick: (below: number) => number,
): Promise<void> {
  for (const table of FACTS) {
    const [found] = await selectRows<{ last: number | null }>(
      database,
      `SELECT MAX(id) AS last FROM ${table}`,
    );
    const full = Math.floor((found?.last ?? 0) / BLOCK);
    const known = Object.keys(digests).filter((key) => key.startsWith(`${table}/`));
    const again =
      samples === 'all'
        ? known
        : known.length === 0
          ? []
          : Array.from({ length: samples }, () => known[pick(known.length)] ?? '');
    for (const key of new Set(again)) {
      const now = await digestOf(database, table, Number(key.split('/')[1]));
      if (now.digest !== digests[key]?.digest)
        throw new Violation('facts stay as they were written (16)', { key, now, before: digests[key] });
    }
    for (let block = known.length; block < full; block += 1)
      digests[`${table}/${block}`] = await digestOf(database, table, block);
  }
}

async function digestOf(database: Database, table: string, block: number) {
  const rows = await selectRows(database, `SELECT * FROM ${table} WHERE id > ? AND id <= ? ORDER BY id`, [
    block * BLOCK,
    (block + 1) * BLOCK,
  ]);
  const hash = createHash('sha256');
  for (const row of rows) hash.update(JSON.stringify(row));
  return { rows: rows.length, digest: hash.digest('hex') };
}
