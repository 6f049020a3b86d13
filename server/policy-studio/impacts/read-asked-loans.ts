import type { Database } from '../../../models/database.js';
import { selectRows } from '../../../models/rows.js';
import type { Finding, RuleName } from '../../core/eligibility/finding.js';
import type { HireOnRecord } from '../../core/policy-impact/counted-hires.js';
import type { AskedLoan } from '../../core/policy-impact/facts-on-record.js';

/** Findings are long texts: so many applications are read at once. */
const LOANS_AT_ONCE = 1_000;

interface FindingsRow {
  readonly loanId: number;
  readonly findingsJson: string;
}

/** What the rules of eligibility looked at, by the loan that came of the application; the latest judgement counts. */
export async function readFindings(
  database: Database,
  loanIds: readonly number[],
): Promise<Map<number, AskedLoan['findings']>> {
  const findings = new Map<number, AskedLoan['findings']>();
  for (let from = 0; from < loanIds.length; from += LOANS_AT_ONCE) {
    const chunk = loanIds.slice(from, from + LOANS_AT_ONCE);
    const rows = await selectRows<FindingsRow>(
      database,
      `SELECT l.id AS loanId, r.findingsJson FROM loans l JOIN eligibility_results r ON r.applicationId = l.applicationId
        WHERE l.id >= ? AND l.id <= ? ORDER BY r.id`,
      [chunk[0] ?? 0, chunk.at(-1) ?? 0],
    );
    for (const { loanId, findingsJson } of rows) findings.set(loanId, factsByRule(findingsJson));
  }
  return findings;
}

function factsByRule(json: string): AskedLoan['findings'] {
  const findings = JSON.parse(json) as readonly Pick<Finding, 'rule' | 'facts'>[];
  const byRule: Partial<Record<RuleName, Finding['facts']>> = {};
  for (const { rule, facts } of findings) byRule[rule] = facts;
  return byRule;
}

interface CountRow {
  readonly loanId: number;
  readonly earlierLoans: number;
}

/** How many loans of the same kind each borrower had before, for loans whose application nobody judged here. */
export async function countEarlierLoans(
  database: Database,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<Map<number, number>> {
  const rows = await selectRows<CountRow>(
    database,
    `SELECT l.id AS loanId, COUNT(earlier.id) AS earlierLoans
       FROM loans l JOIN loans earlier ON earlier.borrowerId = l.borrowerId AND earlier.borrowerKind = l.borrowerKind
        AND (earlier.disbursedOn < l.disbursedOn OR (earlier.disbursedOn = l.disbursedOn AND earlier.id < l.id))
      WHERE l.id > ? AND l.id <= ? GROUP BY l.id`,
    [after, upTo],
  );
  return new Map(rows.map(({ loanId, earlierLoans }) => [loanId, earlierLoans]));
}

interface HireRow extends HireOnRecord {
  readonly loanId: number;
}

/** What the registry of social insurance knows of the people by whom enterprises reached their share, by loan. */
export async function readHires(
  database: Database,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<Map<number, HireOnRecord[]>> {
  const rows = await selectRows<HireRow>(
    database,
    `SELECT l.id AS loanId, MIN(e.fromOn) AS insuredFrom,
        CASE WHEN COUNT(e.id) > COUNT(COALESCE(e.untilOn, e.delistedOn)) THEN NULL
          ELSE MAX(COALESCE(e.untilOn, e.delistedOn)) END AS insuredUntil
       FROM loans l JOIN application_parties p ON p.applicationId = l.applicationId AND p.role = 'new-hire'
       JOIN borrowers b ON b.id = l.borrowerId
       LEFT JOIN roster_entries e ON e.registry = 'social-insurance' AND e.subjectIndex = p.identityIndex
        AND e.aboutIndex = b.identityIndex
      WHERE l.id > ? AND l.id <= ? GROUP BY l.id, p.identityIndex ORDER BY l.id, p.identityIndex`,
    [after, upTo],
  );
  const hires = new Map<number, HireOnRecord[]>();
  for (const { loanId, ...hire } of rows) {
    const known = hires.get(loanId);
    if (known === undefined) hires.set(loanId, [hire]);
    else known.push(hire);
  }
  return hires;
}
