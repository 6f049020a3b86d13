import { issueDocument } from '../../../server/documents/issue-document.js';
import type { TestApp } from '../../support/app.js';
import { disbursedLoan } from '../../support/loans.js';
import type { RowMaker } from './row-maker.js';

/** The repayment schedule of a loan, issued by its bank. */
async function scheduleOf(app: TestApp, foreign: boolean): Promise<string> {
  const { id } = await disbursedLoan(app, { foreign });
  const maker = await app.contextOf(foreign ? 'other.bank.maker' : 'bank.maker');
  return String((await issueDocument(maker, { kind: 'repayment-schedule', subjectId: id })).document.id);
}

const CITY = new Set(['municipal-officer', 'municipal-supervisor']);

export const DOCUMENT_ROW: RowMaker = {
  own: (world) => scheduleOf(world as TestApp, false),
  foreign: async (world, role) => (CITY.has(role) ? undefined : scheduleOf(world as TestApp, true)),
};
