import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { AlertRuleName } from '../core/risk-alerts/alert-rules.js';
import type { AlertFinding } from '../core/risk-alerts/judge-loan.js';
import { isBaseTenant } from '../registries/find-base-tenants.js';
import type { SweepWindow } from './sweep-window.js';

/** What two borrowers must not have in common, the blind index that tells, and who may have it in common all the same. */
const MARKS = [
  ['address-shared', 'addressIndex', `AND NOT ${isBaseTenant('b')}`],
  ['account-shared', 'accountIndex', ''],
] as const satisfies readonly (readonly [AlertRuleName, string, string])[];

interface SharedMark {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  readonly otherLoanId: number;
}

/** New loans whose business has the address, or the account for subsidies, of another borrower's. */
export async function detectSharedMarks(
  { database }: System,
  { after }: SweepWindow,
): Promise<AlertFinding[]> {
  const findings: AlertFinding[] = [];
  for (const [rule, column, otherwise] of MARKS) {
    const rows = await selectRows<SharedMark>(
      database,
      `SELECT l.id AS loanId, l.disbursedOn, o.id AS otherLoanId
         FROM loans l JOIN application_businesses b ON b.applicationId = l.applicationId
         JOIN application_businesses c ON c.${column} = b.${column} AND c.applicationId <> b.applicationId
         JOIN loans o ON o.applicationId = c.applicationId AND o.id < l.id AND o.borrowerId <> l.borrowerId
          AND o.state IN ('active', 'overdue')
        WHERE l.id > ? AND l.state IN ('active', 'overdue') ${otherwise} ORDER BY loanId, otherLoanId`,
      [after.loansSeen],
    );
    findings.push(...eachLoanOnce(rule, rows));
  }
  return findings;
}

function eachLoanOnce(rule: AlertRuleName, rows: readonly SharedMark[]): AlertFinding[] {
  const findings = new Map<number, AlertFinding & { readonly evidence: { otherLoanIds: string[] } }>();
  for (const { loanId, disbursedOn: factOn, otherLoanId } of rows) {
    const known = findings.get(loanId);
    if (known) known.evidence.otherLoanIds.push(String(otherLoanId));
    else
      findings.set(loanId, {
        loanId,
        rule,
        factOn,
        about: '',
        evidence: { otherLoanIds: [String(otherLoanId)] },
      });
  }
  return [...findings.values()];
}
