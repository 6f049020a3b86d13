import { Application } from '../../../models/application.js';
import { conditionOf } from '../../../models/condition.js';
import { Organisation } from '../../../models/organisation.js';
import { findRow, selectRows } from '../../../models/rows.js';
import { shareLock } from '../../../models/share-lock.js';
import type { UnitOfWork } from '../../command.js';
import type { System } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { fen, formatYuan, ZERO_FEN, type Fen } from '../../core/money.js';
import { obligorLimits } from '../../core/obligor-limits.js';

/** A guarantee that has just been stored. */
export interface NewGuarantee {
  readonly applicationId: number;
  readonly guarantorOrganisationId: number;
  /** What the guarantor's limits are measured against; null where none is on record. */
  readonly capitalFen: Fen | null;
}

/** Roles whose person stands behind the business: who shares one of them is related. */
const OWNERS = "('applicant', 'spouse', 'partner', 'legal-representative')";

/**
 * What an institution answers for on a borrower, and on all borrowers behind whom one of the same persons stands, is within its net
 * assets. The law asks it of institutions; a fund has no such limit. Called under the lock of the guarantor's exposure, once the
 * guarantee is stored, so that it counts itself. Fails: exposure-exceeded.
 */
export async function assertObligorLimits(
  system: System,
  unit: UnitOfWork,
  { applicationId, guarantorOrganisationId: id, capitalFen }: NewGuarantee,
): Promise<void> {
  const { transaction, today } = unit;
  const guarantor = await findRow(Organisation, { where: { id }, transaction });
  if (guarantor?.guarantorKind !== 'institution') return;
  const { policyBook } = system.referenceData.current();
  const policy = policyBook.asOf('guarantor-limits', today).value;
  const { singleFen, relatedFen } = obligorLimits(capitalFen ?? ZERO_FEN, policy);
  const application = await findRow(Application, { where: { id: applicationId }, transaction });
  const own = application?.borrowerId ?? 0;
  assertWithin('obligor', await guaranteedOn(system, unit, id, [own]), singleFen);
  const related = await findRelatedBorrowers(unit, applicationId);
  const together = [...new Set([own, ...related])];
  assertWithin('related-obligors', await guaranteedOn(system, unit, id, together), relatedFen);
}

function assertWithin(whose: string, total: Fen, limit: Fen): void {
  if (total <= limit) return;
  throw new DomainError('exposure-exceeded', { whose, limit: formatYuan(limit) });
}

/** Borrowers of all applications in which a person who stands behind this one stands behind the business too. */
async function findRelatedBorrowers({ transaction }: UnitOfWork, applicationId: number): Promise<number[]> {
  const rows = await selectRows<{ borrowerId: number }>(
    transaction,
    `SELECT DISTINCT a.borrowerId FROM application_parties mine
      JOIN application_parties other ON other.identityIndex = mine.identityIndex AND other.role IN ${OWNERS}
      JOIN applications a ON a.id = other.applicationId AND a.borrowerId IS NOT NULL
      WHERE mine.applicationId = ? AND mine.role IN ${OWNERS}`,
    [applicationId],
  );
  return rows.map(({ borrowerId }) => borrowerId);
}

/** What a guarantor answers for on borrowers now, on loans and on what is still to be disbursed; read as last committed. */
async function guaranteedOn(
  { database }: System,
  { transaction }: UnitOfWork,
  guarantorOrganisationId: number,
  borrowerId: readonly number[],
): Promise<Fen> {
  const { sql: ofBorrowers, parameters } = conditionOf({ borrowerId });
  const lock = shareLock(database.engine);
  const sumBy = (key: string, table: string, state: string): string =>
    `SELECT COALESCE(SUM(balanceFen), 0) AS total FROM guarantees WHERE guarantorOrganisationId = ? AND state = '${state}'
      AND ${key} IN (SELECT id FROM ${table}${ofBorrowers})${lock}`;
  const values = [guarantorOrganisationId, ...parameters];
  let total = 0;
  for (const sql of [
    sumBy('loanId', 'loans', 'effective'),
    sumBy('applicationId', 'applications', 'issued'),
  ]) {
    const [row] = await selectRows<{ total: number }>(transaction, sql, values);
    total += row?.total ?? 0;
  }
  return fen(total);
}
