import { PaymentOrder } from '../../../models/payment-order.js';
import { findRows, type Row } from '../../../models/rows.js';
import { updateEach } from '../../../models/update-each.js';
import type { Bilingual } from '../../core/bilingual.js';
import type { PaymentResultColumn, PaymentResultRow } from '../../core/bank-files/payment-results-file.js';
import type { RowProblemCode } from '../../core/bank-files/row-problem.js';
import type { BusinessDate } from '../../core/business-date.js';
import { BatchTally } from '../../imports/batch-tally.js';
import type { WriteBatch } from '../../imports/import-kind.js';
import { postMoney, type Posting } from '../../money-ledger/post-money.js';

interface Problem {
  readonly column: PaymentResultColumn;
  readonly code: RowProblemCode;
  readonly message: Bilingual;
}

/**
 * Takes what the bank says became of its orders: received by the payee, or returned. What was received may still come back
 * (退汇); what has come back is paid again by another order only. The same result sent again changes nothing.
 */
export const takePaymentResults: WriteBatch<PaymentResultRow> = async (
  { context, unit, bankOrganisationId },
  rows,
) => {
  const tally = new BatchTally<PaymentResultRow>();
  const serialNumber = rows.map((row) => row.serialNumber);
  const found = await findRows(PaymentOrder, {
    where: { serialNumber, bankOrganisationId },
    transaction: unit.transaction,
  });
  const orders = new Map(found.map((order) => [order.serialNumber, order]));
  const changed = new Map<number, Row<PaymentOrder>>();
  const postings: Posting[] = [];
  for (const row of rows) {
    const order = orders.get(row.serialNumber);
    const problem = problemOf(row, order, unit.today);
    if (problem !== null) tally.reject(row, problem.column, problem.code, problem.message);
    else if (order === undefined || order.state === row.outcome) tally.pass();
    else {
      const posting = postingOf(order, row);
      if (posting !== null) postings.push(posting);
      const settled = settledBy(order, row);
      orders.set(row.serialNumber, settled);
      changed.set(order.id, settled);
      tally.accept(row);
    }
  }
  const updates = [...changed.values()].map(({ id, state, liveKey, settledOn, returnReason, version }) => ({
    id,
    state,
    liveKey,
    settledOn,
    returnReason,
    version,
  }));
  await updateEach(PaymentOrder, updates, unit.transaction);
  await postMoney(unit, context.actor, postings);
  return tally.result();
};

/** Why a result cannot be taken; null when it can, or is known already. */
function problemOf(
  row: PaymentResultRow,
  order: Row<PaymentOrder> | undefined,
  today: BusinessDate,
): Problem | null {
  if (order === undefined || order.state === 'proposed' || order.state === 'declined')
    return problem('支付编号', 'unknown-original', {
      zh: '本行没有该支付编号的已发出支付；请按支付文件填写',
      en: 'No payment of this number was issued to the bank; enter it as the payment file names it',
    });
  if (row.amount !== order.amountFen)
    return problem('金额', 'conflict', {
      zh: '金额与支付文件不一致；请核对',
      en: 'The amount is not that of the payment file; check it',
    });
  if (row.settledOn > today)
    return problem('处理日期', 'conflict', {
      zh: '处理日期晚于今天；请核对日期',
      en: 'The day lies ahead; check the date',
    });
  const isRepeated = order.state === row.outcome && order.settledOn === row.settledOn;
  const isNews = order.state === 'issued' || (order.state === 'received' && row.outcome === 'returned');
  if (isRepeated || isNews) return null;
  return problem('处理结果', 'conflict', {
    zh: '该支付已有另一结果；退回后的支付须另行重付',
    en: 'The payment has another result already; what came back is paid again by a new order',
  });
}

const problem = (column: PaymentResultColumn, code: RowProblemCode, message: Bilingual): Problem => ({
  column,
  code,
  message,
});

const settledBy = (order: Row<PaymentOrder>, row: PaymentResultRow): Row<PaymentOrder> => ({
  ...order,
  state: row.outcome,
  settledOn: row.settledOn,
  liveKey: row.outcome === 'returned' ? null : order.liveKey,
  returnReason: row.outcome === 'returned' ? row.returnReason : null,
  version: order.version + 1,
});

/** An order that came back before it was received leaves the money where it is: on its way. */
function postingOf(order: Row<PaymentOrder>, { outcome }: PaymentResultRow): Posting | null {
  if (order.state === 'issued' && outcome === 'returned') return null;
  const onItsWay = { kind: 'in-payment', holderId: order.bankOrganisationId } as const;
  const received = { kind: 'received', holderId: order.bankOrganisationId } as const;
  const subject = { subjectKind: 'payment-order', subjectId: order.id };
  return outcome === 'received'
    ? { kind: 'receive', debit: received, credit: onItsWay, amount: order.amountFen, subject }
    : { kind: 'send-back', debit: onItsWay, credit: received, amount: order.amountFen, subject };
}
