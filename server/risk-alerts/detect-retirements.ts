import { conditionOf } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import { openForm } from '../applications/application-content.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { readIdentity, type IdentityKind } from '../core/identity-number.js';
import { judgeRetirement, type AlertFinding } from '../core/risk-alerts/judge-loan.js';
import type { SweepWindow } from './sweep-window.js';

interface BorrowerRow {
  readonly loanId: number;
  readonly maturesOn: BusinessDate;
  readonly identityKind: IdentityKind;
  readonly identityCipher: string;
  readonly contentCipher: string | null;
}

const AT_ONCE = 1_000;

/** Individuals who reach retirement before their loan ends: of new loans, and of those extended since the sweep before. */
export async function detectRetirements(system: System, { after }: SweepWindow): Promise<AlertFinding[]> {
  const loans = await selectRows<{ id: number }>(
    system.database,
    `SELECT id FROM loans WHERE id > ?
      UNION SELECT loanId FROM loan_events WHERE id > ? AND kind = 'extension' ORDER BY id`,
    [after.loansSeen, after.eventsSeen],
  );
  const findings: AlertFinding[] = [];
  for (let from = 0; from < loans.length; from += AT_ONCE) {
    const ids = loans.slice(from, from + AT_ONCE).map(({ id }) => id);
    for (const row of await findBorrowers(system, ids)) findings.push(...judge(system, row));
  }
  return findings;
}

async function findBorrowers({ database }: System, ids: readonly number[]): Promise<BorrowerRow[]> {
  const { sql, parameters } = conditionOf({
    id: ids,
    borrowerKind: 'individual',
    state: ['active', 'overdue'],
  });
  return selectRows<BorrowerRow>(
    database,
    `SELECT l.id AS loanId, COALESCE(l.extendedUntil, l.maturesOn) AS maturesOn, b.identityKind, b.identityCipher,
        a.contentCipher
       FROM (SELECT * FROM loans${sql}) l JOIN borrowers b ON b.id = l.borrowerId
       LEFT JOIN applications a ON a.id = l.applicationId ORDER BY l.id`,
    parameters,
  );
}

/** Birth and sex by the identity number; by the application where the number does not tell them, as of a travel permit. */
function judge(
  system: System,
  { loanId, maturesOn, identityKind, identityCipher, contentCipher }: BorrowerRow,
): AlertFinding[] {
  const identity = readIdentity(identityKind, system.cipher.decrypt(identityCipher, 'borrowers.identity'));
  const stated = contentCipher === null ? undefined : openForm(system, { contentCipher }).applicant;
  const bornOn = identity?.birthDate ?? stated?.bornOn;
  if (bornOn === undefined) return [];
  const isMale = (identity?.sex ?? stated?.sex) === 'male';
  const workerClass = isMale ? 'male' : (stated?.workerClass ?? null);
  return judgeRetirement({ loanId, maturesOn, bornOn, workerClass });
}
