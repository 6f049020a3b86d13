import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { findRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { DomainError } from '../core/errors.js';
import { formatBasisPoints } from '../core/stop-rules.js';

/**
 * Refuses a new guarantee that concerns an organisation (bank, guarantor, district) for which new guarantees are stopped.
 * Fails: guarantees-stopped.
 */
export async function assertNotStopped(
  { transaction }: UnitOfWork,
  organisationIds: readonly number[],
): Promise<void> {
  const where = { organisationId: organisationIds, state: 'in-force' } as const;
  const stop = await findRow(GuaranteeStop, { where, order: [['id', 'ASC']], transaction });
  if (!stop) return;
  throw new DomainError('guarantees-stopped', {
    measure: stop.measure,
    threshold: formatBasisPoints(stop.thresholdBasisPoints),
    date: stop.stoppedOn,
  });
}
