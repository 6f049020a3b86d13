import { PaymentOrder } from '../../../models/payment-order.js';
import { PaymentRun } from '../../../models/payment-run.js';
import { findRow, findRows, selectRows, type Row } from '../../../models/rows.js';
import { findOpenProposal } from '../../approvals/approval.js';
import { paymentRunScope } from '../../auth/scope.js';
import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { fen, formatYuan, type Fen } from '../../core/money.js';
import { csvRow } from '../../exports/csv-row.js';
import { idBefore, pageById, type Page, type PageRequest } from '../../paging.js';
import { paymentRunOf } from './propose-payment-run.js';

export interface PaymentRunFilter extends PageRequest {
  readonly claimId?: number | undefined;
}

/** How many orders stand where, and their money. */
export interface OrderTotals {
  readonly state: Row<PaymentOrder>['state'];
  readonly orders: number;
  readonly amount: Fen;
}

/** A run with how far it has come, and the hash that its approval repeats. */
export interface PaymentRunDetail extends Row<PaymentRun> {
  readonly totals: readonly OrderTotals[];
  readonly payloadHash: string | null;
}

const COLUMNS = ['支付编号', '收款人', '合同编号', '金额', '用途'];
const PAGE = 5_000;
const BYTE_ORDER_MARK = '\uFEFF';

/** Payment runs in reach, the newest first. */
export async function findPaymentRuns(
  { actor }: Context,
  filter: PaymentRunFilter,
): Promise<Page<Row<PaymentRun>>> {
  const before = idBefore(filter);
  const rows = await findRows(PaymentRun, {
    where: {
      ...(filter.claimId !== undefined && { claimId: filter.claimId }),
      ...(before !== undefined && { id: { '<': before } }),
      ...paymentRunScope(actor),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}

/** One run. Fails: not-found. */
export async function findPaymentRun(context: Context, runId: number): Promise<PaymentRunDetail> {
  const run = await readRun(context, runId);
  const [totals, proposal] = await Promise.all([
    selectRows<OrderTotals>(
      context.system.database,
      `SELECT state, COUNT(*) AS orders, SUM(amountFen) AS amount FROM payment_orders
        WHERE runId = ? GROUP BY state ORDER BY state`,
      [runId],
    ),
    findOpenProposal(paymentRunOf(runId)),
  ]);
  return { ...run, totals, payloadHash: proposal?.payloadHash ?? null };
}

/** The orders of a run, perhaps in one state, the latest first. Fails: not-found, malformed (cursor). */
export async function findPaymentOrders(
  context: Context,
  runId: number,
  request: PageRequest & { readonly state?: Row<PaymentOrder>['state'] | undefined },
): Promise<Page<Row<PaymentOrder>>> {
  await readRun(context, runId);
  const before = idBefore(request);
  const { state } = request;
  const rows = await findRows(PaymentOrder, {
    where: {
      runId,
      ...(state !== undefined && { state }),
      ...(before !== undefined && { id: { '<': before } }),
    },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  return pageById(rows, request);
}

/**
 * The payment file of an approved run for the bank (支付文件), piece by piece, in the order of its numbers. Payees are named by their contract: the bank knows
 * the account. Fails: not-found, illegal-transition (not approved).
 */
export async function exportPaymentRun(
  context: Context,
  runId: number,
): Promise<{ readonly fileName: string; readonly pieces: AsyncIterable<Uint8Array> }> {
  const run = await readRun(context, runId);
  if (run.state !== 'approved') throw new DomainError('illegal-transition', { from: run.state });
  return { fileName: `${run.number}.csv`, pieces: filePieces(context, run) };
}

async function* filePieces({ system }: Context, run: Row<PaymentRun>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${BYTE_ORDER_MARK}${csvRow(COLUMNS)}`);
  for (let after = 0; ;) {
    const orders = await selectRows<FileOrder>(
      system.database,
      `SELECT paid.id, paid.serialNumber, paid.amountFen, loan.contractNumber, loan.borrowerName, bank.name AS bankName
         FROM payment_orders paid
         JOIN organisations bank ON bank.id = paid.bankOrganisationId
         LEFT JOIN loans loan ON loan.id = paid.loanId
        WHERE paid.runId = ? AND paid.id > ? ORDER BY paid.id LIMIT ${PAGE}`,
      [run.id, after],
    );
    yield Buffer.from(orders.map((order) => csvRow(cellsOf(order))).join(''));
    const last = orders.at(-1);
    if (last === undefined || orders.length < PAGE) return;
    after = last.id;
  }
}

interface FileOrder {
  readonly id: number;
  readonly serialNumber: string;
  readonly amountFen: number;
  readonly contractNumber: string | null;
  readonly borrowerName: string | null;
  readonly bankName: string;
}

const cellsOf = (order: FileOrder): string[] => [
  order.serialNumber,
  order.borrowerName ?? order.bankName,
  order.contractNumber ?? '',
  formatYuan(fen(order.amountFen)),
  '创业担保贷款贴息',
];

async function readRun({ actor }: Context, id: number): Promise<Row<PaymentRun>> {
  const run = await findRow(PaymentRun, { where: { id, ...paymentRunScope(actor) } });
  if (!run) throw new DomainError('not-found');
  return run;
}
