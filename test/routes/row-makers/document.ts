import { issueDocument } from '../../../server/documents/issue-document.js';
import type { TestApp } from '../../support/app.js';
import { disbursedLoan } from '../../support/loans.js';
import { SCORECARD_ROW } from './bank-scorecard.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

/** The repayment schedule of a loan, issued by its bank. */
async function scheduleOf(app: TestApp, foreign: boolean): Promise<string> {
  const { id } = await disbursedLoan(app, { foreign });
  const maker = await app.contextOf(foreign ? 'other.bank.maker' : 'bank.maker');
  return String((await issueDocument(maker, { kind: 'repayment-schedule', subjectId: id })).document.id);
}

/** Finance and auditors read no borrower's name; what they read is about banks. */
const WITHOUT_NAMES = new Set(['finance-approver', 'auditor']);

async function scorecardOf(world: World): Promise<string> {
  const maker = await (world as TestApp).contextOf('centre.maker');
  const subjectId = Number(await SCORECARD_ROW.own(world, 'auditor'));
  return String((await issueDocument(maker, { kind: 'bank-scorecard', subjectId })).document.id);
}

const CITY = new Set(['municipal-officer', 'municipal-supervisor']);

export const DOCUMENT_ROW: RowMaker = {
  own: async (world, role) =>
    WITHOUT_NAMES.has(role) ? scorecardOf(world) : scheduleOf(world as TestApp, false),
  foreign: async (world, role) => (CITY.has(role) ? undefined : scheduleOf(world as TestApp, true)),
};
