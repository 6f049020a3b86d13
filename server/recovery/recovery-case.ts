import type { Transaction } from 'sequelize';
import { CompensationPayment } from '../../models/compensation-payment.js';
import { CompensationShare } from '../../models/compensation-share.js';
import type { Database } from '../../models/database.js';
import type { Recovery } from '../../models/recovery.js';
import { findRow, findRows, selectRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { ClaimRow } from '../compensation/claim-case.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { RecoveryBook } from '../core/compensation/recovery-split.js';
import { DomainError } from '../core/errors.js';
import { fen, type Fen } from '../core/money.js';

export type Side = Row<Recovery>['side'];
export type BorneShare = { readonly bearer: Row<CompensationShare>['bearer']; readonly amount: Fen };

type Sums = Readonly<Record<'costs' | 'costsRepaid' | 'shared', number>>;

/** A reversal takes out what it reverses, be it a receipt or a cost. */
const SUMS = `SELECT
    COALESCE(SUM(CASE WHEN r.kind = 'cost' THEN r.amountFen WHEN o.kind = 'cost' THEN -r.amountFen ELSE 0 END), 0) AS costs,
    COALESCE(SUM(CASE WHEN r.kind = 'reversal' THEN -r.costsFen ELSE r.costsFen END), 0) AS costsRepaid,
    COALESCE(SUM(CASE WHEN r.kind = 'reversal' THEN -r.sharedFen ELSE r.sharedFen END), 0) AS shared
  FROM recoveries r LEFT JOIN recoveries o ON o.id = r.reversesRecoveryId WHERE r.claimId = ?`;

/** Where the recovery of a claim stands. */
export async function readRecoveryBook(
  source: Database | Transaction,
  { id, claimedFen: debt }: Pick<ClaimRow, 'id' | 'claimedFen'>,
): Promise<RecoveryBook> {
  const [sums] = await selectRows<Sums>(source, SUMS, [id]);
  return {
    debt,
    costs: fen(sums?.costs ?? 0),
    costsRepaid: fen(sums?.costsRepaid ?? 0),
    shared: fen(sums?.shared ?? 0),
  };
}

/** Who carries what of the debt, in the order in which it was agreed. */
export async function readBorne(claimId: number, transaction?: Transaction): Promise<BorneShare[]> {
  const rows = await findRows(CompensationShare, {
    where: { claimId },
    order: [['id', 'ASC']],
    transaction,
  });
  return rows.map(({ bearer, amountFen: amount }) => ({ bearer, amount }));
}

/** The side an actor records for. Fails: forbidden. */
export function sideOf({ actor: { role } }: Pick<Context, 'actor'>): Side {
  if (role === 'bank-officer' || role === 'bank-supervisor') return 'bank';
  if (role === 'guarantor-officer' || role === 'guarantor-supervisor') return 'guarantor';
  throw new DomainError('forbidden');
}

/** Refuses what is before the compensation or still to come. Fails: malformed. */
export async function assertWithinRecovery(
  unit: UnitOfWork,
  { id: claimId }: ClaimRow,
  on: BusinessDate,
): Promise<void> {
  const payment = await findRow(CompensationPayment, { where: { claimId }, transaction: unit.transaction });
  if (payment && on <= unit.today && on >= payment.paidOn) return;
  const message = {
    zh: '应在代偿之后、今天或之前',
    en: 'must not be before the compensation, nor later than today',
  };
  throw new DomainError('malformed', {}, [{ field: 'occurredOn', rule: 'date-order', message }]);
}
