import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { BORROWER_CATEGORIES, type BorrowerCategory } from '../../../server/core/borrower-categories.js';
import { fen, formatYuan } from '../../../server/core/money.js';
import type { RefusalCause, RefusedSums } from '../../../server/core/policy-impact/guarantee-replay.js';
import { formatBasisPoints, STOP_MEASURES } from '../../../server/core/stop-rules.js';
import type { ImpactDetail } from '../../../server/policy-studio/impacts/find-impacts.js';
import type { GuaranteeImpact } from '../../../server/policy-studio/impacts/guarantee-impact.js';

type Language = Context['language'];

const NO_CATEGORY: Bilingual = { zh: '未分类(含小微企业)', en: 'None (enterprises among them)' };

/** Why new guarantees are refused, in words. */
export const REFUSAL_CAUSES: Readonly<Record<RefusalCause, Bilingual>> = {
  ...STOP_MEASURES,
  exposure: { zh: '担保额度用尽', en: 'No room left' },
  'single-obligor': { zh: '单一被担保人上限', en: 'Limit of one borrower' },
};

/** How a group of borrowers is named; null is none of them. */
export const categoryLabel = (category: BorrowerCategory | null, language: Language): string =>
  (category === null ? NO_CATEGORY : BORROWER_CATEGORIES[category])[language];

const yuan = (amount: number): string => formatYuan(fen(amount));

const presentRefused = ({ given, givenFen, refused, refusedFen }: RefusedSums) => ({
  guaranteesGiven: given,
  givenAmount: yuan(givenFen),
  refusedInForce: refused[0],
  refusedDrafted: refused[1],
  refusedAmountInForce: yuan(refusedFen[0]),
  refusedAmountDrafted: yuan(refusedFen[1]),
  refusedDifference: yuan(refusedFen[1] - refusedFen[0]),
});

/** Which new guarantees are refused under both; empty of a draft that refuses none by its nature. */
export function presentGuarantees(
  { organisations }: ImpactDetail,
  guarantees: GuaranteeImpact | undefined,
  language: Language,
) {
  const nameOf = (id: number): string => organisations.get(id)?.name ?? '';
  return {
    guarantees: guarantees === undefined ? null : presentRefused(guarantees.total),
    refusingOrganisations: (guarantees?.byOrganisation ?? []).map((each) => ({
      organisationId: String(each.organisationId),
      name: nameOf(each.organisationId),
      refusalCause: each.cause,
      refusalLabel: REFUSAL_CAUSES[each.cause][language],
      highestRatePercent: each.highestRate === null ? null : formatBasisPoints(each.highestRate),
      stoppedMonthsInForce: each.months[0],
      stoppedMonthsDrafted: each.months[1],
      refusedInForce: each.refused[0],
      refusedDrafted: each.refused[1],
      refusedAmountInForce: yuan(each.refusedFen[0]),
      refusedAmountDrafted: yuan(each.refusedFen[1]),
    })),
    guaranteesByMonth: (guarantees?.byMonth ?? []).map(({ from, ...sums }) => ({
      from,
      ...presentRefused(sums),
    })),
    guaranteesByDistrict: (guarantees?.byDistrict ?? []).map(({ districtOrganisationId, ...sums }) => ({
      districtOrganisationId: String(districtOrganisationId),
      name: nameOf(districtOrganisationId),
      ...presentRefused(sums),
    })),
    guaranteesByKind: (guarantees?.byKind ?? []).map(({ borrowerKind, ...sums }) => ({
      borrowerKind,
      ...presentRefused(sums),
    })),
    guaranteesByCategory: (guarantees?.byCategory ?? []).map(({ borrowerCategory, ...sums }) => ({
      label: categoryLabel(borrowerCategory, language),
      ...presentRefused(sums),
    })),
  };
}
