import { PaymentOrder } from '../../../models/payment-order.js';
import { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { findRow, selectRows } from '../../../models/rows.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan, type Fen } from '../../core/money.js';
import type { PaymentListFacts } from '../../core/papers/money-paper-facts.js';
import { findSubsidyClaim } from '../../subsidies/find-subsidy-claim.js';
import { findPaymentRun } from '../../subsidies/payment-runs/find-payment-runs.js';
import type { Drafter } from '../document-draft.js';
import { findNames } from '../find-names.js';
import { findOffice } from '../find-office.js';

const APPROVED = new Set(['approved', 'funded', 'paid']);
/** What a paper of a hundred pages holds; longer runs have their payment file. */
const MOST_ORDERS = 4_000;

/** 贴息资金审批表, in the name of the centre. Fails: not-found, document-not-issuable (not approved). */
export const draftSubsidyApproval: Drafter<'subsidy-approval'> = async (context, { subjectId }) => {
  const { claim, totals, causes, payable, deducted } = await findSubsidyClaim(context, subjectId);
  if (!APPROVED.has(claim.state)) throw new DomainError('document-not-issuable', { reason: 'not-approved' });
  const steps = [
    ['编制', claim.builtByUserId],
    ['银行申报', claim.submittedByUserId],
    ['市级审核', claim.verifiedByUserId],
    ['市级批准', claim.approvedByUserId],
    ['财政安排', claim.fundedByUserId],
  ] as const;
  const nameOf = await findNames(steps.map(([, id]) => id));
  return {
    organisationId: await findOffice('centre'),
    edition: '',
    facts: {
      claimNumber: claim.number,
      bankName: claim.bankName,
      quarter: claim.quarter,
      revision: claim.revision,
      state: claim.state,
      contentHash: claim.contentHash,
      totals: (['period', 'supplements', 'deductions'] as const).map((sort) => ({
        sort,
        lines: totals[sort].lines,
        interestFen: totals[sort].interest,
        subsidyFen: totals[sort].subsidy,
      })),
      claimedFen: claim.claimedFen,
      subsidyFen: claim.subsidyFen,
      deductedFen: deducted,
      payableFen: payable,
      causes: causes.map(({ cause, lines, claimed, computed }) => ({
        cause,
        lines,
        claimedFen: claimed,
        computedFen: computed,
      })),
      people: steps.flatMap(([step, id]) => (id === null ? [] : [{ step, name: nameOf(id) }])),
    },
    publicFacts: {
      claim: claim.number,
      bank: claim.bankName,
      quarter: claim.quarter,
      amount: formatYuan(payable),
    },
  };
};

type OrderRow = PaymentListFacts['orders'][number];

/** 拨付清单 of an approved run, in the name of the treasury. Fails: not-found, document-not-issuable. */
export const draftPaymentList: Drafter<'payment-list'> = async (context, { subjectId }) => {
  const run = await findPaymentRun(context, subjectId);
  if (run.state !== 'approved') throw new DomainError('document-not-issuable', { reason: 'not-approved' });
  if (run.orderCount > MOST_ORDERS)
    throw new DomainError('document-not-issuable', { reason: 'too-many-orders' });
  const claim = await findRow(SubsidyClaim, { where: { id: run.claimId } });
  const orders = await selectRows<OrderRow & { bankName: string }>(
    context.system.database,
    `SELECT paid.serialNumber, paid.amountFen, loan.contractNumber,
            COALESCE(loan.borrowerName, bank.name) AS payee, bank.name AS bankName
       FROM ${PaymentOrder.tableName} paid
       JOIN organisations bank ON bank.id = paid.bankOrganisationId
       LEFT JOIN loans loan ON loan.id = paid.loanId
      WHERE paid.runId = ? ORDER BY paid.id`,
    [subjectId],
  );
  const nameOf = await findNames([run.makerUserId, run.checkerUserId]);
  const bankName = orders[0]?.bankName ?? '';
  const totalFen: Fen = run.totalFen;
  return {
    organisationId: await findOffice('finance'),
    edition: '',
    facts: {
      runNumber: run.number,
      claimNumber: claim?.number ?? '',
      quarter: claim?.quarter ?? '',
      bankName,
      kind: run.kind,
      maker: nameOf(run.makerUserId),
      checker: nameOf(run.checkerUserId),
      totalFen,
      transferFen: run.transferFen,
      orders: orders.map(({ serialNumber, payee, contractNumber, amountFen }) => ({
        serialNumber,
        payee,
        contractNumber,
        amountFen,
      })),
    },
    publicFacts: {
      run: run.number,
      bank: bankName,
      orders: String(orders.length),
      amount: formatYuan(totalFen),
    },
  };
};
