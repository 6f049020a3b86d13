import { Guarantee } from '../../models/guarantee.js';
import { lockRow, updateRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import type { UnitOfWork } from '../command.js';
import { guaranteedBalance } from '../core/loan-balance.js';
import { subtractFen, ZERO_FEN, type Fen } from '../core/money.js';
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
  loan: LoanRow,
  outstanding: Fen,
  settled: boolean,
): Promise<void> {
  const guarantee = await lockRow(Guarantee, { loanId: loan.id }, unit.transaction);
  if (!guarantee || (guarantee.state !== 'effective' && guarantee.state !== 'released')) return;
  const balanceFen = settled
    ? ZERO_FEN
    : guaranteedBalance(guarantee.guaranteedFen, outstanding, loan.principalFen);
  const state = settled ? 'released' : 'effective';
  if (balanceFen === guarantee.balanceFen && state === guarantee.state) return;
  await updateRows(
    Guarantee,
    { balanceFen, state, version: guarantee.version + 1 },
    { id: guarantee.id },
    unit.transaction,
  );
  const { guarantorOrganisationId, agreementId } = guarantee;
  const change = subtractFen(balanceFen, guarantee.balanceFen);
  await changeExposure(unit, { guarantorOrganisationId, agreementId, change });
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
