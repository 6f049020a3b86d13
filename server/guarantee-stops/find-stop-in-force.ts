import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { findRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { DomainError } from '../core/errors.js';
import { formatBasisPoints } from '../core/stop-rules.js';

/**
 * Refuses a new guarantee that concerns an organisation (bank, guarantor, district) for which new guarantees are stopped, altogether
 * or under this agreement.
 * Fails: guarantees-stopped.
 */
export async function assertNotStopped(
  { transaction }: Pick<UnitOfWork, 'transaction'>,
  organisationIds: readonly number[],
  agreementId: number,
): Promise<void> {
  const where = { organisationId: organisationIds, state: 'in-force' } as const;
  const stops = await findRows(GuaranteeStop, { where, order: [['id', 'ASC']], transaction });
  const stop = stops.find((each) => each.agreementId === null || each.agreementId === agreementId);
  if (!stop) return;
  throw new DomainError('guarantees-stopped', {
    measure: stop.measure,
    threshold: formatBasisPoints(stop.thresholdBasisPoints),
    date: stop.stoppedOn,
  });
}
