import { Organisation } from '../../models/organisation.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRows, type Row } from '../../models/rows.js';
import { subsidyClaimScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { SubsidyClaimState } from '../core/states/subsidy-claim-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** Which claims a list shows. */
export interface ClaimFilter extends PageRequest {
  readonly quarter?: string | undefined;
  readonly state?: SubsidyClaimState | undefined;
  readonly bankCode?: string | undefined;
}

/** A claim with the bank it belongs to. */
export interface ClaimSummary extends Row<SubsidyClaim> {
  readonly bankCode: string;
  readonly bankName: string;
}

/** The claims in the actor's reach, the newest first. */
export async function findSubsidyClaims(
  { actor }: Context,
  filter: ClaimFilter,
): Promise<Page<ClaimSummary>> {
  const { bankCode, quarter, state } = filter;
  const banks = await findRows(Organisation, {
    where: { kind: 'bank', ...(bankCode !== undefined && { code: bankCode }) },
  });
  const before = idBefore(filter);
  const rows = await findRows(SubsidyClaim, {
    where: {
      ...(quarter !== undefined && { quarter }),
      ...(state !== undefined && { state }),
      ...(before !== undefined && { id: { '<': before } }),
      ...(bankCode !== undefined && { bankOrganisationId: banks.map((bank) => bank.id) }),
      ...subsidyClaimScope(actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  const bankById = new Map(banks.map((bank) => [bank.id, bank]));
  const named = rows.map((row) => {
    const bank = bankById.get(row.bankOrganisationId);
    return Object.assign(row, { bankCode: bank?.code ?? '', bankName: bank?.name ?? '' });
  });
  return pageById(named, filter);
}
