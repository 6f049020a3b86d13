import type { Transaction } from 'sequelize';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import type { GuarantorCapital } from '../../models/guarantor-capital.js';
import { findRow, lockRow, selectRows, type Row } from '../../models/rows.js';
import { shareLock } from '../../models/share-lock.js';
import { findBatchRoom } from '../agreements/find-batch-room.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { businessDate, yearMonthDay, type BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { addFen, fen, formatYuan, type Fen } from '../core/money.js';

/** A payment that is about to be made. */
export interface PaymentDue {
  readonly guarantorOrganisationId: number;
  readonly agreementId: number | null;
  readonly amount: Fen;
  readonly paidOn: BusinessDate;
}

/**
 * The payment keeps the agreement's cap of its calendar year, that of its batch and the guarantor's balance: its latest capital on record less
 * everything paid since that day. Payments of one guarantor are measured one after another, under the lock of its exposure.
 * Fails: compensation-cap-exceeded, batch-cap-exceeded, guarantor-balance-exceeded.
 */
export async function assertAffordable(system: System, unit: UnitOfWork, due: PaymentDue): Promise<void> {
  const { transaction } = unit;
  const { guarantorOrganisationId: organisationId } = due;
  await lockRow(GuarantorExposure, { organisationId }, transaction);
  await assertWithinCap(due, transaction);
  await assertWithinBalance(system, due, transaction);
}

async function assertWithinCap(
  { agreementId, amount, paidOn }: PaymentDue,
  transaction: Transaction,
): Promise<void> {
  if (agreementId === null) return;
  const agreement = await findRow(CooperationAgreement, { where: { id: agreementId }, transaction });
  await assertWithinBatch(agreement, amount, transaction);
  const cap = agreement?.compensationCapFen ?? null;
  if (cap === null) return;
  const { year } = yearMonthDay(paidOn);
  const [row] = await selectRows<{ paid: number }>(
    transaction,
    `SELECT COALESCE(SUM(amountFen), 0) AS paid FROM compensation_payments
      WHERE agreementId = ? AND paidOn >= ? AND paidOn < ?`,
    [agreementId, businessDate(year, 1, 1), businessDate(year + 1, 1, 1)],
  );
  const paid = fen(row?.paid ?? 0);
  if (addFen(paid, amount) <= cap) return;
  const amounts = { amount: formatYuan(amount), cap: formatYuan(cap), paid: formatYuan(paid) };
  throw new DomainError('compensation-cap-exceeded', { year, ...amounts });
}

/** Of a batch no more is compensated than its share of everything guaranteed in it. */
async function assertWithinBatch(
  agreement: Row<CooperationAgreement> | null,
  amount: Fen,
  transaction: Transaction,
): Promise<void> {
  const room = agreement && (await findBatchRoom(agreement, transaction));
  if (!room || amount <= room.remainingFen) return;
  const { capFen, remainingFen } = room;
  const amounts = {
    amount: formatYuan(amount),
    cap: formatYuan(capFen),
    remaining: formatYuan(remainingFen),
  };
  throw new DomainError('batch-cap-exceeded', amounts);
}

async function assertWithinBalance(
  { database }: System,
  { guarantorOrganisationId, amount, paidOn }: PaymentDue,
  transaction: Transaction,
): Promise<void> {
  const lock = shareLock(database.engine);
  const [capital] = await selectRows<Pick<Row<GuarantorCapital>, 'amountFen' | 'effectiveOn'>>(
    transaction,
    `SELECT amountFen, effectiveOn FROM guarantor_capitals WHERE organisationId = ? AND effectiveOn <= ?
      ORDER BY effectiveOn DESC, id DESC LIMIT 1${lock}`,
    [guarantorOrganisationId, paidOn],
  );
  const [row] = await selectRows<{ paid: number }>(
    transaction,
    `SELECT COALESCE(SUM(amountFen), 0) AS paid FROM compensation_payments
      WHERE guarantorOrganisationId = ? AND paidOn >= ?`,
    [guarantorOrganisationId, capital?.effectiveOn ?? paidOn],
  );
  const available = fen((capital?.amountFen ?? 0) - (row?.paid ?? 0));
  if (amount <= available) return;
  const amounts = { amount: formatYuan(amount), available: formatYuan(available) };
  throw new DomainError('guarantor-balance-exceeded', amounts);
}
