import { ApiClient } from '../../models/api-client.js';
import { lockRow, updateRows } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';

/** Shuts a bank's system out for good: no token works from the next request on. Fails: not-found, illegal-transition. */
export async function disableApiClient(
  context: Context,
  { apiClientId, reason }: { readonly apiClientId: number; readonly reason: string },
): Promise<void> {
  await runCommand(context, 'api-client.disable', async (unit) => {
    const { transaction, now: disabledAt } = unit;
    const client = await lockRow(ApiClient, { id: apiClientId }, transaction);
    if (!client) throw new DomainError('not-found');
    if (client.disabledAt !== null)
      throw new DomainError('illegal-transition', { from: 'disabled', event: 'disable' });
    await updateRows(ApiClient, { disabledAt }, { id: apiClientId }, transaction);
    await updateRows(User, { disabledAt }, { id: client.userId }, transaction);
    const { organisationId } = client;
    unit.record({ organisationId, subjectKind: 'api-client', subjectId: apiClientId, detail: { reason } });
    return {};
  });
  context.system.auth.liveSessions.forgetAll();
}
