import { expect } from 'chai';
import { UniqueConstraintError, type Model, type ModelStatic } from 'sequelize';
import { Approval } from '../../models/approval.js';
import { AgreementShare } from '../../models/agreement-share.js';
import { Budget } from '../../models/budget.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { ClaimedLine } from '../../models/claimed-line.js';
import { ClaimLineDecision } from '../../models/claim-line-decision.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import type { Database } from '../../models/database.js';
import { Disbursement } from '../../models/disbursement.js';
import { Extension } from '../../models/extension.js';
import { RefusedValueError } from '../../models/faults.js';
import { Guarantee } from '../../models/guarantee.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { Instalment } from '../../models/instalment.js';
import { LedgerAccount } from '../../models/ledger-account.js';
import { LedgerPosting } from '../../models/ledger-posting.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Repayment } from '../../models/repayment.js';
import { insertRow } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { SubsidyPayment } from '../../models/subsidy-payment.js';
import { inTransaction } from '../../models/transaction.js';
import { emptyTables, openTestDatabase } from '../support/database.js';
import { storeFacts, type StoredFact } from './stored-facts.js';
import { AT, HASH, type Values } from './stored-parents.js';

/** A verdict of another account, whose person is not yet said. */
const APPROVED = { state: 'approved', openKey: null, checkerUserId: 0, decidedAt: AT };

/** Each row breaks one rule: the table, what is wrong in an otherwise good new row, and the rule that refuses it. */
const BROKEN_RULES: readonly (readonly [ModelStatic<Model>, string, Values])[] = [
  [Loan, 'loans_principal_positive', { principalFen: 0, outstandingFen: 0 }],
  [Loan, 'loans_outstanding_within', { outstandingFen: 30_000_001 }],
  [Loan, 'loans_outstanding_within', { outstandingFen: -1 }],
  [Loan, 'loans_paid_not_negative', { interestPaidFen: -1 }],
  [Loan, 'loans_paid_not_negative', { penaltyPaidFen: -1 }],
  [Loan, 'loans_basis', { dayCountBasis: 364 }],
  [Loan, 'loans_dates', { maturesOn: '2024-03-15' }],
  [Loan, 'loans_contractRate', { contractRate: -1 }],
  [Disbursement, 'disbursements_amount_positive', { amountFen: 0 }],
  [Repayment, 'repayments_not_negative', { principalFen: -1 }],
  [Repayment, 'repayments_not_negative', { interestFen: -1 }],
  [Repayment, 'repayments_not_negative', { penaltyFen: -1 }],
  [Repayment, 'repayments_together_positive', { principalFen: 0, interestFen: 0, penaltyFen: 0 }],
  [Repayment, 'repayments_reverses_one', { kind: 'reversal' }],
  [Repayment, 'repayments_kind', { kind: 'gift' }],
  [LoanEvent, 'loan_events_dates', { untilOn: '2024-05-31' }],
  [LoanEvent, 'loan_events_rate_of_change', { kind: 'rate-change' }],
  [LoanEvent, 'loan_events_rate_of_change', { newRate: 3_000_000 }],
  [Extension, 'extensions_granted_once', { state: 'granted' }],
  [Instalment, 'instalments_not_negative', { principalFen: -1 }],
  [CooperationAgreement, 'cooperation_agreements_dates', { endsOn: '2024-01-01' }],
  [CooperationAgreement, 'cooperation_agreements_limits_positive', { exposureLimitFen: 0 }],
  [CooperationAgreement, 'cooperation_agreements_limits_positive', { singleLoanLimitFen: 0 }],
  [AgreementShare, 'agreement_shares_shareBasisPoints', { shareBasisPoints: 10_001 }],
  [GuarantorExposure, 'guarantor_exposures_not_negative', { exposureFen: -1 }],
  [Guarantee, 'guarantees_guaranteed_positive', { guaranteedFen: 0, balanceFen: 0 }],
  [Guarantee, 'guarantees_balance_within', { balanceFen: 30_000_001 }],
  [Guarantee, 'guarantees_balance_within', { balanceFen: -1 }],
  [SubsidyClaim, 'subsidy_claims_paid_when', { state: 'paid' }],
  [SubsidyLine, 'subsidy_lines_dates', { periodUntil: '2024-03-21' }],
  [ClaimedLine, 'claimed_lines_not_negative', { claimedFen: -1 }],
  [ClaimedLine, 'claimed_lines_none_is_equal', { cause: 'none' }],
  [ClaimedLine, 'claimed_lines_nothing_without_loan', { cause: 'duplicate-line' }],
  [ClaimedLine, 'claimed_lines_cause', { cause: 'whim' }],
  [ClaimLineDecision, 'claim_line_decisions_line_or_cause', { cause: 'rounding' }],
  [Budget, 'budgets_not_negative', { reservedFen: -1 }],
  [Budget, 'budgets_not_overrun', { allottedFen: 100, reservedFen: 40, committedFen: 40, paidFen: 21 }],
  [Budget, 'budgets_district', { level: 'city', districtCode: '440106' }],
  [BudgetEntry, 'budget_entries_amount_positive', { amountFen: 0 }],
  [LedgerPosting, 'ledger_postings_amount_positive', { amountFen: 0 }],
  [LedgerPosting, 'ledger_postings_two_accounts', { debitAccountId: 1, creditAccountId: 1 }],
  [Approval, 'approvals_two_persons', { ...APPROVED, checkerPersonIndex: HASH }],
  [Approval, 'approvals_checker_decided', { state: 'approved', openKey: null }],
  [Approval, 'approvals_open_until_decided', { openKey: null }],
];

