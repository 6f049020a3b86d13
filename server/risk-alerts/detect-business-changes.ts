import type { LoanEvent } from '../../models/loan-event.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { System } from '../context.js';
import { standingEvents } from '../core/loan-history.js';
import { judgeBusinessChange, type AlertFinding } from '../core/risk-alerts/judge-loan.js';
import type { SweepWindow } from './sweep-window.js';

const KINDS = "kind IN ('closure', 'legal-representative-change')";

/** Closures and changes of the legal representative that were reported since the sweep before and not taken back. */
export async function detectBusinessChanges(
  { database }: System,
  { after }: SweepWindow,
): Promise<AlertFinding[]> {
  const reports = await selectRows<Row<LoanEvent>>(
    database,
    `SELECT e.* FROM (SELECT DISTINCT loanId FROM loan_events WHERE id > ? AND ${KINDS}) touched
       JOIN loans l ON l.id = touched.loanId AND l.state IN ('active', 'overdue')
       JOIN loan_events e ON e.loanId = l.id AND e.${KINDS} ORDER BY e.loanId, e.id`,
    [after.eventsSeen],
  );
  const findings: AlertFinding[] = [];
  for (const loanId of new Set(reports.map((report) => report.loanId))) {
    for (const { kind, fromOn } of standingEvents(reports.filter((report) => report.loanId === loanId))) {
      if (kind === 'closure' || kind === 'legal-representative-change')
        findings.push(judgeBusinessChange({ loanId, kind, fromOn }));
    }
  }
  return findings;
}
