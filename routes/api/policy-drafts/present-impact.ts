import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { POLICY_EFFECTS } from '../../../server/core/policy-impact/policy-effects.js';
import { fen, formatYuan } from '../../../server/core/money.js';
import { draftLabel } from './present.js';
import { categoryLabel, presentGuarantees } from './present-guarantees.js';
import type { ImpactDetail, ImpactView } from '../../../server/policy-studio/impacts/find-impacts.js';
import type {
  ComparedFigures,
  GroupFigures,
  ImpactResult,
} from '../../../server/policy-studio/impacts/impact-result.js';

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

const yuan = (amount: number): string => formatYuan(fen(amount));
const yuanOrNull = (amount: number | null): string | null => (amount === null ? null : yuan(amount));

const presentCompared = ({ inForceFen, draftedFen }: ComparedFigures) => ({
  inForce: yuan(inForceFen),
  drafted: yuan(draftedFen),
  difference: yuan(draftedFen - inForceFen),
});

const presentGroup = (figures: GroupFigures) => ({
  ...presentCompared(figures),
  loans: figures.loans,
  changed: figures.changed,
});

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
    byQuarter: result.byQuarter.map(({ quarter, projected, ...figures }) => ({
      quarter,
      projected,
      ...presentCompared(figures),
    })),
    byLevel: (result.byLevel ?? []).map(({ level, ...figures }) => ({ level, ...presentCompared(figures) })),
    byDistrict: result.byDistrict.map(({ districtOrganisationId, ...figures }) => ({
      districtOrganisationId: String(districtOrganisationId),
      districtCode: impact.organisations.get(districtOrganisationId)?.districtCode ?? null,
      name: impact.organisations.get(districtOrganisationId)?.name ?? '',
      ...presentGroup(figures),
    })),
    byKind: result.byKind.map(({ borrowerKind, ...figures }) => ({ borrowerKind, ...presentGroup(figures) })),
    byCategory: result.byCategory.map(({ borrowerCategory, ...figures }) => ({
      borrowerCategory,
      label: categoryLabel(borrowerCategory, language),
      ...presentGroup(figures),
    })),
    distribution: result.distribution.map(({ from, until, loans, difference }) => ({
      from: yuanOrNull(from),
      until: yuanOrNull(until),
      loans,
      difference: yuan(difference),
    })),
    versions: result.versions.map(({ inForceFen, draftedFen, ...version }) => ({
      ...version,
      ...presentCompared({ inForceFen, draftedFen }),
    })),
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
