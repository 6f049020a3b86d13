import { Application } from '../../models/application.js';
import { findRow } from '../../models/rows.js';
import { applicationScope } from '../auth/scope.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { findConsentOfPerson } from '../registries/find-look-up-consent.js';
import { lookUp, type LookUpReason } from '../registries/look-up.js';
import { lockApplication, recordOnApplication } from './application-case.js';
import { openForm } from './application-content.js';
import { applicantIndexOf, registryQuestions } from './registry-questions.js';
import { settleQuestions } from './settle-form.js';

/** The states in which something is still to be judged. */
const JUDGED = new Set<string>(['draft', 'returned', 'prechecked']);

/**
 * Looks into the city's registries about an application that is still to be judged, if the applicant has agreed to it in an account of
 * his or her own. A command of its own: the questions stay on record also where what follows is refused. Answers whether
 * anything was looked up.
 */
export async function lookUpRegistries(
  { idempotency: _ownKeyOfWhatFollows, ...context }: Context,
  applicationId: number,
  purpose: LookUpReason['purpose'],
): Promise<boolean> {
  const { system, actor } = context;
  const seen = await findRow(Application, { where: { id: applicationId, ...applicationScope(actor) } });
  if (!seen || !JUDGED.has(seen.state)) return false;
  const given = openForm(system, seen);
  const applicant = applicantIndexOf(system, given);
  await settleQuestions(system, seen.borrowerKind, given);
  if (applicant === null || (await findConsentOfPerson(applicant, system.database)) === null) return false;
  return runCommand(context, 'application.look-up', async (unit) => {
    const row = await lockApplication(unit, actor, applicationId);
    const form = openForm(system, row);
    await settleQuestions(system, row.borrowerKind, form, unit.transaction);
    const consentId = await findConsentOfPerson(applicant, unit.transaction);
    if (consentId === null || applicantIndexOf(system, form) !== applicant)
      throw new DomainError('stale-version');
    const questions = registryQuestions(system, row.borrowerKind, form);
    const on = row.appliedOn ?? unit.today;
    await lookUp(
      unit,
      system.cipher,
      { applicationId, purpose, consentId, userId: actor.userId, on },
      questions,
    );
    const registries = questions.map(({ registry }) => registry);
    recordOnApplication(unit, actor, row, { purpose, consentId, registries });
    return true;
  });
}
