import { UniqueConstraintError } from 'sequelize';
import { Organisation } from '../../models/organisation.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRow, insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { ZERO_FEN } from '../core/money.js';
import { SUBSIDY_CLAIM_STATES, type SubsidyClaimState } from '../core/states/subsidy-claim-states.js';
import { assertQuarterEnded, type SubsidyQuarter } from '../core/subsidy-quarter.js';
import { nextNumber } from '../numbering/next-number.js';
import { recordOnClaim } from './claim-journal.js';
import { forgetTerms } from './claim-terms.js';

/** Whose claim is to be built. A bank's own people may leave the code out. */
export interface BuildRequest {
  readonly bankCode: string | null;
  readonly quarter: SubsidyQuarter;
}

/** A build under way: its claim, and the version that tells it from a later build of the same claim. */
export interface ClaimBuild {
  readonly claimId: number;
  readonly version: number;
  readonly bankOrganisationId: number;
}

/** States in which the lines may still change. */
export const REBUILDABLE: ReadonlySet<SubsidyClaimState> = new Set(['draft', 'returned']);

/** A claim before its first line. */
export const NO_LINES = { contentHash: null, lineCount: 0, interestFen: ZERO_FEN, subsidyFen: ZERO_FEN };

/**
 * Opens the claim of a bank and quarter for building. A claim that is there already starts again from nothing, unless its
 * build was broken off: then that one goes on. One claim per bank and quarter.
 * Fails: not-found (no such bank in reach), malformed (the quarter has not ended), already-exists (it has been submitted, or the bank sent its own).
 */
export async function openBuild(context: Context, request: BuildRequest): Promise<ClaimBuild> {
  const { quarter } = request;
  return await runCommand(context, 'subsidy-claim.open-build', async (unit) => {
    assertQuarterEnded(quarter, unit.today);
    const bank = await findBank(context, request.bankCode, unit);
    const key = { bankOrganisationId: bank.id, quarter: quarter.name, sequence: 0 };
    const claim = await lockRow(SubsidyClaim, key, unit.transaction);
    if (claim && (!REBUILDABLE.has(claim.state) || claim.revision > 0))
      throw new DomainError('already-exists', { what: claim.number });
    const build = claim
      ? { claimId: claim.id, version: await restart(claim, context.actor.userId, unit) }
      : { claimId: await createClaim(key, context.actor.userId, unit), version: 0 };
    const detail = { bank: bank.code, quarter: quarter.name, resumed: claim?.version === build.version };
    recordOnClaim(context, unit, { id: build.claimId, bankOrganisationId: bank.id }, detail);
    return { ...build, bankOrganisationId: bank.id };
  });
}

/** The claim, locked, as long as this build of it is the latest. Fails: request-in-progress. */
export async function lockBuild(unit: UnitOfWork, build: ClaimBuild): Promise<Row<SubsidyClaim>> {
  const where = { id: build.claimId, version: build.version };
  const claim = await lockRow(SubsidyClaim, where, unit.transaction);
  if (!claim) throw new DomainError('request-in-progress');
  return claim;
}

async function findBank(
  context: Context,
  bankCode: string | null,
  unit: UnitOfWork,
): Promise<{ id: number; code: string }> {
  const { role, organisationId } = context.actor;
  const ownOnly = role === 'bank-officer' && organisationId !== null;
  if (!ownOnly && bankCode === null) {
    const message = { zh: '请指明银行', en: 'name the bank' };
    throw new DomainError('malformed', {}, [{ field: 'bankCode', rule: 'any.required', message }]);
  }
  const bank = await findRow(Organisation, {
    where: {
      kind: 'bank',
      ...(bankCode !== null && { code: bankCode }),
      ...(ownOnly && { id: organisationId }),
    },
    transaction: unit.transaction,
  });
  if (!bank) throw new DomainError('not-found');
  return bank;
}

/** Stores a claim that has no lines yet. Fails: request-in-progress (somebody else does at this moment). */
export async function createClaim(
  key: Pick<Row<SubsidyClaim>, 'bankOrganisationId' | 'quarter' | 'sequence'> & Partial<Row<SubsidyClaim>>,
  builtByUserId: number,
  unit: UnitOfWork,
): Promise<number> {
  const number = await nextNumber(unit, 'subsidy-claim');
  const row = {
    ...key,
    ...NO_LINES,
    state: SUBSIDY_CLAIM_STATES.initial,
    version: 0,
    number,
    builtByUserId,
    createdAt: unit.now,
    updatedAt: unit.now,
  };
  try {
    return await insertRow(SubsidyClaim, row, unit.transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('request-in-progress');
    throw error;
  }
}

/** Empties a finished claim under a new version; an unfinished one keeps its version and so goes on. */
async function restart(
  claim: Pick<Row<SubsidyClaim>, 'id' | 'revision' | 'version' | 'contentHash'>,
  builtByUserId: number,
  unit: UnitOfWork,
): Promise<number> {
  if (claim.contentHash === null) return claim.version;
  const version = claim.version + 1;
  await forgetTerms(claim, unit.transaction);
  const changes = { ...NO_LINES, builtByUserId, version, updatedAt: unit.now };
  await updateRows(SubsidyClaim, changes, { id: claim.id }, unit.transaction);
  return version;
}
