import { ErasureRun } from '../../models/erasure-run.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { DomainError } from '../core/errors.js';
import type { DueRows } from './find-due.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** An erasure in a list. */
export type ListedErasure = Row<ErasureRun>;

/** An erasure with the numbers of what it erases. */
export type ErasureView = ListedErasure & { readonly due: DueRows };

/** Erasures, the newest first. */
export async function findErasures(request: PageRequest): Promise<Page<ListedErasure>> {
  const before = idBefore(request);
  const rows = await findRows(ErasureRun, {
    where: before === undefined ? {} : { id: { '<': before } },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  return pageById(rows, request);
}

/** One erasure. Fails: not-found. */
export async function findErasure(erasureRunId: number): Promise<ErasureView> {
  const run = await findRow(ErasureRun, { where: { id: erasureRunId } });
  if (!run) throw new DomainError('not-found');
  return { ...run, due: JSON.parse(run.contentJson) as DueRows };
}