/** The keys by which a money fact can be stored only once. */
const KEYS: readonly (readonly [ModelStatic<Model>, readonly string[]])[] = [
  [Loan, ['bankOrganisationId', 'contractNumber']],
  [Loan, ['applicationId']],
  [Disbursement, ['loanId']],
  [Disbursement, ['applicationId']],
  [Disbursement, ['bankOrganisationId', 'bankReference']],
  [Repayment, ['bankOrganisationId', 'serialNumber']],
  [LoanEvent, ['loanId', 'kind', 'fromOn', 'source', 'revision']],
  [Instalment, ['loanId', 'number']],
  [CooperationAgreement, ['number']],
  [AgreementShare, ['agreementId', 'bearer']],
  [GuarantorExposure, ['organisationId']],
  [Guarantee, ['number']],
  [Guarantee, ['applicationId']],
  [Guarantee, ['loanId']],
  [SubsidyClaim, ['number']],
  [SubsidyClaim, ['bankOrganisationId', 'quarter', 'sequence']],
  [SubsidyLine, ['claimId', 'lineNumber']],
  [SubsidyLine, ['claimId', 'loanId', 'kind', 'quarter']],
  [SubsidyPayment, ['lineId']],
  [ClaimLineDecision, ['claimId', 'revision', 'outcome', 'lineNumber']],
  [Budget, ['year', 'level', 'districtCode']],
  [BudgetEntry, ['budgetId', 'kind', 'subjectKind', 'subjectId']],
  [LedgerAccount, ['kind', 'holderId']],
  [LedgerPosting, ['subjectKind', 'subjectId', 'kind', 'debitAccountId', 'creditAccountId']],
  [Approval, ['openKey']],
];

describe('A money fact', () => {
  let database: Database;
  let stored: Map<ModelStatic<Model>, StoredFact>;

  before(async () => {
    database = await openTestDatabase();
    await emptyTables();
    stored = await inTransaction(database, storeFacts);
  });
  after(emptyTables);

  /** Tries to store a row, and takes it back if that went well. */
  const attempt = async (model: ModelStatic<Model>, values: Values) => {
    const undone = new Error('undone');
    try {
      await inTransaction(database, async (transaction) => {
        await insertRow(model, values, transaction);
        throw undone;
      });
    } catch (error) {
      return error === undone ? 'stored' : error;
    }
    return undefined;
  };
  const rowsOf = (model: ModelStatic<Model>) => stored.get(model) ?? { stored: {}, fresh: {} };

  for (const model of new Set([...BROKEN_RULES, ...KEYS].map(([table]) => table))) {
    it(`in ${model.name} is stored when it is right`, async () => {
      expect(await attempt(model, rowsOf(model).fresh)).to.equal('stored');
    });
  }

  for (const [model, rule, wrong] of BROKEN_RULES) {
    it(`is refused by ${rule}: ${JSON.stringify(wrong)}`, async () => {
      const refusal = await attempt(model, { ...rowsOf(model).fresh, ...wrong });
      expect(refusal, String(refusal)).to.be.instanceOf(RefusedValueError);
      expect((refusal as RefusedValueError).rule).to.equal(rule);
    });
  }

  for (const [model, columns] of KEYS) {
    it(`in ${model.name} is stored once for each ${columns.join(', ')}`, async () => {
      const { stored: first, fresh } = rowsOf(model);
      const same = Object.fromEntries(columns.map((column) => [column, first[column]]));
      const refusal = await attempt(model, { ...fresh, ...same });
      expect(refusal, String(refusal)).to.be.instanceOf(UniqueConstraintError);
      expect(Object.keys((refusal as UniqueConstraintError).fields)).to.deep.equal(columns);
    });
  }

  it('can be reversed once', async () => {
    const { fresh } = rowsOf(Repayment);
    const refusal = await inTransaction(database, async (transaction) => {
      const repaid = await insertRow(Repayment, fresh as never, transaction);
      const reversal = { ...fresh, kind: 'reversal', reversesRepaymentId: repaid };
      await insertRow(Repayment, { ...reversal, serialNumber: 'R1' } as never, transaction);
      await insertRow(Repayment, { ...reversal, serialNumber: 'R2' } as never, transaction);
    }).catch((error: unknown) => error);
    expect(Object.keys((refusal as UniqueConstraintError).fields)).to.deep.equal(['reversesRepaymentId']);
  });
});
