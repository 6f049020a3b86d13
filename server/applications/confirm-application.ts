import { Application } from '../../models/application.js';
import { lockRow } from '../../models/rows.js';
import { applicationScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import {
  assertMay,
  moveApplication,
  recordOnApplication,
  replyOf,
  type ApplicationReply,
  type ApplicationRow,
} from './application-case.js';
import { fileApplication } from './file-application.js';
import { findConfirmableIds } from './find-confirmable.js';
import type { Submission } from './submit-application.js';

/**
 * The founder confirms what a service station wrote, and so submits it; the consent is the founder's own.
 * Fails: as submit-application.
 */
export async function confirmApplication(context: Context, input: Submission): Promise<ApplicationReply> {
  return runCommand(context, 'application.confirm', async (unit) => {
    const row = await lockForConfirmation(unit, context.actor, input);
    assertMay(row, 'confirm', context.actor.role);
    return fileApplication(context, unit, row, 'confirm');
  });
}

export interface Declination extends Submission {
  readonly reason: string;
}

/** The founder does not confirm and says why; the station can mend it. Fails: not-found, stale-version, illegal-transition, forbidden. */
export async function declineConfirmation(context: Context, input: Declination): Promise<ApplicationReply> {
  const { actor } = context;
  return runCommand(context, 'application.decline-confirmation', async (unit) => {
    const row = await lockForConfirmation(unit, actor, input);
    assertMay(row, 'decline-confirmation', actor.role);
    const declined = await moveApplication(unit, row, 'decline-confirmation', {
      applicantUserId: actor.userId,
    });
    recordOnApplication(unit, actor, declined, {
      before: row.state,
      after: declined.state,
      reason: input.reason,
    });
    return replyOf(declined);
  });
}

async function lockForConfirmation(
  unit: UnitOfWork,
  actor: Actor,
  input: Submission,
): Promise<ApplicationRow> {
  const { applicationId: id, version } = input;
  const { transaction } = unit;
  const confirmable = await findConfirmableIds(actor, transaction);
  const scope = confirmable.includes(id) ? {} : applicationScope(actor);
  const row = await lockRow(Application, { id, ...scope }, transaction);
  if (!row) throw new DomainError('not-found');
  if (row.version !== version) throw new DomainError('stale-version');
  return row;
}
