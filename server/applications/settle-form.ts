import type { Transaction } from 'sequelize';
import type { System } from '../context.js';
import { settleBeforehand, settleIndexes } from '../privacy/settle-indexes.js';
import type { ApplicationForm, CompleteForm, FormBorrowerKind } from './application-form.js';
import { indexesOf } from './eligibility-facts.js';
import { applicantIndexOf, registryQuestions } from './registry-questions.js';

/** Has settled by what the people and the phone of a complete form are looked up, as part of a command. */
export async function settlePeople(
  system: System,
  transaction: Transaction,
  kind: FormBorrowerKind,
  form: CompleteForm,
): Promise<void> {
  const { borrower, applicant, spouse, partners, counterGuarantors } = indexesOf(system.cipher, kind, form);
  const phone = system.cipher.blindIndex('phone', form.applicant.phone);
  const indexes = [borrower, applicant, spouse, phone, ...partners, ...counterGuarantors.flat()];
  await settleIndexes(system, transaction, indexes);
}

/** Has settled by what registries are asked about a form, as part of a command or beforehand. */
export async function settleQuestions(
  system: System,
  kind: FormBorrowerKind,
  form: ApplicationForm,
  transaction?: Transaction,
): Promise<void> {
  const asked = registryQuestions(system, kind, form).map(({ subjectIndex }) => subjectIndex);
  const indexes = [applicantIndexOf(system, form), ...asked];
  if (transaction) await settleIndexes(system, transaction, indexes);
  else await settleBeforehand(system, indexes);
}
