import { Application } from '../../models/application.js';
import { findRows, lockRow, type Row } from '../../models/rows.js';
import { startOfDay } from '../clock.js';
import { releaseOfApplication } from '../budgets/reserve-subsidies.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { SystemContext } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import type { ApplicationState } from '../core/states/application-states.js';
import { abandonStage, assertMay, moveApplication, recordOnApplication } from './application-case.js';
import { cancelGuarantee } from './guarantees/cancel-guarantee.js';

/** Called inside every transaction: whoever runs the work makes sure there that it is still the one to run it. */
export type Hold = (unit: UnitOfWork) => Promise<void>;

/** How long an application may stand still, in days after the day of its last change. */
const VALIDITIES: readonly {
  readonly states: readonly ApplicationState[];
  readonly parameter: 'application-validity' | 'approval-validity';
}[] = [
  { states: ['draft', 'awaiting-confirmation', 'returned'], parameter: 'application-validity' },
  { states: ['approved'], parameter: 'approval-validity' },
];

/**
 * Ends applications that have stood still for longer than today's policy lets them: those nobody has filed, confirmed or
 * corrected, and approvals without a disbursement, whose guarantee is cancelled and frees its exposure. One command each;
 * called again it finds nothing more. Answers how many ended. Fails: no-policy-in-force.
 */
export async function expireApplications(context: SystemContext, hold: Hold): Promise<number> {
  const { clock, referenceData } = context.system;
  const today = clock.today();
  let expired = 0;
  for (const { states, parameter } of VALIDITIES) {
    const { days } = referenceData.current().policyBook.asOf(parameter, today).value;
    const validUntil = addDays(today, -days);
    const still = await findRows(Application, {
      where: { state: states, updatedAt: { '<': startOfDay(validUntil) } },
      order: [['id', 'ASC']],
    });
    for (const row of still) if (await expire(context, row, validUntil, hold)) expired += 1;
  }
  return expired;
}

/** Whom a movement of a budget names that nobody asked for. */
const BY_ITSELF = { userId: 0 };

/** False when somebody has changed it since it was found. */
async function expire(
  context: SystemContext,
  { id, version }: Row<Application>,
  unchangedSince: BusinessDate,
  hold: Hold,
): Promise<boolean> {
  try {
    await runCommand(context, 'application.expire', async (unit) => {
      await hold(unit);
      const row = await lockRow(Application, { id, version }, unit.transaction);
      if (!row) throw new DomainError('stale-version');
      assertMay(row, 'expire', 'system');
      await abandonStage(unit, row.id);
      const cancelledGuarantee = await cancelGuarantee(unit, row.id);
      await releaseOfApplication(unit, BY_ITSELF, row.id);
      const expired = await moveApplication(unit, row, 'expire', { closedAt: unit.now });
      const detail = { before: row.state, after: expired.state, unchangedSince, cancelledGuarantee };
      recordOnApplication(unit, { organisationId: null }, expired, detail);
      unit.publish({
        topic: 'application.expired',
        aggregateKind: 'application',
        aggregateId: row.id,
        payload: { before: row.state },
      });
      return {};
    });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'stale-version') return false;
    throw error;
  }
}
