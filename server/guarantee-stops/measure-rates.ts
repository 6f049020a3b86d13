import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { MeasuredRate } from '../core/stop-rules.js';

/** A rate of one bank, guarantor or district. */
export interface OrganisationRate extends MeasuredRate {
  readonly organisationId: number;
}

/** Of loans that are still repaid to a bank: how much of what is outstanding is overdue. */
const overdueRateBy = (column: string): string =>
  `SELECT l.${column} AS organisationId, 'overdue-rate' AS measure, SUM(l.outstandingFen) AS whole,
      SUM(CASE WHEN l.state = 'overdue' THEN l.outstandingFen ELSE 0 END) AS part
    FROM loans l WHERE l.state IN ('active', 'overdue') AND l.outstandingFen > 0 AND l.${column} IS NOT NULL
    GROUP BY l.${column}`;

/** Of guarantees on loans that were disbursed: how much of what was guaranteed had to be compensated. */
const compensationRateBy = (column: string): string =>
  `SELECT l.${column} AS organisationId, 'compensation-rate' AS measure, SUM(g.guaranteedFen) AS whole,
      SUM(CASE WHEN g.state = 'compensated' THEN g.guaranteedFen ELSE 0 END) AS part
    FROM guarantees g JOIN loans l ON l.id = g.loanId
    WHERE g.state IN ('effective', 'released', 'compensated') AND l.${column} IS NOT NULL
    GROUP BY l.${column}`;

const SIDES = ['bankOrganisationId', 'guarantorOrganisationId', 'districtOrganisationId'] as const;

/** All rates of all banks, guarantors and districts as they stand. */
export async function measureRates(source: Database | Transaction): Promise<OrganisationRate[]> {
  const rates: OrganisationRate[] = [];
  for (const side of SIDES) {
    rates.push(...(await selectRows<OrganisationRate>(source, overdueRateBy(side))));
    rates.push(...(await selectRows<OrganisationRate>(source, compensationRateBy(side))));
  }
  return rates;
}
