import { Guarantee } from '../../models/guarantee.js';
import { conditionOf } from '../../models/condition.js';
import { engineOf } from '../../models/engine.js';
import { lockRow, selectRows, updateRows, type Row } from '../../models/rows.js';
import { execute, sequelizeOf } from '../../models/statement.js';
import { updateEach } from '../../models/update-each.js';
import type { UnitOfWork } from '../command.js';
import { guaranteedBalance } from '../core/loan-balance.js';
import { addFen, subtractFen, ZERO_FEN, type Fen } from '../core/money.js';
import type { LoanRow } from './loan-case.js';

/** Whose exposure changes, and by how much: negative when it is released. */
export interface ExposureChange {
  readonly guarantorOrganisationId: number;
  readonly agreementId: number | null;
  readonly change: Fen;
}

/**
 * Brings a loan's guarantee to what is still owed, and its guarantor's and agreement's exposure with it. A settled loan frees
 * the guarantee, a reopened one binds it again. After compensation the guarantee has become a claim and stays as it is.
 */
export async function followOutstanding(
  unit: UnitOfWork,
  loan: Pick<LoanRow, 'id' | 'principalFen'>,
  outstanding: Fen,
  settled: boolean,
): Promise<void> {
  const guarantee = await lockRow(Guarantee, { loanId: loan.id }, unit.transaction);
  const change = guarantee && changeOf(guarantee, { loan, outstanding, settled });
  if (!change) return;
  const { id, values, exposure } = change;
  await updateRows(Guarantee, values, { id }, unit.transaction);
  await changeExposure(unit, exposure);
}

/** A loan and what is owed on it now. */
export interface FollowedLoan {
  readonly loan: Pick<LoanRow, 'id' | 'principalFen'>;
  readonly outstanding: Fen;
  readonly settled: boolean;
}

/** The same for many loans at once: each guarantor's and agreement's exposure changes once, by the sum. */
export async function followAllOutstanding(
  unit: UnitOfWork,
  followed: readonly FollowedLoan[],
): Promise<void> {
  if (followed.length === 0) return;
  const byLoan = new Map(followed.map((each) => [each.loan.id, each]));
  const guarantees = await lockGuarantees(unit, [...byLoan.keys()]);
  const changes = guarantees.flatMap((guarantee) => {
    const each = byLoan.get(guarantee.loanId ?? 0);
    return (each && changeOf(guarantee, each)) ?? [];
  });
  await updateEach(
    Guarantee,
    changes.map(({ id, values }) => ({ id, ...values })),
    unit.transaction,
  );
  for (const exposure of summed(changes.map((each) => each.exposure))) await changeExposure(unit, exposure);
}

async function lockGuarantees({ transaction }: UnitOfWork, loanId: number[]): Promise<Row<Guarantee>[]> {
  const { sql, parameters } = conditionOf({ loanId });
  const lock = engineOf(sequelizeOf(transaction)) === 'mysql' ? ' FOR UPDATE' : '';
  return selectRows(transaction, `SELECT * FROM guarantees${sql} ORDER BY id${lock}`, parameters);
}

/** One change for each guarantor and agreement, in their order, so that two batches never wait for each other crosswise. */
function summed(exposures: readonly ExposureChange[]): ExposureChange[] {
  const sums = new Map<string, ExposureChange>();
  for (const exposure of exposures) {
    const key = `${exposure.guarantorOrganisationId}/${exposure.agreementId}`;
    const known = sums.get(key);
    const change = known ? addFen(known.change, exposure.change) : exposure.change;
    sums.set(key, { ...exposure, change });
  }
  return [...sums.values()].toSorted(
    (left, right) =>
      left.guarantorOrganisationId - right.guarantorOrganisationId ||
      (left.agreementId ?? 0) - (right.agreementId ?? 0),
  );
}

/** What becomes of a guarantee; undefined where it stays as it is. */
function changeOf(guarantee: Row<Guarantee>, { loan, outstanding, settled }: FollowedLoan) {
  if (guarantee.state !== 'effective' && guarantee.state !== 'released') return undefined;
  const balanceFen = settled
    ? ZERO_FEN
    : guaranteedBalance(guarantee.guaranteedFen, outstanding, loan.principalFen);
  const state: Row<Guarantee>['state'] = settled ? 'released' : 'effective';
  if (balanceFen === guarantee.balanceFen && state === guarantee.state) return undefined;
  const { id, guarantorOrganisationId, agreementId } = guarantee;
  const change = subtractFen(balanceFen, guarantee.balanceFen);
  return {
    id,
    values: { balanceFen, state, version: guarantee.version + 1 },
    exposure: { guarantorOrganisationId, agreementId, change },
  };
}

/** Adds to what a guarantor answers for, as a whole and under one agreement. A change is relative: it needs no earlier look. */
export async function changeExposure(unit: UnitOfWork, exposure: ExposureChange): Promise<void> {
  const { guarantorOrganisationId, agreementId, change } = exposure;
  if (change === 0) return;
  await execute(
    unit.transaction,
    'UPDATE guarantor_exposures SET exposureFen = exposureFen + ?, updatedAt = ?, version = version + 1 WHERE organisationId = ?',
    [change, unit.now, guarantorOrganisationId],
  );
  if (agreementId === null) return;
  await execute(
    unit.transaction,
    'UPDATE agreement_exposures SET exposureFen = exposureFen + ?, version = version + 1 WHERE agreementId = ?',
    [change, agreementId],
  );
}
