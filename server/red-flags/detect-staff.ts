import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import {
  judgeHires,
  judgeStaff,
  type HiredPerson,
  type StaffCount,
} from '../core/red-flags/judge-registries.js';
import type { Suspicion } from '../core/red-flags/suspicion.js';

const GONE = 'COALESCE(e.untilOn, e.delistedOn)';

/** How far the registry of social insurance reaches; undefined before its first roster. */
async function insuranceAsOf({ database }: System): Promise<BusinessDate | undefined> {
  const [row] = await selectRows<{ readonly asOfOn: BusinessDate | null }>(
    database,
    "SELECT MAX(asOfOn) AS asOfOn FROM roster_files WHERE registry = 'social-insurance' AND state <> 'taking'",
  );
  return row?.asOfOn ?? undefined;
}

/** New hires by whom an enterprise reached its share and whom it never insured, or no longer does. */
export async function detectHires(system: System): Promise<Suspicion[]> {
  const asOfOn = await insuranceAsOf(system);
  if (asOfOn === undefined) return [];
  const hires = await selectRows<Omit<HiredPerson, 'asOfOn'>>(
    system.database,
    `SELECT l.id AS loanId, l.disbursedOn, p.identityIndex AS personIndex, MIN(e.fromOn) AS insuredFrom,
        CASE WHEN COUNT(e.id) > COUNT(${GONE}) THEN NULL ELSE MAX(${GONE}) END AS insuredUntil
       FROM application_parties p JOIN loans l ON l.applicationId = p.applicationId
       JOIN borrowers b ON b.id = l.borrowerId
       LEFT JOIN roster_entries e ON e.registry = 'social-insurance' AND e.subjectIndex = p.identityIndex
        AND e.aboutIndex = b.identityIndex
      WHERE p.role = 'new-hire' GROUP BY l.id, l.disbursedOn, p.identityIndex
     HAVING insuredFrom IS NULL OR insuredUntil IS NOT NULL ORDER BY l.id, p.identityIndex`,
  );
  const { policyBook } = system.referenceData.current();
  const { contractMonths } = policyBook.valueOn('hiring-share', system.clock.today()).value;
  return judgeHires(
    hires.map((hire) => ({ ...hire, asOfOn })),
    contractMonths,
  );
}

/** Enterprises with a running loan that insure fewer people than when it began. */
export async function detectStaff(system: System): Promise<Suspicion[]> {
  const asOfOn = await insuranceAsOf(system);
  if (asOfOn === undefined) return [];
  const counts = await selectRows<Omit<StaffCount, 'asOfOn'>>(
    system.database,
    `SELECT l.id AS loanId, b.identityIndex AS firmIndex,
        COUNT(DISTINCT CASE WHEN e.fromOn <= l.disbursedOn AND (${GONE} IS NULL OR ${GONE} > l.disbursedOn)
          THEN e.subjectIndex END) AS staffThen,
        COUNT(DISTINCT CASE WHEN ${GONE} IS NULL OR ${GONE} > ? THEN e.subjectIndex END) AS staffNow
       FROM loans l JOIN borrowers b ON b.id = l.borrowerId
       JOIN roster_entries e ON e.registry = 'social-insurance' AND e.aboutIndex = b.identityIndex
      WHERE l.borrowerKind = 'enterprise' AND l.state IN ('active', 'overdue') AND l.disbursedOn < ?
      GROUP BY l.id, b.identityIndex HAVING staffNow < staffThen ORDER BY l.id`,
    [asOfOn, asOfOn],
  );
  const { policyBook } = system.referenceData.current();
  const { staffDropPercent } = policyBook.valueOn('red-flag-thresholds', system.clock.today()).value;
  return judgeStaff(
    counts.map((count) => ({ ...count, asOfOn })),
    staffDropPercent,
  );
}
