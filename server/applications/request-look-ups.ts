import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { findApplication, type ApplicationView } from './find-application.js';
import { lookUpRegistries } from './look-up-registries.js';

/**
 * Whoever writes an application has registries looked into, to learn which papers need not be brought; answers the application with what
 * they said. Fails: not-found, consent-missing, illegal-transition (it is no longer being written).
 */
export async function requestLookUps(context: Context, applicationId: number): Promise<ApplicationView> {
  const { application } = await findApplication(context, applicationId);
  if (application.state !== 'draft' && application.state !== 'returned') {
    const { state: from } = application;
    throw new DomainError('illegal-transition', { table: 'application', from, event: 'look-up' });
  }
  if (!(await lookUpRegistries(context, applicationId, 'evidence'))) throw new DomainError('consent-missing');
  return findApplication(context, applicationId);
}
