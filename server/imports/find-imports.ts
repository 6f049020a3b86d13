import { Import } from '../../models/import.js';
import { ImportRejection } from '../../models/import-rejection.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { importScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { ImportKindName } from '../core/bank-files/import-kind-name.js';
import type { RowProblem } from '../core/bank-files/row-problem.js';
import { DomainError } from '../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

export interface ImportFilter extends PageRequest {
  readonly kind?: ImportKindName | undefined;
  readonly bankOrganisationId?: number | undefined;
}

/** A rejected row, with everything that is wrong with it, and without its cells. */
export interface Rejection {
  readonly line: number;
  readonly problems: readonly Omit<RowProblem, 'line'>[];
}

/** One import. Fails: not-found. */
export async function findImport({ actor }: Context, importId: number): Promise<Row<Import>> {
  const found = await findRow(Import, { where: { id: importId, ...importScope(actor) } });
  if (!found) throw new DomainError('not-found');
  return found;
}

/** The imports one sees, the newest first. Fails: malformed (cursor), not-found (another bank). */
export async function findImports(context: Context, filter: ImportFilter): Promise<Page<Row<Import>>> {
  const { kind, bankOrganisationId, limit } = filter;
  const scope = importScope(context.actor);
  const outside =
    bankOrganisationId !== undefined &&
    'bankOrganisationId' in scope &&
    scope.bankOrganisationId !== bankOrganisationId;
  if (outside) throw new DomainError('not-found');
  const before = idBefore(filter);
  const rows = await findRows(Import, {
    where: {
      ...(kind !== undefined && { kind }),
      ...(bankOrganisationId !== undefined && { bankOrganisationId }),
      ...(before !== undefined && { id: { '<': before } }),
      ...scope,
    },
    order: [['id', 'DESC']],
    limit: limit + 1,
  });
  return pageById(rows, filter);
}

/** The rejected rows of an import, in the order of the file. Fails: not-found, malformed (cursor). */
export async function findRejections(
  context: Context,
  importId: number,
  page: PageRequest,
): Promise<Page<Rejection>> {
  await findImport(context, importId);
  const rows = await readRejections(importId, idBefore(page) ?? 0, page.limit + 1);
  const { items, nextCursor } = pageById(
    rows.map(({ line, problemsJson }) => ({ id: line, problemsJson })),
    page,
  );
  return {
    items: items.map(({ id, problemsJson }) => ({ line: id, problems: problemsOf(problemsJson) })),
    nextCursor,
  };
}

/** Some rejected rows after a line, with their cells still encrypted. */
export const readRejections = (
  importId: number,
  afterLine: number,
  limit: number,
): Promise<Row<ImportRejection>[]> =>
  findRows(ImportRejection, {
    where: { importId, line: { '>': afterLine } },
    order: [['line', 'ASC']],
    limit,
  });

export const problemsOf = (problemsJson: string): Rejection['problems'] =>
  JSON.parse(problemsJson) as Rejection['problems'];
