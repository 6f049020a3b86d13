import { findLoanSubsidies } from '../../../server/subsidies/find-loan-subsidies.js';
import { guarded } from '../../endpoint.js';
import { presentLoanSubsidy } from './present.js';
import * as schemas from './schemas.js';

/** A loan's subsidy as its borrower and everybody else concerned may see it. */
export const listLoanSubsidiesEndpoint = guarded({
  method: 'get',
  path: '/api/v1/loans/:loanId/subsidies',
  tag: 'subsidy-claims',
  operationId: 'listLoanSubsidies',
  summary: 'What a loan has got in subsidies, claim by claim, the latest first',
  permission: 'loan.read',
  params: schemas.loanParams,
  query: schemas.historyQuery,
  reply: { status: 200, schema: schemas.historyReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const { items, nextCursor } = await findLoanSubsidies(context, Number(params.loanId), query);
    return { items: items.map(presentLoanSubsidy), nextCursor };
  },
});
