import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import type { MeasuredRate } from '../core/stop-rules.js';

/** A rate of one bank, guarantor or district, or of a bank under one agreement. */
export interface OrganisationRate extends MeasuredRate {
  readonly organisationId: number;
  readonly agreementId: number | null;
}

/** Of loans that are still repaid to a bank: how much of what is outstanding is overdue. */
const overdueRateBy = (column: string): string =>
  `SELECT l.${column} AS organisationId, NULL AS agreementId, 'overdue-rate' AS measure, SUM(l.outstandingFen) AS whole,
      SUM(CASE WHEN l.state = 'overdue' THEN l.outstandingFen ELSE 0 END) AS part
    FROM loans l WHERE l.state IN ('active', 'overdue') AND l.outstandingFen > 0 AND l.${column} IS NOT NULL
    GROUP BY l.${column}`;

/** Of what was guaranteed on loans that were disbursed: how much a guarantor had to pay (代偿率). */
const compensationRateBy = (column: string): string =>
  `SELECT l.${column} AS organisationId, NULL AS agreementId, 'compensation-rate' AS measure, SUM(g.guaranteedFen) AS whole,
      COALESCE(SUM(c.amountFen), 0) AS part
    FROM guarantees g JOIN loans l ON l.id = g.loanId LEFT JOIN compensation_payments c ON c.loanId = g.loanId
    WHERE g.state IN ('effective', 'released', 'compensated') AND l.${column} IS NOT NULL
    GROUP BY l.${column}`;

/** What was compensated since a day, of that and what is still outstanding (年度代偿率). */
const yearlyCompensationBy = (column: string): string =>
  `SELECT l.${column} AS organisationId, NULL AS agreementId, 'yearly-compensation' AS measure,
      SUM(CASE WHEN c.paidOn >= ? THEN c.amountFen ELSE 0 END) AS part,
      SUM(CASE WHEN l.state IN ('active', 'overdue') THEN l.outstandingFen WHEN c.paidOn >= ? THEN c.amountFen ELSE 0 END) AS whole
    FROM loans l LEFT JOIN compensation_payments c ON c.loanId = l.id
    WHERE l.${column} IS NOT NULL GROUP BY l.${column} HAVING part > 0`;

/** What was compensated since a day under each agreement that caps it. */
const USE_OF_CAPS = `SELECT a.bankOrganisationId AS organisationId, a.id AS agreementId, 'compensation-cap' AS measure,
    SUM(c.amountFen) AS part, a.compensationCapFen AS whole
  FROM cooperation_agreements a JOIN compensation_payments c ON c.agreementId = a.id AND c.paidOn >= ?
  WHERE a.compensationCapFen IS NOT NULL GROUP BY a.id, a.bankOrganisationId, a.compensationCapFen`;

const SIDES = ['bankOrganisationId', 'guarantorOrganisationId', 'districtOrganisationId'] as const;

/** All rates of all banks, guarantors and districts as they stand; what counts by the year since its first day. */
export async function measureRates(
  source: Database | Transaction,
  yearFrom: BusinessDate,
): Promise<OrganisationRate[]> {
  const rates = await selectRows<OrganisationRate>(source, USE_OF_CAPS, [yearFrom]);
  for (const side of SIDES) {
    const yearly = yearlyCompensationBy(side);
    rates.push(...(await selectRows<OrganisationRate>(source, overdueRateBy(side))));
    rates.push(...(await selectRows<OrganisationRate>(source, compensationRateBy(side))));
    rates.push(...(await selectRows<OrganisationRate>(source, yearly, [yearFrom, yearFrom])));
  }
  return rates;
}
