import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { POLICY_EFFECTS } from '../../../server/core/policy-impact/policy-effects.js';
import { draftLabel } from './present.js';
import { presentGuarantees } from './present-guarantees.js';
import type { ImpactDetail, ImpactView } from '../../../server/policy-studio/impacts/find-impacts.js';
import type { ImpactResult } from '../../../server/policy-studio/impacts/impact-result.js';
import {
  presentByCategory,
  presentByDistrict,
  presentByKind,
  presentCompared,
  presentDistribution,
  presentGroup,
  presentVersions,
} from './present-figures.js';
import { presentLosses } from './present-losses.js';

const BASIS = {
  projected: {
    zh: '未结束的季度按还款计划推算:假定每期按时还款,不含此后新发放的贷款',
    en: 'Quarters that have not ended follow the repayment schedules: every instalment is taken to be paid on its date, and no new loan is counted',
  },
  earlier: {
    zh: '假定草案自早于其施行日的日期起施行,用于在存量贷款上测算,不等于实际追溯',
    en: 'The draft is taken to hold from an earlier day than its own, to weigh it on loans that exist; it would not be retroactive',
  },
  refused: {
    zh: '现行政策下可发放而草案下不可发放的贷款,草案一侧按不贴息计算',
    en: 'Loans that the policy in force admits and the draft does not earn nothing under the draft',
  },
  unjudged: {
    zh: '部分贷款申请时未记录草案所问的情况,按可发放计算',
    en: 'Some loans left nothing on record of what the draft asks; they are counted as made',
  },
  book: {
    zh: '只含账上已有的贷款;放宽条件后可能新增的贷款不在测算之内',
    en: 'Only loans in the book are counted, and not those that a laxer draft might bring',
  },
} as const satisfies Record<string, Bilingual>;

export const presentImpact = (impact: ImpactView, language: Context['language']) => ({
  id: String(impact.id),
  draftId: String(impact.draftId),
  draftLabel: draftLabel(impact.draft, language),
  draftHash: impact.draftHash,
  state: impact.state,
  quarters: impact.quarters,
  assumedFrom: impact.assumedFrom,
  asOf: impact.asOf,
  loansSeen: impact.loansSeen,
  resultHash: impact.resultHash,
  requestedByUserId: String(impact.requestedByUserId),
  createdAt: impact.createdAt,
  endedAt: impact.endedAt,
});

export const presentImpactDetail = (impact: ImpactDetail, language: Context['language']) => ({
  ...presentImpact(impact, language),
  result: impact.result && presentResult(impact, impact.result, language),
});

function presentResult(impact: ImpactDetail, result: ImpactResult, language: Context['language']) {
  return {
    total: presentGroup(result.total),
    refusedLoans: result.refusedLoans,
    unjudgedLoans: result.unjudgedLoans ?? 0,
    effect: result.effect ?? null,
    changesSubsidy: result.effect === undefined ? null : POLICY_EFFECTS[result.effect].isMeasured,
    projected: isProjected(result),
    basis: basisOf(impact, result).map((text) => text[language]),
    ...presentGuarantees(impact, result.guarantees, language),
    ...presentLosses(impact, result.losses, language),
    byQuarter: result.byQuarter.map(({ quarter, projected, ...figures }) => ({
      quarter,
      projected,
      ...presentCompared(figures),
    })),
    byLevel: (result.byLevel ?? []).map(({ level, ...figures }) => ({ level, ...presentCompared(figures) })),
    byDistrict: presentByDistrict(impact, result.byDistrict),
    byKind: presentByKind(result.byKind),
    byCategory: presentByCategory(result.byCategory, language),
    distribution: presentDistribution(result.distribution),
    versions: presentVersions(result.versions),
  };
}

const isProjected = ({ byQuarter }: ImpactResult): boolean => byQuarter.some(({ projected }) => projected);

function basisOf(impact: ImpactDetail, result: ImpactResult): Bilingual[] {
  return [
    ...(result.effect === undefined ? [] : [POLICY_EFFECTS[result.effect].says]),
    BASIS.book,
    ...(isProjected(result) ? [BASIS.projected] : []),
    ...(impact.startsEarlier ? [BASIS.earlier] : []),
    ...(result.refusedLoans > 0 ? [BASIS.refused] : []),
    ...((result.unjudgedLoans ?? 0) > 0 ? [BASIS.unjudged] : []),
  ];
}
