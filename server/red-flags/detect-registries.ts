import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import { judgeDeregistration, judgeListed, type ListedLoan } from '../core/red-flags/judge-registries.js';
import type { Suspicion } from '../core/red-flags/suspicion.js';
import type { RegistryName } from '../core/registries/registries.js';
import { ENTRY, termOf } from './sql-parts.js';

const ROW = `SELECT ${termOf('l')}, COALESCE(a.appliedOn, l.disbursedOn) AS appliedOn, ${ENTRY}`;
/** An entry that was taken off such a list was wrong. */
const LISTED = 'e.registry = ? AND e.delistedOn IS NULL';
const BORROWERS = `JOIN borrowers b ON b.identityIndex = e.subjectIndex JOIN loans l ON l.borrowerId = b.id
   LEFT JOIN applications a ON a.id = l.applicationId`;

/** Businesses that the registry of firms calls gone: enterprises that borrow, and the businesses of founders. */
export async function detectDeregistrations({ database }: System): Promise<Suspicion[]> {
  const registry: RegistryName = 'deregistered-firms';
  const loans = await selectRows<ListedLoan>(
    database,
    `${ROW} FROM roster_entries e ${BORROWERS} WHERE ${LISTED}
      UNION ${ROW} FROM roster_entries e JOIN application_businesses u ON u.creditCodeIndex = e.subjectIndex
        JOIN loans l ON l.applicationId = u.applicationId JOIN applications a ON a.id = l.applicationId
       WHERE ${LISTED} ORDER BY loanId`,
    [registry, registry],
  );
  return judgeDeregistration(loans);
}

/** Borrowers, and the representatives of enterprises, who have died. */
export async function detectDeaths({ database }: System): Promise<Suspicion[]> {
  const registry: RegistryName = 'deceased';
  const loans = await selectRows<ListedLoan>(
    database,
    `${ROW} FROM roster_entries e ${BORROWERS} WHERE ${LISTED}
      UNION ${ROW} FROM roster_entries e
        JOIN application_parties p ON p.identityIndex = e.subjectIndex AND p.role = 'legal-representative'
        JOIN loans l ON l.applicationId = p.applicationId JOIN applications a ON a.id = l.applicationId
       WHERE ${LISTED} ORDER BY loanId`,
    [registry, registry],
  );
  return judgeListed('borrower-deceased', loans);
}

/** Founders on the public payroll while their loan ran. */
export async function detectPublicPay({ database }: System): Promise<Suspicion[]> {
  const loans = await selectRows<ListedLoan>(
    database,
    `${ROW} FROM roster_entries e ${BORROWERS} WHERE e.registry = 'publicly-paid' ORDER BY loanId, entryId`,
  );
  return judgeListed('borrower-publicly-paid', loans);
}

/** Founders whom another firm than their own insured while their loan ran. */
export async function detectOtherEmployment({ database }: System): Promise<Suspicion[]> {
  const loans = await selectRows<ListedLoan>(
    database,
    `${ROW} FROM roster_entries e ${BORROWERS}
       JOIN application_businesses u ON u.applicationId = l.applicationId
      WHERE e.registry = 'social-insurance' AND l.borrowerKind = 'individual'
        AND e.aboutIndex <> u.creditCodeIndex ORDER BY loanId, entryId`,
  );
  return judgeListed('borrower-employed-elsewhere', loans);
}
