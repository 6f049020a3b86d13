import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import type { Actor } from '../context.js';

/**
 * Applications that a service station wrote for this person before there was an account, and that wait for confirmation:
 * the applicant has the account's identity number, or its phone where the account names nobody.
 */
export async function findConfirmableIds(actor: Actor, source: Database | Transaction): Promise<number[]> {
  if (actor.role !== 'borrower') return [];
  const rows = await selectRows<{ id: number }>(
    source,
    `SELECT DISTINCT a.id FROM applications a
       JOIN application_parties p ON p.applicationId = a.id
       JOIN users u ON u.id = ?
      WHERE a.state = 'awaiting-confirmation' AND a.applicantUserId IS NULL
        AND (p.role = 'legal-representative' OR (p.role = 'applicant' AND a.borrowerKind <> 'enterprise'))
        AND (p.identityIndex = u.personIndex OR (u.personIndex IS NULL AND p.phoneIndex = u.phoneIndex))`,
    [actor.userId],
  );
  return rows.map((row) => row.id);
}
