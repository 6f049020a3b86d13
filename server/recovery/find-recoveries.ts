import { CompensationClaim } from '../../models/compensation-claim.js';
import { Recovery } from '../../models/recovery.js';
import { RecoveryShare } from '../../models/recovery-share.js';
import { WriteOff } from '../../models/write-off.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { compensationClaimScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { sharesBetween, stillOwed, type RecoveryBook } from '../core/compensation/recovery-split.js';
import { DomainError } from '../core/errors.js';
import { ZERO_FEN, type Fen } from '../core/money.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { readBorne, readRecoveryBook } from './recovery-case.js';

/** An entry with what each bearer got of it. */
export interface ListedRecovery extends Row<Recovery> {
  readonly shares: readonly Row<RecoveryShare>[];
}

/** What a bearer carries, got back and is still owed. */
export interface BearerBalance {
  readonly bearer: string;
  readonly borne: Fen;
  readonly recovered: Fen;
}

/** Where a recovery stands: the subrogation balance (代位求偿余额) and everybody's part of it. */
export interface RecoveryBalance {
  readonly book: RecoveryBook;
  readonly owed: Fen;
  readonly bearers: readonly BearerBalance[];
  readonly writeOff: Row<WriteOff> | null;
}

/** The entries of a recovery, the newest first. Fails: not-found. */
export async function findRecoveries(
  context: Context,
  claimId: number,
  page: PageRequest,
): Promise<Page<ListedRecovery>> {
  await visibleClaim(context, claimId);
  const before = idBefore(page);
  const rows = await findRows(Recovery, {
    where: { claimId, ...(before !== undefined && { id: { '<': before } }) },
    order: [['id', 'DESC']],
    limit: page.limit + 1,
  });
  const shares = await findRows(RecoveryShare, {
    where: { recoveryId: rows.map(({ id }) => id) },
    order: [['id', 'ASC']],
  });
  const entries = rows.map((row) => ({
    ...row,
    shares: shares.filter(({ recoveryId }) => recoveryId === row.id),
  }));
  return pageById(entries, page);
}

/** What is owed, to whom, and what was given up. Fails: not-found. */
export async function findRecoveryBalance(context: Context, claimId: number): Promise<RecoveryBalance> {
  const claim = await visibleClaim(context, claimId);
  const book = await readRecoveryBook(context.system.database, claim);
  const borne = await readBorne(claimId);
  const recovered = borne.length === 0 ? [] : sharesBetween(borne, ZERO_FEN, book.shared);
  return {
    book,
    owed: stillOwed(book),
    bearers: borne.map(({ bearer, amount }, index) => ({
      bearer,
      borne: amount,
      recovered: recovered[index]?.amount ?? ZERO_FEN,
    })),
    writeOff: await findRow(WriteOff, { where: { claimId } }),
  };
}

async function visibleClaim({ actor }: Context, id: number): Promise<Row<CompensationClaim>> {
  const claim = await findRow(CompensationClaim, { where: { id, ...compensationClaimScope(actor) } });
  if (!claim) throw new DomainError('not-found');
  return claim;
}
