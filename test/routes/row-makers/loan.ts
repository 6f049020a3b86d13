import type { Role } from '../../../server/core/roles.js';
import { recordLoanEvent } from '../../../server/loans/record-loan-event.js';
import { recordRepayment } from '../../../server/loans/record-repayment.js';
import { requestExtension } from '../../../server/loans/request-extension.js';
import { addMonths } from '../../../server/core/business-date.js';
import type { TestApp } from '../../support/app.js';
import {
  approvedApplication,
  disbursedLoan,
  proposedDisbursement,
  repaymentOf,
} from '../../support/loans.js';
import type { World } from '../scenarios/world.js';
import type { RowMaker } from './row-maker.js';

/** Those who see every case. */
const CITY: ReadonlySet<Role> = new Set([
  'municipal-officer',
  'municipal-supervisor',
  'finance-approver',
  'auditor',
]);

/** A maker of rows that belong to the people of one side, or to the others. */
const rowOf = (make: (app: TestApp, foreign: boolean) => Promise<number>): RowMaker => ({
  own: async (world) => String(await make(asApp(world), false)),
  foreign: async (world, role) => (CITY.has(role) ? undefined : String(await make(asApp(world), true))),
});

/** A world is the test application; makers also call use cases as its people. */
const asApp = (world: World): TestApp => world as TestApp;

const bankMaker = async (app: TestApp, foreign: boolean) =>
  app.contextOf(foreign ? 'other.bank.maker' : 'bank.maker');

/** An approved application whose disbursement waits for the supervisor. */
export const APPLICATION_ROW = rowOf(async (app, foreign) => {
  const applicationId = await approvedApplication(app, { foreign });
  await proposedDisbursement(app, applicationId, '300000.00', foreign);
  return applicationId;
});

export const LOAN_ROW = rowOf(async (app, foreign) => (await disbursedLoan(app, { foreign })).id);

export const REPAYMENT_ROW = rowOf(async (app, foreign) => {
  const { id } = await disbursedLoan(app, { foreign });
  const repayment = repaymentOf(app, id, { principal: '100.00' });
  return Number((await recordRepayment(await bankMaker(app, foreign), repayment)).repaymentId);
});

export const EXTENSION_ROW = rowOf(async (app, foreign) => {
  const { id, maturesOn } = await disbursedLoan(app, { foreign });
  const asked = { loanId: id, requestedUntil: addMonths(maturesOn, 6), reason: '生意恢复中' };
  return Number((await requestExtension(await bankMaker(app, foreign), asked)).extensionId);
});

/** A change of the legal representative that the bank reported today. */
export const LOAN_EVENT_ROW = rowOf(async (app, foreign) => {
  const { id } = await disbursedLoan(app, { foreign });
  const report = {
    loanId: id,
    kind: 'legal-representative-change',
    fromOn: app.clock.today(),
    untilOn: null,
    newRate: null,
    note: null,
  } as const;
  return Number((await recordLoanEvent(await bankMaker(app, foreign), report)).loanEventId);
});
