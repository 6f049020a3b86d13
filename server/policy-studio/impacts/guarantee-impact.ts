import type { Database } from '../../../models/database.js';
import type { BorrowerCategory } from '../../core/borrower-categories.js';
import type { BusinessDate } from '../../core/business-date.js';
import {
  GuaranteeReplay,
  type RefusedSums,
  type RefusingOrganisation,
} from '../../core/policy-impact/guarantee-replay.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { BorrowerKind } from '../../core/policy/subsidy-policy.js';
import type { SubsidyQuarter } from '../../core/subsidy-quarter.js';
import { readGuaranteeMonths } from './read-guarantee-months.js';

/** Which new guarantees a draft would have refused, as it is stored and hashed. Amounts in fen, pairs: in force, drafted. */
export interface GuaranteeImpact {
  readonly total: RefusedSums;
  readonly byOrganisation: readonly RefusingOrganisation[];
  readonly byMonth: readonly (RefusedSums & { readonly from: BusinessDate })[];
  readonly byDistrict: readonly (RefusedSums & { readonly districtOrganisationId: number })[];
  readonly byKind: readonly (RefusedSums & { readonly borrowerKind: BorrowerKind })[];
  readonly byCategory: readonly (RefusedSums & { readonly borrowerCategory: BorrowerCategory | null })[];
}

/** Which quarters are gone through once more, by which books, and up to which day they are known. */
export interface ReplayRequest {
  readonly quarters: readonly SubsidyQuarter[];
  readonly asOf: BusinessDate;
  readonly books: { readonly inForce: PolicyBook; readonly drafted: PolicyBook };
}

/** Gives the guarantees of past quarters once more under both books. Also which loans the draft alone refuses. */
export async function replayGuarantees(
  database: Database,
  { quarters, asOf, books }: ReplayRequest,
): Promise<{ readonly impact: GuaranteeImpact; readonly refusedByDraft: ReadonlySet<number> }> {
  const replay = new GuaranteeReplay(books);
  for await (const month of readGuaranteeMonths(database, quarters, asOf)) replay.add(month);
  return { impact: impactOf(replay), refusedByDraft: replay.refusedByDraft };
}

const impactOf = (replay: GuaranteeReplay): GuaranteeImpact => ({
  total: replay.total,
  byOrganisation: replay.organisations(),
  byMonth: replay.by('month').map(([from, sums]) => ({ from: from as BusinessDate, ...sums })),
  byDistrict: replay
    .by('districtOrganisationId')
    .map(([id, sums]) => ({ districtOrganisationId: Number(id), ...sums })),
  byKind: replay.by('borrowerKind').map(([kind, sums]) => ({ borrowerKind: kind as BorrowerKind, ...sums })),
  byCategory: replay
    .by('borrowerCategory')
    .map(([category, sums]) => ({ borrowerCategory: category as BorrowerCategory | null, ...sums })),
});
