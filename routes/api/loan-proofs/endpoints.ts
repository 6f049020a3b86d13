import Joi from 'joi';
import { formatYuan } from '../../../server/core/money.js';
import { findBookProof } from '../../../server/proofs/find-book-proof.js';
import { findLoanProof, type LoanProofDetail } from '../../../server/proofs/find-loan-proof.js';
import { holds, type LoanProof } from '../../../server/proofs/prove-loans.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { id, moneyReply, required, subsidyQuarter } from '../../fields.js';

interface LoanParams {
  readonly loanId: string;
}
interface StretchQuery {
  readonly after: string;
}

const proof = {
  loanId: id(),
  contractNumber: Joi.string(),
  holds: Joi.boolean().description('Whether every stored balance is what the facts give.'),
  balances: Joi.array().items(
    required({
      balance: Joi.string().valid('outstanding', 'interestPaid', 'penaltyPaid', 'guaranteeBalance'),
      stored: moneyReply(),
      proven: moneyReply().allow(null).description('Null where the facts contradict each other.'),
    }),
  ),
};

const presentProof = ({ loanId, contractNumber, balances }: LoanProof) => ({
  loanId: String(loanId),
  contractNumber,
  holds: balances.every(holds),
  balances: balances.map(({ balance, stored, proven }) => ({
    balance,
    stored: formatYuan(stored),
    proven: proven === null ? null : formatYuan(proven),
  })),
});

const presentDetail = ({ quarters, ...loan }: LoanProofDetail) => ({
  ...presentProof(loan),
  quarters: quarters.map(({ quarter, paid, recomputed, difference }) => ({
    quarter,
    paid: formatYuan(paid),
    recomputed: formatYuan(recomputed),
    difference: formatYuan(difference),
  })),
});

const getLoanProof = guarded<LoanParams>({
  method: 'get',
  path: '/api/v1/loans/:loanId/proof',
  tag: 'loans',
  operationId: 'getLoanProof',
  summary: 'A loan lived again out of its facts, its balances and paid quarters beside the stored (重演核对)',
  permission: 'loan-proof.read',
  params: required<LoanParams>({ loanId: id() }),
  reply: {
    status: 200,
    schema: required({
      ...proof,
      quarters: Joi.array().items(
        required({
          quarter: subsidyQuarter(),
          paid: moneyReply(),
          recomputed: moneyReply(),
          difference: moneyReply().description('What the next claim settles.'),
        }),
      ),
    }),
  },
  errors: ['not-found'],
  handle: async (context, { params }) => presentDetail(await findLoanProof(context, Number(params.loanId))),
});

const proveBook = guarded<unknown, StretchQuery>({
  method: 'get',
  path: '/api/v1/loan-proofs',
  tag: 'loans',
  operationId: 'proveBook',
  summary:
    'The next 2,000 loans of the book lived again; those whose balances are not what their facts give are listed (全量重演核对)',
  permission: 'loan-proof.read',
  query: Joi.object<StretchQuery>({
    after: id().allow('0').default('0').description('`lastLoanId` of the stretch before; 0 to begin.'),
  }),
  reply: {
    status: 200,
    schema: required({
      provenLoans: Joi.number().integer().min(0),
      broken: Joi.array().items(required(proof)),
      lastLoanId: id().allow(null).description('Where to go on; null at the end of the book.'),
    }),
  },
  errors: [],
  handle: async (context, { query }) => {
    const { provenLoans, broken, lastLoanId } = await findBookProof(context, Number(query.after));
    return {
      provenLoans,
      broken: broken.map(presentProof),
      lastLoanId: lastLoanId === null ? null : String(lastLoanId),
    };
  },
});

/** 重演核对: proofs of the book. */
export const LOAN_PROOF_ENDPOINTS: readonly Endpoint[] = [getLoanProof, proveBook];
