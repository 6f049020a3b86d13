import { User } from '../../models/user.js';
import { findRow } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import {
  assertMay,
  lockApplicationVersion,
  moveApplication,
  recordOnApplication,
  replyOf,
  type ApplicationReply,
} from './application-case.js';
import type { CompleteForm, FormBorrowerKind } from './application-form.js';
import { storeParties } from './application-parties.js';
import { assertEligible, assessEligibility } from './assess-eligibility.js';
import { indexesOf } from './eligibility-facts.js';
import { requireFileable } from './file-application.js';
import { lookUpRegistries } from './look-up-registries.js';
import type { Submission } from './submit-application.js';
import { settlePeople } from './settle-form.js';

/**
 * A service station has written down everything and asks the founder to confirm. The form must be complete and break no
 * rule. The founder's account is recognised by identity number, or by phone where an account names nobody; who has no
 * account yet finds the application after registering.
 * Fails: not-found, stale-version, illegal-transition, forbidden, incomplete-application, not-eligible, already-exists,
 * agreement-not-in-force.
 */
export async function requestConfirmation(context: Context, input: Submission): Promise<ApplicationReply> {
  const { system, actor } = context;
  await lookUpRegistries(context, input.applicationId, 'eligibility');
  return runCommand(context, 'application.request-confirmation', async (unit) => {
    const row = await lockApplicationVersion(unit, actor, input.applicationId, input.version);
    assertMay(row, 'request-confirmation', actor.role);
    const form = await requireFileable(context, unit, row);
    assertEligible(await assessEligibility(system, unit, row, form, row.appliedOn ?? unit.today));
    await storeParties(system, unit, row.id, row.borrowerKind, form);
    const applicantUserId = await findAccountOf(context, unit, row.borrowerKind, form);
    const asked = await moveApplication(unit, row, 'request-confirmation', {
      applicantUserId,
      applicantName: form.applicant.name,
    });
    recordOnApplication(unit, actor, asked, {
      before: row.state,
      after: asked.state,
      contentHash: asked.contentHash,
    });
    if (applicantUserId !== null) {
      unit.publish({
        topic: 'application.confirmation-requested',
        aggregateKind: 'application',
        aggregateId: row.id,
        payload: { userId: applicantUserId },
      });
    }
    return replyOf(asked);
  });
}

/** The borrower account that is the founder's, or null. */
async function findAccountOf(
  { system }: Context,
  { transaction }: UnitOfWork,
  kind: FormBorrowerKind,
  form: CompleteForm,
): Promise<number | null> {
  await settlePeople(system, transaction, kind, form);
  const personIndex = indexesOf(system.cipher, kind, form).applicant;
  const phoneIndex = system.cipher.blindIndex('phone', form.applicant.phone);
  const borrower = { role: 'borrower', disabledAt: null } as const;
  const account =
    (await findRow(User, { where: { ...borrower, personIndex }, transaction })) ??
    (await findRow(User, { where: { ...borrower, personIndex: null, phoneIndex }, transaction }));
  return account?.id ?? null;
}
