import type { Context } from '../../../server/context.js';
import { fen, formatYuan } from '../../../server/core/money.js';
import type { ImpactDetail } from '../../../server/policy-studio/impacts/find-impacts.js';
import type {
  ComparedFigures,
  GroupedFigures,
  GroupFigures,
} from '../../../server/policy-studio/impacts/impact-figures.js';
import { categoryLabel } from './present-guarantees.js';

const yuan = (amount: number): string => formatYuan(fen(amount));
const yuanOrNull = (amount: number | null): string | null => (amount === null ? null : yuan(amount));

/** Two amounts in fen, under the policy in force and under the draft, and what lies between. */
export const presentCompared = ({ inForceFen, draftedFen }: ComparedFigures) => ({
  inForce: yuan(inForceFen),
  drafted: yuan(draftedFen),
  difference: yuan(draftedFen - inForceFen),
});

export const presentGroup = (figures: GroupFigures) => ({
  ...presentCompared(figures),
  loans: figures.loans,
  changed: figures.changed,
});

export const presentByDistrict = ({ organisations }: ImpactDetail, groups: GroupedFigures['byDistrict']) =>
  groups.map(({ districtOrganisationId, ...figures }) => ({
    districtOrganisationId: String(districtOrganisationId),
    districtCode: organisations.get(districtOrganisationId)?.districtCode ?? null,
    name: organisations.get(districtOrganisationId)?.name ?? '',
    ...presentGroup(figures),
  }));

export const presentByKind = (groups: GroupedFigures['byKind']) =>
  groups.map(({ borrowerKind, ...figures }) => ({ borrowerKind, ...presentGroup(figures) }));

export const presentByCategory = (groups: GroupedFigures['byCategory'], language: Context['language']) =>
  groups.map(({ borrowerCategory, ...figures }) => ({
    borrowerCategory,
    label: categoryLabel(borrowerCategory, language),
    ...presentGroup(figures),
  }));

export const presentDistribution = (bands: GroupedFigures['distribution']) =>
  bands.map(({ from, until, loans, difference }) => ({
    from: yuanOrNull(from),
    until: yuanOrNull(until),
    loans,
    difference: yuan(difference),
  }));

export const presentVersions = (versions: GroupedFigures['versions']) =>
  versions.map(({ inForceFen, draftedFen, ...version }) => ({
    ...version,
    ...presentCompared({ inForceFen, draftedFen }),
  }));
