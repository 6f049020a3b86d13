import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { assertMay, lockApplicationVersion, type ApplicationReply } from './application-case.js';
import { lookUpRegistries } from './look-up-registries.js';
import { fileApplication } from './file-application.js';

export interface Submission {
  readonly applicationId: number;
  readonly version: number;
}

/**
 * The founder submits a draft, or an application that was returned and has been mended.
 * Fails: not-found, stale-version, illegal-transition, forbidden, incomplete-application, not-eligible, already-exists,
 * agreement-not-in-force.
 */
export async function submitApplication(context: Context, input: Submission): Promise<ApplicationReply> {
  await lookUpRegistries(context, input.applicationId, 'eligibility');
  return runCommand(context, 'application.submit', async (unit) => {
    const row = await lockApplicationVersion(unit, context.actor, input.applicationId, input.version);
    assertMay(row, 'submit', context.actor.role);
    return fileApplication(context, unit, row, 'submit');
  });
}
