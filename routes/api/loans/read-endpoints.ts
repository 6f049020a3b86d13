import Joi from 'joi';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { findLoan } from '../../../server/loans/find-loan.js';
import { findInstalments } from '../../../server/loans/find-loan-records.js';
import { findLoans } from '../../../server/loans/find-loans.js';
import { findSubsidyStatement } from '../../../server/loans/find-subsidy-statement.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { day } from '../../fields.js';
import {
  assertPeriodIsComputable,
  presentSubsidyStatement,
  subsidyStatementReply,
} from '../calculators/quote-subsidy.js';
import { presentSource } from '../policy/sources.js';
import { presentInstalment, presentLoan, presentLoanSummary } from './present.js';
import {
  instalmentsReply,
  loanParams,
  loanReply,
  loansQuery,
  loansReply,
  type LoanParams,
  type LoansQuery,
} from './schemas.js';

const listLoans = guarded<unknown, LoansQuery>({
  method: 'get',
  path: '/api/v1/loans',
  tag: 'loans',
  operationId: 'listLoans',
  summary: 'The loans one sees, the newest first (贷款列表)',
  permission: 'loan.read',
  query: loansQuery,
  reply: { status: 200, schema: loansReply },
  errors: [],
  handle: async (context, { query }) => {
    const { disbursedFrom, disbursedUntil, bankOrganisationId, districtOrganisationId, ...rest } = query;
    const page = await findLoans(context, {
      ...rest,
      bankOrganisationId: bankOrganisationId === undefined ? undefined : Number(bankOrganisationId),
      districtOrganisationId:
        districtOrganisationId === undefined ? undefined : Number(districtOrganisationId),
      disbursedFrom: disbursedFrom === undefined ? undefined : parseBusinessDate(disbursedFrom),
      disbursedUntil: disbursedUntil === undefined ? undefined : parseBusinessDate(disbursedUntil),
    });
    return { ...page, items: page.items.map((loan) => presentLoanSummary(loan, context.actor.role)) };
  },
});

const getLoan = guarded<LoanParams>({
  method: 'get',
  path: '/api/v1/loans/:loanId',
  tag: 'loans',
  operationId: 'getLoan',
  summary: 'A loan with its balances and what falls due next (贷款详情)',
  permission: 'loan.read',
  params: loanParams,
  reply: { status: 200, schema: loanReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentLoan(await findLoan(context, Number(params.loanId)), context.actor.role),
});

const listInstalments = guarded<LoanParams>({
  method: 'get',
  path: '/api/v1/loans/:loanId/instalments',
  tag: 'loans',
  operationId: 'listInstalments',
  summary: 'The schedule as it was drawn up at disbursement (还款计划)',
  permission: 'loan.read',
  params: loanParams,
  reply: { status: 200, schema: instalmentsReply },
  errors: ['not-found'],
  handle: async (context, { params }) => ({
    items: (await findInstalments(context, Number(params.loanId))).map(presentInstalment),
  }),
});

interface StatementQuery {
  readonly from: string;
  readonly until: string;
}

const getSubsidyStatement = guarded<LoanParams, StatementQuery>({
  method: 'get',
  path: '/api/v1/loans/:loanId/subsidy-statement',
  tag: 'loans',
  operationId: 'getSubsidyStatement',
  summary: 'Interest and subsidy of a loan over a period, with the reason for every day (贴息明细)',
  permission: 'loan.read',
  params: loanParams,
  query: Joi.object<StatementQuery>({
    from: day().required().description('The first day of the period.'),
    until: day()
      .required()
      .description('The first day after the period.')
      .example('2025-06-21', { override: true }),
  }),
  reply: { status: 200, schema: subsidyStatementReply },
  errors: ['not-found', 'no-policy-in-force'],
  handle: async (context, { params, query }) => {
    const period = { from: parseBusinessDate(query.from), until: parseBusinessDate(query.until) };
    assertPeriodIsComputable(period);
    const statement = await findSubsidyStatement(context, Number(params.loanId), period);
    return { ...presentSubsidyStatement(statement), policies: statement.policies.map(presentSource) };
  },
});

export const LOAN_READ_ENDPOINTS: readonly Endpoint[] = [
  listLoans,
  getLoan,
  listInstalments,
  getSubsidyStatement,
];
