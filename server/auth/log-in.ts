import { User } from '../../models/user.js';
import { lockRow, updateRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { VisitorContext } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { chainOf } from '../organisations/platform.js';
import { UNLOCKED } from './lock-out.js';
import { withProvenAccount, type Credentials } from './prove-password.js';
import type { OpenSession } from './sessions.js';

/**
 * Logs in: a new session, of a program or of a browser. A first password opens a session too, but one in which only the
 * password can be changed. Fails: wrong-credentials, account-locked, second-factor-required, too-many-requests.
 */
export function logIn<Opened extends JsonValue>(
  context: VisitorContext,
  credentials: Credentials,
  openSession: OpenSession<Opened>,
): Promise<Opened> {
  const { system } = context;
  return withProvenAccount(context, credentials, (proven) =>
    runCommand(context, 'session.open', async (unit) => {
      const user = await lockRow(User, { id: proven.id }, unit.transaction);
      // A password that was changed, or an account disabled, while this one was being checked opens nothing.
      if (user?.sessionVersion !== proven.sessionVersion) throw new DomainError('wrong-credentials');
      await updateRows(User, { ...UNLOCKED }, { id: user.id }, unit.transaction);
      const opened = await openSession(system, unit, user);
      unit.record({
        organisationId: await chainOf(user, unit.transaction),
        subjectKind: 'user',
        subjectId: user.id,
        detail: { secondFactor: credentials.otp !== undefined },
      });
      return opened;
    }),
  );
}
