import type { Import } from '../../models/import.js';
import type { Row } from '../../models/rows.js';
import { readFileHeader } from '../core/bank-files/file-header.js';
import { REASON_COLUMN } from './export-rejections.js';
import { findImportKind } from './import-kinds.js';

/** Columns of an import's file that mean nothing here, and were not read. */
export function ignoredColumns({ kind, headerJson }: Pick<Row<Import>, 'kind' | 'headerJson'>): string[] {
  const { unknown } = readFileHeader(
    findImportKind(kind).columns,
    JSON.parse(headerJson ?? '[]') as readonly string[],
  );
  return unknown.filter((column) => column !== REASON_COLUMN);
}
