import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { formatYuan } from '../../../server/core/money.js';
import { RISK_CLASSES } from '../../../server/core/risk-class.js';
import { AGEING_BUCKETS } from '../../../server/core/risk-reports/ageing.js';
import { LOAN_STAGES } from '../../../server/core/risk-reports/loan-stages.js';
import type { Role } from '../../../server/core/roles.js';
import type { AgeingReport, LoanSum } from '../../../server/risk-reports/find-ageing.js';
import type { ConcentrationReport } from '../../../server/risk-reports/find-concentrations.js';
import type { findReportedLoans } from '../../../server/risk-reports/find-reported-loans.js';
import type { RollRateReport } from '../../../server/risk-reports/find-roll-rates.js';
import type { VintageReport } from '../../../server/risk-reports/find-vintages.js';
import { presentBorrowerName } from '../loans/present.js';

type Language = Context['language'];

const NEW: Bilingual = { zh: '新放款', en: 'New' };
const STATE_NAMES: Readonly<Record<string, Bilingual>> = {
  ...RISK_CLASSES,
  ...AGEING_BUCKETS,
  ...LOAN_STAGES,
  new: NEW,
};
const nameOf = (state: string, language: Language): string => STATE_NAMES[state]?.[language] ?? state;

const presentSum = ({ loans, outstandingFen }: LoanSum) => ({
  loans,
  outstanding: formatYuan(outstandingFen),
});

export const presentAgeing = ({ asOf, total, buckets, classes }: AgeingReport, language: Language) => ({
  asOf,
  total: presentSum(total),
  buckets: buckets.map(({ ageing, ...sum }) => ({
    ageing,
    name: nameOf(ageing, language),
    ...presentSum(sum),
  })),
  classes: classes.map(({ riskClass, ...sum }) => ({
    riskClass,
    name: nameOf(riskClass, language),
    ...presentSum(sum),
  })),
});

export const presentRollRates = ({ from, asOf, by, rows }: RollRateReport, language: Language) => ({
  from,
  asOf,
  by,
  rows: rows.map((row) => ({
    from: row.from,
    name: nameOf(row.from, language),
    ...presentSum(row),
    cells: row.cells.map(({ to, shareBasisPoints, ...sum }) => ({
      to,
      name: nameOf(to, language),
      ...presentSum(sum),
      shareBasisPoints,
    })),
  })),
});

export const presentVintages = ({ asOf, daysPastDue, vintages }: VintageReport) => ({
  asOf,
  daysPastDue,
  vintages: vintages.map(({ quarter, loans, disbursedFen, points }) => ({
    quarter,
    loans,
    disbursed: formatYuan(disbursedFen),
    points: points.map(({ defaultedFen, ...point }) => ({ ...point, defaulted: formatYuan(defaultedFen) })),
  })),
});

export const presentConcentrations = ({ asOf, by, total, groups }: ConcentrationReport) => ({
  asOf,
  by,
  total: presentSum(total),
  groups: groups.map((group) => ({
    key: group.key,
    name: group.name,
    ...presentSum(group),
    shareBasisPoints: group.shareBasisPoints,
    overdue: formatYuan(group.overdueFen),
    nonPerforming: formatYuan(group.nonPerformingFen),
  })),
});

export const presentReportedLoans = (
  { asOf, items, nextCursor }: Awaited<ReturnType<typeof findReportedLoans>>,
  role: Role,
) => ({
  asOf,
  items: items.map((loan) => ({
    loanId: String(loan.id),
    contractNumber: loan.contractNumber,
    borrowerName: presentBorrowerName(loan, role),
    bankOrganisationId: String(loan.bankOrganisationId),
    guarantorOrganisationId:
      loan.guarantorOrganisationId === null ? null : String(loan.guarantorOrganisationId),
    districtOrganisationId: String(loan.districtOrganisationId),
    borrowerCategory: loan.borrowerCategory,
    industry: loan.industry,
    disbursedOn: loan.disbursedOn,
    principal: formatYuan(loan.principalFen),
    outstanding: formatYuan(loan.owedFen),
    pastDueSince: loan.pastDueSince,
    daysPastDue: loan.daysPastDue,
    riskClass: loan.riskClass,
    ageing: loan.ageing,
    stage: loan.stage,
  })),
  nextCursor,
});
