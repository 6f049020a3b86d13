import { conditionOf } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { RISK_ALERT_STATES, type RiskAlertState } from '../core/states/risk-alert-states.js';
import { transition } from '../core/states/state-machine.js';
import { lastReserve } from '../loans/find-reserve.js';

const UNCLOSED = "a.state IN ('open', 'in-progress')";
const OF_ARREARS = "a.rule IN ('missed-payment', 'first-payment-default', 'instalments-behind')";

/** Alerts on arrears that are paid or the guarantor's now, and on a maturity that is over, has moved, or is provided for by now. */
const GONE = `SELECT a.id, a.state FROM risk_alerts a JOIN loans l ON l.id = a.loanId
    JOIN loan_standings s ON s.loanId = a.loanId WHERE ${UNCLOSED} AND ${OF_ARREARS}
     AND (l.state NOT IN ('active', 'overdue') OR s.pastDueSince IS NULL OR s.pastDueSince > a.factOn)
  UNION SELECT a.id, a.state FROM risk_alerts a JOIN loans l ON l.id = a.loanId
    WHERE ${UNCLOSED} AND a.rule = 'maturity-without-reserve'
      AND (l.state NOT IN ('active', 'overdue') OR COALESCE(l.extendedUntil, l.maturesOn) > a.factOn
        OR (l.outstandingFen - COALESCE(${lastReserve('l')}, 0)) * 10000 < l.principalFen * ?)`;

/** Closes the alerts whose fact has gone by itself. Answers how many there were. */
export async function lapseAlerts(
  { referenceData }: System,
  { transaction, now, today }: UnitOfWork,
): Promise<number> {
  const { policyBook } = referenceData.current();
  const { principalBasisPoints } = policyBook.valueOn('alert-maturity-without-reserve', today).value;
  const gone = await selectRows<{ id: number; state: RiskAlertState }>(transaction, GONE, [
    principalBasisPoints,
  ]);
  if (gone.length === 0) return 0;
  for (const { state } of gone) transition(RISK_ALERT_STATES, state, 'lapse');
  const { sql, parameters } = conditionOf({ id: gone.map(({ id }) => id) });
  await execute(
    transaction,
    `UPDATE risk_alerts SET state = 'resolved', resolution = ?, closedOn = ?, updatedAt = ?, version = version + 1${sql}`,
    ['情形已消失', today, now, ...parameters],
    true,
  );
  return gone.length;
}
