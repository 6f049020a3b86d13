import { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { SubsidyLine } from '../../../models/subsidy-line.js';
import { deleteRows, findRows, lockRow, updateRows, type Row } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { ZERO_FEN } from '../../core/money.js';
import { assertQuarterEnded, type SubsidyQuarter } from '../../core/subsidy-quarter.js';
import { lockBankClaims } from '../bank-claims.js';
import { recordOnClaim } from '../claim-journal.js';
import { createClaim, NO_LINES, REBUILDABLE } from '../open-build.js';
import { factsChangedSince } from './facts-changed-since.js';

/** A bank's own claim for a quarter, as a file. */
export interface ClaimFile {
  readonly bankOrganisationId: number;
  readonly quarter: SubsidyQuarter;
  /** SHA-256 of its bytes. */
  readonly sourceHash: string;
}

type ClaimRow = Row<SubsidyClaim>;

/**
 * Opens the claim that a file of a bank goes into and returns its id: the draft or returned claim of the quarter, whose
 * lines it replaces as the next revision; once that is submitted, a supplement. A file that was checked before against the
 * same facts opens nothing: its claim stays as it is. Fails: malformed (the quarter has not ended).
 */
export async function openClaimImport(context: Context, unit: UnitOfWork, file: ClaimFile): Promise<number> {
  const { bankOrganisationId, quarter, sourceHash } = file;
  assertQuarterEnded(quarter, unit.today);
  await lockBankClaims(bankOrganisationId, unit.transaction);
  const claims = await findRows(SubsidyClaim, {
    where: { bankOrganisationId, quarter: quarter.name },
    order: [['sequence', 'ASC']],
    transaction: unit.transaction,
  });
  const open = claims.find(({ state }) => REBUILDABLE.has(state));
  const known = claims.find((claim) => claim.sourceHash === sourceHash);
  const unchanged = known !== undefined && (await isStillChecked(known, unit));
  const claimId = unchanged ? known.id : await openRevision(context, unit, file, open, claims.length);
  recordOnClaim(context, unit, { id: claimId, bankOrganisationId }, { sourceHash, unchanged });
  return claimId;
}

/**
 * The claim of a file whose rows are still to be checked, locked; null when it has been checked already.
 * Fails: request-in-progress (another file has taken its place).
 */
export async function lockClaimImport(
  unit: UnitOfWork,
  claimId: number,
  { bankOrganisationId, sourceHash }: Pick<ClaimFile, 'bankOrganisationId' | 'sourceHash'>,
): Promise<ClaimRow | null> {
  await lockBankClaims(bankOrganisationId, unit.transaction);
  const where = { id: claimId, bankOrganisationId, sourceHash };
  const claim = await lockRow(SubsidyClaim, where, unit.transaction);
  if (!claim) throw new DomainError('request-in-progress');
  return claim.contentHash === null ? claim : null;
}

/** Whether a claim was checked to its end against the facts as they still are. What is filed stays as it is. */
async function isStillChecked(claim: ClaimRow, unit: UnitOfWork): Promise<boolean> {
  if (claim.contentHash === null) return false;
  if (!REBUILDABLE.has(claim.state)) return true;
  return !(await factsChangedSince(claim.updatedAt, claim.bankOrganisationId, unit.transaction));
}

async function openRevision(
  context: Context,
  unit: UnitOfWork,
  { bankOrganisationId, quarter, sourceHash }: ClaimFile,
  open: ClaimRow | undefined,
  sequence: number,
): Promise<number> {
  const { transaction, now: updatedAt } = unit;
  const builtByUserId = context.actor.userId;
  const begun = { claimedFen: ZERO_FEN, sourceHash };
  if (open === undefined) {
    const key = { bankOrganisationId, quarter: quarter.name, sequence };
    return await createClaim({ ...key, ...begun, revision: 1 }, builtByUserId, unit);
  }
  const { id } = open;
  await lockRow(SubsidyClaim, { id }, transaction);
  await deleteRows(SubsidyLine, { claimId: id }, transaction);
  const next = { revision: open.revision + 1, version: open.version + 1 };
  await updateRows(
    SubsidyClaim,
    { ...NO_LINES, ...begun, ...next, builtByUserId, updatedAt },
    { id },
    transaction,
  );
  return id;
}
