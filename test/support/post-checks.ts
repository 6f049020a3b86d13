import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { PostCheck } from '../../models/post-check.js';
import { findRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import type { ObjectionEffect } from '../../server/core/approval-mode.js';
import type { TestApp } from './app.js';
import { approvedApplication, disbursed } from './loans.js';

/**
 * The check of a loan disbursed today under an agreement in which the bank decides alone: of the first bank and guarantor, or of the
 * other ones. Answers its id.
 */
export async function postCheckOf(
  app: TestApp,
  objectionEffect: ObjectionEffect = 'noted',
  foreign = false,
): Promise<number> {
  const applicationId = await approvedApplication(app, { foreign });
  const guarantorOrganisationId = app.organisationIds[foreign ? 'other-guarantor' : 'guarantor'] ?? 0;
  const bankOrganisationId = app.organisationIds[foreign ? 'other-bank' : 'bank'] ?? 0;
  const setMode = async (approvalMode: string) =>
    inTransaction(app.system.database, (transaction) =>
      updateRows(
        CooperationAgreement,
        { approvalMode, objectionEffect },
        { bankOrganisationId, guarantorOrganisationId },
        transaction,
      ),
    );
  await setMode('bank-alone');
  const { id: loanId } = await disbursed(app, applicationId, undefined, foreign);
  await setMode('bank-and-guarantor');
  const check = await findRow(PostCheck, { where: { loanId } });
  if (!check) throw new Error('No check was opened');
  return check.id;
}
