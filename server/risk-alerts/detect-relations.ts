import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { AlertFinding } from '../core/risk-alerts/judge-loan.js';
import type { SweepWindow } from './sweep-window.js';

interface OverdueRelation {
  readonly loanId: number;
  readonly role: string;
  readonly otherLoanId: number;
  readonly pastDueSince: BusinessDate;
}

/** From the overdue loans of a borrower to the loans that this person stands by in another role. */
const RELATED = `SELECT l.id AS loanId, p.role, o.id AS otherLoanId, s.pastDueSince
    FROM loan_standings s JOIN loans o ON o.id = s.loanId AND o.state IN ('active', 'overdue')
    JOIN borrowers b ON b.id = o.borrowerId
    JOIN application_parties p ON p.identityIndex = b.identityIndex
     AND p.role IN ('spouse', 'partner', 'legal-representative', 'counter-guarantor', 'counter-guarantor-spouse')
    JOIN loans l ON l.applicationId = p.applicationId AND l.id <> o.id AND l.state IN ('active', 'overdue')
   WHERE s.pastDueSince IS NOT NULL`;

/** Guarantors, spouses and partners who fell overdue with a loan of their own since the sweep before, or were so when a loan came. */
export async function detectOverdueRelations(
  { database }: System,
  { after }: SweepWindow,
): Promise<AlertFinding[]> {
  const rows = await selectRows<OverdueRelation>(
    database,
    `${RELATED} AND s.closeId > ? UNION ${RELATED} AND l.id > ? ORDER BY loanId, otherLoanId, role`,
    [after.closeId, after.loansSeen],
  );
  return rows.map(({ loanId, role, otherLoanId, pastDueSince }) => ({
    loanId,
    rule: 'related-person-overdue',
    factOn: pastDueSince,
    about: String(otherLoanId),
    evidence: { role, pastDueSince, otherLoanId: String(otherLoanId) },
  }));
}

interface SharedPhone {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  readonly otherLoanId: number;
}

const PERSON = "role IN ('applicant', 'legal-representative')";

/** New loans whose borrower gave the phone of another borrower, found by blind index. */
export async function detectSharedPhones(
  { database }: System,
  { after }: SweepWindow,
): Promise<AlertFinding[]> {
  const rows = await selectRows<SharedPhone>(
    database,
    `SELECT DISTINCT l.id AS loanId, l.disbursedOn, o.id AS otherLoanId
       FROM loans l JOIN application_parties p ON p.applicationId = l.applicationId AND p.${PERSON}
       JOIN application_parties q ON q.phoneIndex = p.phoneIndex AND q.${PERSON}
        AND q.identityIndex <> p.identityIndex
       JOIN loans o ON o.applicationId = q.applicationId AND o.id < l.id AND o.state IN ('active', 'overdue')
      WHERE l.id > ? AND l.state IN ('active', 'overdue')
        AND p.identityKind <> 'credit-code' AND q.identityKind <> 'credit-code'
      ORDER BY loanId, otherLoanId`,
    [after.loansSeen],
  );
  return [...new Set(rows.map(({ loanId }) => loanId))].flatMap((loanId): AlertFinding[] => {
    const shared = rows.filter((row) => row.loanId === loanId);
    const otherLoanIds = shared.map(({ otherLoanId }) => String(otherLoanId));
    return shared.slice(0, 1).map(({ disbursedOn: factOn }) => ({
      loanId,
      rule: 'phone-shared',
      factOn,
      about: '',
      evidence: { otherLoanIds },
    }));
  });
}
