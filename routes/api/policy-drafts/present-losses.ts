import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import type { ShareBasis } from '../../../server/core/policy-impact/loss-cases.js';
import type { LossSums } from '../../../server/core/policy-impact/loss-tally.js';
import type { LossMeasure } from '../../../server/core/policy-impact/policy-effects.js';
import type { ImpactDetail } from '../../../server/policy-studio/impacts/find-impacts.js';
import type { LossImpact } from '../../../server/policy-studio/impacts/loss-impact.js';
import {
  presentByCategory,
  presentByDistrict,
  presentByKind,
  presentCompared,
  presentDistribution,
  presentVersions,
} from './present-figures.js';

/** What was done once more. */
export const LOSS_MEASURES: Readonly<Record<LossMeasure, Bilingual>> = {
  compensation: { zh: '已付代偿', en: 'Compensations paid' },
  claim: { zh: '可申请的代偿', en: 'Claims that become possible' },
  'write-off': { zh: '核销', en: 'Write-offs' },
};

/** By what it is known who bears which part. */
export const SHARE_BASES: Readonly<Record<ShareBasis, Bilingual>> = {
  agreement: { zh: '合作协议约定', en: 'Agreed in a cooperation agreement' },
  'take-over': {
    zh: '接收存量贷款时按当日政策记录',
    en: 'Recorded at the take-over by the policy of the day',
  },
  policy: { zh: '无记录,按政策', en: 'Not on record, by the policy' },
};

const presentSums = ({ cases, fen }: LossSums) => ({
  casesInForce: cases[0],
  casesDrafted: cases[1],
  ...presentCompared({ inForceFen: fen[0], draftedFen: fen[1] }),
});

/** What guarantors pay or give up under both; empty of a draft that changes nothing of it. */
export function presentLosses(
  impact: ImpactDetail,
  losses: LossImpact | undefined,
  language: Context['language'],
) {
  return {
    losses: losses === undefined ? null : { ...measureOf(losses, language), ...presentSums(losses.sums) },
    lossesByQuarter: (losses?.byQuarter ?? []).map(({ quarter, projected, ...sums }) => ({
      quarter,
      projected,
      ...presentSums(sums),
    })),
    lossesByBearer: (losses?.byBearer ?? []).map(({ bearer, fen }) => ({
      bearer,
      ...presentCompared({ inForceFen: fen[0], draftedFen: fen[1] }),
    })),
    lossesByBasis: (losses?.byBasis ?? []).map(({ basis, ...sums }) => ({
      shareBasis: basis,
      label: SHARE_BASES[basis][language],
      ...presentSums(sums),
    })),
    lossesByGuarantor: (losses?.byGuarantor ?? []).map(({ guarantorOrganisationId, ...sums }) => ({
      organisationId: String(guarantorOrganisationId),
      name: impact.organisations.get(guarantorOrganisationId)?.name ?? '',
      ...presentSums(sums),
    })),
    lossesByDistrict: presentByDistrict(impact, losses?.byDistrict ?? []),
    lossesByKind: presentByKind(losses?.byKind ?? []),
    lossesByCategory: presentByCategory(losses?.byCategory ?? [], language),
    lossesDistribution: presentDistribution(losses?.distribution ?? []),
    lossVersions: presentVersions(losses?.versions ?? []),
  };
}

const measureOf = ({ measure }: LossImpact, language: Context['language']) => ({
  lossMeasure: measure,
  label: LOSS_MEASURES[measure][language],
});
