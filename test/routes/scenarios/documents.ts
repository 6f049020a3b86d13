import type { TestApp } from '../../support/app.js';
import { bodyOf } from '../../support/applications.js';
import { disbursedLoan } from '../../support/loans.js';
import type { Scenarios, World } from './world.js';

const DOCUMENTS = '/api/v1/documents';

const scheduleOrder = async (world: World) => ({
  kind: 'repayment-schedule',
  subjectId: String((await disbursedLoan(world as TestApp)).id),
});

async function issued(world: World): Promise<Record<string, unknown>> {
  const borrower = await world.logIn('borrower');
  return bodyOf(await borrower.post(DOCUMENTS).send(await scheduleOrder(world)), 201);
}

export const DOCUMENT_SCENARIOS: Scenarios = {
  issueDocument: async (world) =>
    (await world.logIn('borrower')).post(DOCUMENTS).send(await scheduleOrder(world)),
  listDocuments: async (world) => {
    const { subjectId } = await issued(world);
    return (await world.logIn('bank.maker')).get(
      `${DOCUMENTS}?subjectKind=loan&subjectId=${String(subjectId)}`,
    );
  },
  getDocument: async (world) => {
    const { documentId } = await issued(world);
    return (await world.logIn('borrower')).get(`${DOCUMENTS}/${String(documentId)}`);
  },
  downloadDocument: async (world) => {
    const { documentId } = await issued(world);
    return (await world.logIn('borrower')).get(`${DOCUMENTS}/${String(documentId)}/file`);
  },
  verifyDocument: async (world) => {
    const { verificationCode, sha256 } = await issued(world);
    const path = `/api/v1/document-verifications/${String(verificationCode)}`;
    return world.visitor.get(`${path}?sha256=${String(sha256)}`);
  },
};
