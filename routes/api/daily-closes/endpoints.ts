import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import type { StandingStep } from '../../../server/core/daily-close/loan-standing.js';
import {
  findBooksDate,
  findDailyClose,
  findDailyCloses,
  type ListedClose,
} from '../../../server/daily-close/find-daily-closes.js';
import { findStandingHistory } from '../../../server/daily-close/find-standings.js';
import { runDailyCloses } from '../../../server/daily-close/run-daily-closes.js';
import { recordReserve } from '../../../server/loans/record-reserve.js';
import { recordBankClass } from '../../../server/loans/record-bank-class.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import * as schemas from './schemas.js';

const list = guarded({
  method: 'get',
  path: '/api/v1/daily-closes',
  tag: 'daily-closes',
  operationId: 'listDailyCloses',
  summary: 'The business dates that were closed, the newest first (日终记录)',
  permission: 'daily-close.read',
  query: schemas.closesQuery,
  reply: { status: 200, schema: schemas.closesReply },
  errors: [],
  handle: async ({ system }, { query }) => {
    const page = await findDailyCloses(system, query);
    return { ...page, items: page.items.map(presentClose) };
  },
});

const read = guarded({
  method: 'get',
  path: '/api/v1/daily-closes/:dailyCloseId',
  tag: 'daily-closes',
  operationId: 'readDailyClose',
  summary: 'One daily close (日终)',
  permission: 'daily-close.read',
  params: schemas.closeParams,
  reply: { status: 200, schema: schemas.closeReply },
  errors: ['not-found'],
  handle: async (_, { params }) => presentClose(await findDailyClose(Number(params.dailyCloseId))),
});

const run = guarded<unknown, unknown, schemas.RunBody>({
  method: 'post',
  path: '/api/v1/daily-closes',
  tag: 'daily-closes',
  operationId: 'runDailyCloses',
  summary:
    'Close every business date that is over and not closed, one by one; again changes nothing (执行日终)',
  permission: 'daily-close.run',
  body: schemas.runBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.runReply },
  errors: ['outside-loan-term', 'request-in-progress'],
  handle: (context, { body: { through } }) =>
    runDailyCloses(context, { through: through === undefined ? undefined : parseBusinessDate(through) }),
});

const readBooksDate = guarded({
  method: 'get',
  path: '/api/v1/business-dates/current',
  tag: 'daily-closes',
  operationId: 'readBusinessDate',
  summary: 'The day the books stand at, which is not the day of the clock (当前业务日)',
  permission: 'business-date.read',
  reply: { status: 200, schema: schemas.booksDateReply },
  errors: [],
  handle: ({ system }) => findBooksDate(system),
});

const listStandings = guarded<schemas.LoanParams, schemas.StandingsQuery>({
  method: 'get',
  path: '/api/v1/loans/:loanId/standings',
  tag: 'daily-closes',
  operationId: 'listStandings',
  summary: 'How a loan has stood: days past due and class, from day to day (贷款状况)',
  permission: 'loan.read',
  params: schemas.loanParams,
  query: schemas.standingsQuery,
  reply: { status: 200, schema: schemas.standingsReply },
  errors: ['not-found'],
  handle: async (context, { params, query: { knownOn } }) => {
    const known = knownOn === undefined ? undefined : parseBusinessDate(knownOn);
    const steps = await findStandingHistory(context, Number(params.loanId), known);
    return { items: steps.map(presentStanding) };
  },
});

const recordClass = guarded<schemas.LoanParams, unknown, schemas.BankClassBody>({
  method: 'post',
  path: '/api/v1/loans/:loanId/bank-classes',
  tag: 'daily-closes',
  operationId: 'recordBankClass',
  summary:
    "Report the bank's own class of a loan; the worse one counts from the next close on (银行五级分类)",
  permission: 'bank-class.record',
  params: schemas.loanParams,
  body: schemas.bankClassBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.bankClassReply },
  errors: ['not-found', 'outside-loan-term'],
  handle: (context, { params, body: { fromOn, riskClass } }) =>
    recordBankClass(context, { loanId: Number(params.loanId), fromOn: parseBusinessDate(fromOn), riskClass }),
});

const recordedReserve = guarded<schemas.LoanParams, unknown, schemas.ReserveBody>({
  method: 'post',
  path: '/api/v1/loans/:loanId/repayment-reserves',
  tag: 'daily-closes',
  operationId: 'recordRepaymentReserve',
  summary:
    'Report what a borrower holds ready for repayment; early warning counts it before maturity (还款备款)',
  permission: 'repayment-reserve.record',
  params: schemas.loanParams,
  body: schemas.reserveBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.reserveReply },
  errors: ['not-found', 'outside-loan-term'],
  handle: (context, { params, body: { heldOn, amount } }) =>
    recordReserve(context, {
      loanId: Number(params.loanId),
      heldOn: parseBusinessDate(heldOn),
      amount: parseYuan(amount),
    }),
});

const presentClose = (close: ListedClose) => ({
  id: String(close.id),
  businessDate: close.businessDate,
  state: close.state,
  examinedLoans: close.examinedLoans,
  fellOverdue: close.fellOverdue,
  cured: close.cured,
  reclassified: close.reclassified,
  changesHash: close.changesHash,
  startedAt: close.startedAt,
  finishedAt: close.finishedAt,
});

const presentStanding = ({ from: fromOn, pastDueSince, riskClass, reason }: StandingStep) => ({
  fromOn,
  pastDueSince,
  riskClass,
  reason,
});

/** 日终: where the books stand, and what each close found. */
export const DAILY_CLOSE_ENDPOINTS: readonly Endpoint[] = [
  list,
  read,
  run,
  readBooksDate,
  listStandings,
  recordClass,
  recordedReserve,
];
