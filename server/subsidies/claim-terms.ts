import type { Transaction } from 'sequelize';
import { ClaimTerms } from '../../models/claim-terms.js';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import { deleteRows, insertRows, type Row } from '../../models/rows.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import type { TermsUsed } from './terms-by-disbursement.js';

/** Lines after a number, up to another. */
interface LineNumbers {
  readonly after: number;
  readonly upTo: number;
}

/**
 * Keeps by which versions of the policy the next lines of a claim were computed, in place of what an earlier build of these lines said. A
 * line is found again by its number and by when its loan was disbursed, which nobody changes. What was looked at and has no line keeps its
 * terms, too: a claim has the same, in whatever batches it was built.
 */
export async function storeTerms(
  { id: claimId, revision }: Pick<Row<SubsidyClaim>, 'id' | 'revision'>,
  { after, upTo }: LineNumbers,
  used: readonly TermsUsed[],
  transaction: Transaction,
): Promise<void> {
  await deleteRows(ClaimTerms, { claimId, revision, linesUpTo: { '>': after } }, transaction);
  const rows = used.map(({ policyIds, ...terms }) => ({
    claimId,
    revision,
    linesAfter: after,
    linesUpTo: upTo,
    ...terms,
    policyIdsJson: canonicalJson(policyIds as unknown as JsonValue),
  }));
  await insertRows(ClaimTerms, rows, transaction);
}

/** Forgets the terms of a claim that is built from its first line again. */
export async function forgetTerms(
  { id: claimId, revision }: Pick<Row<SubsidyClaim>, 'id' | 'revision'>,
  transaction: Transaction,
): Promise<void> {
  await deleteRows(ClaimTerms, { claimId, revision }, transaction);
}
