import { ApplicationBusiness } from '../../models/application-business.js';
import { ApplicationDecision } from '../../models/application-decision.js';
import { ApplicationParty } from '../../models/application-party.js';
import { Application } from '../../models/application.js';
import { Attachment } from '../../models/attachment.js';
import { CounterGuarantee } from '../../models/counter-guarantee.js';
import { Reconsideration } from '../../models/reconsideration.js';
import { RegistryLookUp } from '../../models/registry-look-up.js';
import { deleteRows, findRows, updateRows, type Row } from '../../models/rows.js';
import { openForm, sealForm } from '../applications/application-content.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { ERASED } from '../core/erased.js';
import { erasedForm } from './erased-form.js';
import { erasePapersAbout } from './erase-papers.js';
import { eraseText, indexOfNobody, sealedMark } from './erase-rows.js';

/**
 * Erases what is personal in an application: form, parties, look-ups, grounds and papers. What was asked for and what was decided stays, with
 * the hash of what it was decided on. Returns the names of the files that have to go.
 */
export async function eraseApplication(
  system: System,
  unit: UnitOfWork,
  row: Row<Application>,
): Promise<string[]> {
  const { transaction, now } = unit;
  const { contentCipher } = sealForm(system, erasedForm(openForm(system, row)));
  const emptied = {
    contentCipher,
    applicantName: row.applicantName === null ? null : ERASED,
    applicantUserId: null,
    erasedAt: now,
    version: row.version + 1,
  };
  await updateRows(Application, emptied, { id: row.id }, transaction);
  await eraseParties(system, unit, row.id);
  const where = { applicationId: row.id };
  await deleteRows(ApplicationBusiness, where, transaction);
  await eraseText(unit, CounterGuarantee, 'description', where);
  await eraseText(unit, ApplicationDecision, 'reason', where);
  await eraseText(unit, Reconsideration, 'grounds', where);
  await eraseText(unit, Reconsideration, 'reason', where);
  await updateRows(RegistryLookUp, { subjectIndex: null }, where, transaction);
  return [
    ...(await eraseAttachments(unit, row.id)),
    ...(await erasePapersAbout(system, unit, 'application', [row.id])),
  ];
}

async function eraseParties(
  system: System,
  { transaction }: UnitOfWork,
  applicationId: number,
): Promise<void> {
  const parties = await findRows(ApplicationParty, { where: { applicationId }, transaction });
  for (const { id } of parties) {
    const nobody = {
      name: ERASED,
      identityCipher: sealedMark(system, ApplicationParty, 'identityCipher'),
      identityIndex: indexOfNobody(system),
      phoneCipher: null,
      phoneIndex: null,
    };
    await updateRows(ApplicationParty, nobody, { id }, transaction);
  }
}

async function eraseAttachments({ transaction, now }: UnitOfWork, applicationId: number): Promise<string[]> {
  const papers = await findRows(Attachment, { where: { applicationId }, transaction });
  await updateRows(Attachment, { removedAt: now }, { applicationId, removedAt: null }, transaction);
  await updateRows(Attachment, { fileName: ERASED }, { applicationId }, transaction);
  return papers.map(({ storedName }) => storedName);
}
