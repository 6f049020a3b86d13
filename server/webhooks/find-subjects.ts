import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { SubjectKind } from './topics.js';

/** Whose a message is, and what it tells of its subject. */
export interface Subject {
  readonly bankOrganisationId: number;
  readonly data: JsonValue;
}

interface SubjectRow {
  readonly id: number;
  readonly bankOrganisationId: number | null;
  readonly first: string;
  readonly second: string | null;
}

const QUERIES: Readonly<Record<SubjectKind, string>> = {
  loan: 'SELECT id, bankOrganisationId, contractNumber AS first, NULL AS second FROM loans',
  application: 'SELECT id, bankOrganisationId, number AS first, NULL AS second FROM applications',
  'subsidy-claim': 'SELECT id, bankOrganisationId, number AS first, quarter AS second FROM subsidy_claims',
  'compensation-claim':
    'SELECT id, bankOrganisationId, number AS first, loanId AS second FROM compensation_claims',
};

const DATA: Readonly<Record<SubjectKind, (row: SubjectRow) => JsonValue>> = {
  loan: ({ id, first }) => ({ loanId: String(id), contractNumber: first }),
  application: ({ id, first }) => ({ applicationId: String(id), number: first }),
  'subsidy-claim': ({ id, first, second }) => ({ claimId: String(id), number: first, quarter: second }),
  'compensation-claim': ({ id, first, second }) => ({
    claimId: String(id),
    number: first,
    loanId: String(second),
  }),
};

/** The subjects of one kind by id. The bank to which one belongs is read from the subject itself, never from the message. */
export async function findSubjects(
  kind: SubjectKind,
  ids: readonly number[],
  transaction: Transaction,
): Promise<ReadonlyMap<number, Subject>> {
  if (ids.length === 0) return new Map();
  const sql = `${QUERIES[kind]} WHERE id IN (${ids.map(() => '?').join(', ')})`;
  const rows = await selectRows<SubjectRow>(transaction, sql, ids);
  return new Map(
    rows.flatMap((row) =>
      row.bankOrganisationId === null
        ? []
        : [[row.id, { bankOrganisationId: row.bankOrganisationId, data: DATA[kind](row) }]],
    ),
  );
}
