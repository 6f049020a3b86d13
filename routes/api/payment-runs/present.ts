import { formatYuan } from '../../../server/core/money.js';
import type {
  findPaymentOrders,
  findPaymentRuns,
} from '../../../server/subsidies/payment-runs/find-payment-runs.js';

type Run = Awaited<ReturnType<typeof findPaymentRuns>>['items'][number];
type Order = Awaited<ReturnType<typeof findPaymentOrders>>['items'][number];

export const presentRun = (run: Run) => ({
  id: String(run.id),
  number: run.number,
  claimId: String(run.claimId),
  bankOrganisationId: String(run.bankOrganisationId),
  sequence: run.sequence,
  kind: run.kind,
  payee: run.payee,
  state: run.state,
  orders: run.orderCount,
  total: formatYuan(run.totalFen),
  transfer: formatYuan(run.transferFen),
  createdAt: run.createdAt,
});

export const presentOrder = (order: Order) => ({
  id: String(order.id),
  serialNumber: order.serialNumber,
  loanId: order.loanId === null ? null : String(order.loanId),
  amount: formatYuan(order.amountFen),
  state: order.state,
  settledOn: order.settledOn,
  returnReason: order.returnReason,
});
