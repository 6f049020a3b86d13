import type { Role } from '../../../server/core/roles.js';
import type { TestApp } from '../../support/app.js';
import { issuedDemand } from '../../support/clawbacks.js';
import { receiptOn } from '../scenarios/clawback-cases.js';
import type { RowMaker } from './row-maker.js';

const CITY: ReadonlySet<Role> = new Set([
  'municipal-officer',
  'municipal-supervisor',
  'finance-approver',
  'auditor',
]);

/** An issued demand on a loan of the first bank, district and borrower; on one of the others. */
export const CLAWBACK_ROW: RowMaker = {
  own: async (world) => String((await issuedDemand(world as TestApp)).caseId),
  foreign: async (world, role) =>
    CITY.has(role) ? undefined : String((await issuedDemand(world as TestApp, true)).caseId),
};

/** Who records and reverses receipts sees them all. */
export const CLAWBACK_RECEIPT_ROW: RowMaker = {
  own: async (world) => {
    const { caseId } = await issuedDemand(world as TestApp);
    const { body } = await receiptOn(world, `/api/v1/clawback-cases/${caseId}`);
    return String(body.receiptId);
  },
  foreign: async () => undefined,
};
