import { selectRows } from '../../models/rows.js';
import { sql } from '../../models/sql.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { RegistryName } from '../core/registries/registries.js';
import type { AlertRuleName } from '../core/risk-alerts/alert-rules.js';
import { judgeHires, type AlertFinding, type HiredStaff } from '../core/risk-alerts/judge-loan.js';
import type { SweepWindow } from './sweep-window.js';

const REGISTRY_RULES = [
  ['deregistered-firms', 'business-deregistered'],
  ['social-insurance', 'hiring-share-lost'],
] as const satisfies readonly (readonly [RegistryName, AlertRuleName])[];

interface Deregistration {
  readonly loanId: number;
  readonly deregisteredOn: BusinessDate;
}

/** Businesses that a roster of deregistered firms names: rosters taken since the sweep before, and loans that came since. */
export async function detectDeregistrations(
  { database }: System,
  { after }: SweepWindow,
): Promise<AlertFinding[]> {
  const query = sql`SELECT l.id AS loanId, MIN(e.fromOn) AS deregisteredOn
    FROM roster_entries e JOIN roster_files f ON f.id = e.firstFileId AND f.state <> 'taking'
    JOIN application_businesses b ON b.creditCodeIndex = e.subjectIndex
    JOIN loans l ON l.applicationId = b.applicationId AND l.state IN ('active', 'overdue')
   WHERE e.registry = 'deregistered-firms' AND e.delistedOn IS NULL
     AND (f.takenAt >= ${after.startedAt} OR l.id > ${after.loansSeen}) GROUP BY l.id ORDER BY l.id`;
  const rows = await selectRows<Deregistration>(database, query.sql, query.parameters);
  return rows.map(({ loanId, deregisteredOn: factOn }) => ({
    loanId,
    rule: 'business-deregistered',
    factOn,
    about: '',
    evidence: { deregisteredOn: factOn },
  }));
}

/**
 * Enterprises whose new hires are no longer enough among the staff that is insured: all of them when a roster of social insurance
 * was taken since the sweep before, else the new ones. Reads blind indexes and counts them; nobody's name.
 */
export async function detectLostHires(
  { database, referenceData }: System,
  { after, close: { businessDate } }: SweepWindow,
): Promise<AlertFinding[]> {
  const roster = await lastTaken(database, 'social-insurance');
  if (roster === null) return [];
  const firstLoan = roster >= after.startedAt ? 0 : after.loansSeen;
  const live = sql`e.registry = 'social-insurance' AND e.aboutIndex = b.creditCodeIndex AND e.delistedOn IS NULL
    AND (e.untilOn IS NULL OR e.untilOn > ${businessDate})`;
  const query = sql`SELECT l.id AS loanId, l.disbursedOn,
      (SELECT COUNT(DISTINCT e.subjectIndex) FROM roster_entries e WHERE ${live}) AS staff,
      (SELECT COUNT(DISTINCT p.identityIndex) FROM application_parties p JOIN roster_entries e ON e.subjectIndex = p.identityIndex
        WHERE p.applicationId = l.applicationId AND p.role = 'new-hire' AND ${live}) AS hires,
      (SELECT MAX(e.delistedOn) FROM application_parties p JOIN roster_entries e ON e.subjectIndex = p.identityIndex
          AND e.registry = 'social-insurance' AND e.aboutIndex = b.creditCodeIndex
        WHERE p.applicationId = l.applicationId AND p.role = 'new-hire') AS lastLeftOn
    FROM loans l JOIN application_businesses b ON b.applicationId = l.applicationId
   WHERE l.borrowerKind = 'enterprise' AND l.state IN ('active', 'overdue') AND l.id > ${firstLoan} ORDER BY l.id`;
  const rows = await selectRows<HiredStaff>(database, query.sql, query.parameters);
  const { policyBook } = referenceData.current();
  return rows.flatMap((row) => judgeHires(row, policyBook.valueOn('hiring-share', businessDate).value));
}

/** What a comparison of the whole book with registries found, by registry; those alone of which a roster came since the sweep before. */
export async function comparedRegistries(
  { database }: System,
  { after }: SweepWindow,
  findings: readonly AlertFinding[],
): Promise<ReadonlyMap<RegistryName, number>> {
  const compared = new Map<RegistryName, number>();
  for (const [registry, rule] of REGISTRY_RULES) {
    const taken = await lastTaken(database, registry);
    if (taken !== null && taken >= after.startedAt)
      compared.set(registry, findings.filter((finding) => finding.rule === rule).length);
  }
  return compared;
}

/** When the last roster of a registry was taken; null without any. */
async function lastTaken(database: System['database'], registry: RegistryName): Promise<string | null> {
  const query = sql`SELECT MAX(takenAt) AS takenAt FROM roster_files WHERE registry = ${registry} AND state <> 'taking'`;
  const [row] = await selectRows<{ readonly takenAt: string | null }>(database, query.sql, query.parameters);
  return row?.takenAt ?? null;
}
