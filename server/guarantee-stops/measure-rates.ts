import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import { addFen, ZERO_FEN } from '../core/money.js';
import type { MeasuredRate } from '../core/stop-rules.js';

/** A rate of one bank, guarantor or district, or of a bank under one agreement. */
export interface OrganisationRate extends MeasuredRate {
  readonly organisationId: number;
  readonly agreementId: number | null;
}

/** A rate of the loans that one bank, guarantor and district have in common. */
interface OfficesPart extends MeasuredRate {
  readonly bankOrganisationId: number;
  readonly guarantorOrganisationId: number | null;
  readonly districtOrganisationId: number;
}

const OFFICES = 'l.bankOrganisationId, l.guarantorOrganisationId, l.districtOrganisationId';

/** Of loans that are still repaid to a bank: how much of what is outstanding is overdue. */
const OVERDUE_RATES = `SELECT ${OFFICES}, 'overdue-rate' AS measure, SUM(l.outstandingFen) AS whole,
    SUM(CASE WHEN l.state = 'overdue' THEN l.outstandingFen ELSE 0 END) AS part
  FROM loans l WHERE l.state IN ('active', 'overdue') AND l.outstandingFen > 0 GROUP BY ${OFFICES}`;

/** Of what was guaranteed on loans that were disbursed: how much a guarantor had to pay (代偿率). */
const COMPENSATION_RATES = `SELECT ${OFFICES}, 'compensation-rate' AS measure, SUM(g.guaranteedFen) AS whole,
    COALESCE(SUM(c.amountFen), 0) AS part
  FROM guarantees g JOIN loans l ON l.id = g.loanId LEFT JOIN compensation_payments c ON c.loanId = g.loanId
  WHERE g.state IN ('effective', 'released', 'compensated') GROUP BY ${OFFICES}`;

/** What was compensated since a day, to be measured by it and what is still outstanding (年度代偿率). */
const COMPENSATED_SINCE = `SELECT ${OFFICES}, 'yearly-compensation' AS measure, SUM(c.amountFen) AS part,
    SUM(CASE WHEN l.state IN ('active', 'overdue') THEN 0 ELSE c.amountFen END) AS whole
  FROM compensation_payments c JOIN loans l ON l.id = c.loanId WHERE c.paidOn >= ? GROUP BY ${OFFICES}`;

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
  const caps = await selectRows<OrganisationRate>(source, USE_OF_CAPS, [yearFrom]);
  const overdue = await selectRows<OfficesPart>(source, OVERDUE_RATES);
  const compensated = await selectRows<OfficesPart>(source, COMPENSATION_RATES);
  const since = await selectRows<OfficesPart>(source, COMPENSATED_SINCE, [yearFrom]);
  const outstanding = overdue.map((each) => ({
    ...each,
    measure: 'yearly-compensation' as const,
    part: ZERO_FEN,
  }));
  const rates = SIDES.flatMap((side) => [
    ...addedUp(overdue, side),
    ...addedUp(compensated, side),
    ...addedUp([...outstanding, ...since], side).filter(({ part }) => part > 0),
  ]);
  return [...caps, ...rates];
}

/** The rates of one side, out of what its offices have in common with the others. */
function addedUp(parts: readonly OfficesPart[], side: (typeof SIDES)[number]): OrganisationRate[] {
  const rates = new Map<number, OrganisationRate>();
  for (const { [side]: organisationId, measure, part, whole } of parts) {
    if (organisationId === null) continue;
    const before = rates.get(organisationId) ?? { part: ZERO_FEN, whole: ZERO_FEN };
    const sums = { part: addFen(before.part, part), whole: addFen(before.whole, whole) };
    rates.set(organisationId, { organisationId, agreementId: null, measure, ...sums });
  }
  return [...rates.values()];
}
