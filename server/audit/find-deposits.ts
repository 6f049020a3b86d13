import { AuditDeposit } from '../../models/audit-deposit.js';
import { findRows } from '../../models/rows.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { SignedDeposit } from './deposit-signature.js';
import { depositOf } from './make-deposit.js';

/** Signed heads of the audit chains, the latest first. */
export async function findDeposits(request: PageRequest): Promise<Page<SignedDeposit>> {
  const before = idBefore(request);
  const rows = await findRows(AuditDeposit, {
    where: before === undefined ? {} : { id: { '<': before } },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  const page = pageById(rows, request);
  return { items: page.items.map(depositOf), nextCursor: page.nextCursor };
}
