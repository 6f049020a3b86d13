import { Application } from '../../models/application.js';
import { Approval } from '../../models/approval.js';
import { findRow, findRows, lockRow, type Row } from '../../models/rows.js';
import { supersedeApproval } from '../approvals/approval.js';
import { startOfDay } from '../clock.js';
import { runCommand } from '../command.js';
import type { SystemContext } from '../context.js';
import { addDays } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { approvalOn, recordOnApplication } from './application-case.js';
import type { Hold } from './expire-applications.js';

const ACTIONS = ['decide-credit', 'decide-guarantee', 'disburse'] as const;

/**
 * Voids what was proposed on applications and no checker has decided for longer than today's policy lets it wait; the maker can
 * propose anew. One command each; called again it finds nothing more. Answers how many. Fails: no-policy-in-force.
 */
export async function expireProposals(context: SystemContext, hold: Hold): Promise<number> {
  const { clock, referenceData } = context.system;
  const today = clock.today();
  const { days } = referenceData.current().policyBook.asOf('proposal-validity', today).value;
  const waiting = await findRows(Approval, {
    where: {
      subjectKind: 'application',
      action: ACTIONS,
      state: 'proposed',
      proposedAt: { '<': startOfDay(addDays(today, -days)) },
    },
    order: [['id', 'ASC']],
  });
  let expired = 0;
  for (const proposal of waiting) if (await expire(context, proposal, hold)) expired += 1;
  return expired;
}

/** False when it was decided since it was found. */
async function expire(context: SystemContext, proposal: Row<Approval>, hold: Hold): Promise<boolean> {
  const { id, subjectId, payloadHash, proposedAt } = proposal;
  const action = ACTIONS.find((each) => each === proposal.action);
  if (!action) throw new Error(`Approval ${id} is not on an application`);
  try {
    await runCommand(context, 'proposal.expire', async (unit) => {
      const { transaction } = unit;
      await hold(unit);
      const row = await lockRow(Application, { id: subjectId }, transaction);
      const open = await findRow(Approval, { where: { id, state: 'proposed' }, transaction });
      if (!row || !open) throw new DomainError('stale-version');
      await supersedeApproval(unit, approvalOn(subjectId, action));
      recordOnApplication(unit, { organisationId: null }, row, { action, payloadHash, proposedAt });
      return {};
    });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'stale-version') return false;
    throw error;
  }
}
