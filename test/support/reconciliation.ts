import { Reconciliation } from '../../models/reconciliation.js';
import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { findRow, findRows } from '../../models/rows.js';
import { runCommand } from '../../server/command.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import type { BreakRow } from '../../server/reconciliation/break-book.js';
import { compareBalances } from '../../server/reconciliation/compare-balances.js';
import { stateBalances } from '../../server/reconciliation/state-balances.js';
import type { TestApp } from './app.js';
import { nextSerial } from './loans.js';

/** A bank's balance list of one day, in yuan by contract number, stated as `bank.maker` (or the other bank's). */
export async function balancesStated(
  app: TestApp,
  day: string,
  balances: Readonly<Record<string, string>>,
  foreign = false,
): Promise<number> {
  const context = await app.contextOf(foreign ? 'other.bank.maker' : 'bank.maker');
  const bankOrganisationId = context.actor.organisationId ?? 0;
  const balanceOn = parseBusinessDate(day);
  const source = { bankOrganisationId, userId: context.actor.userId, origin: 'balance-list' } as const;
  const statements = Object.entries(balances).map(([contractNumber, balance]) => ({
    contractNumber,
    balanceOn,
    balance: parseYuan(balance),
    riskClass: null,
  }));
  await runCommand(context, 'balances.import', async (unit) => {
    await stateBalances(unit, source, statements);
    unit.record({
      organisationId: bankOrganisationId,
      subjectKind: 'organisation',
      subjectId: null,
      detail: {},
    });
    return {};
  });
  const reconciliation = await findRow(Reconciliation, { where: { bankOrganisationId, balanceOn } });
  return reconciliation?.id ?? 0;
}

/** The same, compared with our books. Answers the id of the reconciliation. */
export async function balancesCompared(...list: Parameters<typeof balancesStated>): Promise<number> {
  const [app, , , foreign = false] = list;
  const id = await balancesStated(...list);
  await compareBalances(await app.contextOf(foreign ? 'other.bank.maker' : 'bank.maker'), id);
  return id;
}

/** The breaks of the database by contract number, the latest of each. */
export async function breaksByContract(): Promise<Map<string, BreakRow>> {
  const rows = await findRows(ReconciliationBreak, { where: {}, order: [['id', 'ASC']] });
  return new Map(rows.map((row) => [row.contractNumber, row]));
}

/** A break of a contract that nobody knows, of the first bank or the other one. */
export async function anyBreak(app: TestApp, foreign = false): Promise<BreakRow> {
  const day = app.system.clock.today();
  const contractNumber = `NOBODY${nextSerial()}`;
  await balancesCompared(app, day, { [contractNumber]: '100.00' }, foreign);
  const row = (await breaksByContract()).get(contractNumber);
  if (!row) throw new Error('No break was opened');
  return row;
}
