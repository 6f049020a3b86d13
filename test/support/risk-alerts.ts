import { RiskAlert } from '../../models/risk-alert.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { systemContext } from '../../server/context.js';
import { recordLoanEvent } from '../../server/loans/record-loan-event.js';
import { sweepAlerts } from '../../server/risk-alerts/sweep-alerts.js';
import type { TestApp } from './app.js';
import { disbursedLoan } from './loans.js';

/** What a night does after the books are closed. */
export const swept = async ({ system }: TestApp) =>
  sweepAlerts(systemContext(system, 'night'), async () => undefined);

/** Rule, day of the fact and state of a loan's alerts, in the order in which they were raised. */
export async function alertsOf(loanId: number): Promise<string[][]> {
  const alerts = await findRows(RiskAlert, { where: { loanId }, order: [['id', 'ASC']] });
  return alerts.map(({ rule, factOn, state }) => [rule, factOn, state]);
}

/** A loan whose bank reported today that the business is closed; of the other bank and district if said so. */
export async function alertOfClosure(app: TestApp, foreign = false): Promise<Row<RiskAlert>> {
  const { id: loanId } = await disbursedLoan(app, { foreign });
  const report = {
    loanId,
    kind: 'closure',
    fromOn: app.clock.today(),
    untilOn: null,
    newRate: null,
    note: null,
  } as const;
  await recordLoanEvent(await app.contextOf(foreign ? 'other.bank.maker' : 'bank.maker'), report);
  const alert = await findRow(RiskAlert, { where: { loanId } });
  if (!alert) throw new Error('A closure raised no alert');
  return alert;
}
