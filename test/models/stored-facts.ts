import type { Model, ModelStatic, Transaction } from 'sequelize';
import { AgreementShare } from '../../models/agreement-share.js';
import { Approval } from '../../models/approval.js';
import { Budget } from '../../models/budget.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { ClaimedLine } from '../../models/claimed-line.js';
import { ClaimLineDecision } from '../../models/claim-line-decision.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { Disbursement } from '../../models/disbursement.js';
import { Extension } from '../../models/extension.js';
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
import { ClaimTerms } from '../../models/claim-terms.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { SubsidyPayment } from '../../models/subsidy-payment.js';
import { AT, HASH, storeParents, type Parents, type Values } from './stored-parents.js';

/** A row that is stored, and another right one that could stand beside it. */
export interface StoredFact {
  readonly stored: Values;
  readonly fresh: Values;
}

/** Stores right rows in the tables of money facts, and remembers for each table one and a fresh one. */
class FactStore {
  readonly facts = new Map<ModelStatic<Model>, StoredFact>();

  constructor(readonly transaction: Transaction) {}

  /** Stores the first row; `other` is what is different in the fresh one. */
  async one(model: ModelStatic<Model>, values: Values, other: Values): Promise<number> {
    this.facts.set(model, { stored: values, fresh: { ...values, ...other } });
    return await insertRow(model, values, this.transaction);
  }

  /** Stores a second row too, for the children of the fresh rows. */
  async two(
    model: ModelStatic<Model>,
    values: Values,
    second: Values,
    other: Values,
  ): Promise<[number, number]> {
    const first = await this.one(model, values, other);
    return [first, await insertRow(model, { ...values, ...second }, this.transaction)];
  }
}

/** Stores one right row in each table of money facts, with its parents. */
export async function storeFacts(transaction: Transaction): Promise<FactStore['facts']> {
  const store = new FactStore(transaction);
  const parents = await storeParents(transaction);
  const agreementId = await storeAgreement(store, parents);
  const loans = await storeLoans(store, parents);
  await storeLoanFacts(store, parents, loans);
  await storeGuarantee(store, parents, agreementId, loans);
  await storeSubsidies(store, parents, loans);
  await storeBudget(store, parents);
  await storePosting(store, parents);
  await storeApproval(store, parents);
  return store.facts;
}

async function storeAgreement(store: FactStore, { bank, guarantor }: Parents): Promise<number> {
  const agreement = {
    bankOrganisationId: bank,
    guarantorOrganisationId: guarantor,
    state: 'in-force',
    createdAt: AT,
  };
  const terms = { startsOn: '2024-01-01', endsOn: '2026-01-01', exposureLimitFen: 1, singleLoanLimitFen: 1 };
  const agreementId = await store.one(
    CooperationAgreement,
    { ...agreement, ...terms, number: '穗担2025-01', approvalMode: 'each', interestCoveredFlag: 0 },
    { number: '穗担2025-02' },
  );
  await store.one(
    AgreementShare,
    { agreementId, bearer: 'bank', shareBasisPoints: 2000 },
    { bearer: 'city-fund' },
  );
  const exposure = { organisationId: guarantor, limitFen: 1000, exposureFen: 0, updatedAt: AT };
  await store.one(GuarantorExposure, exposure, { organisationId: bank });
  return agreementId;
}

async function storeLoans(store: FactStore, parents: Parents): Promise<[number, number]> {
  const { bank, district, guarantor, borrower, applications } = parents;
  const loan = {
    contractNumber: 'HT-1',
    bankOrganisationId: bank,
    districtOrganisationId: district,
    guarantorOrganisationId: guarantor,
    applicationId: applications[0],
    borrowerId: borrower,
    borrowerKind: 'individual',
    borrowerName: '王小明',
    principalFen: 30_000_000,
    contractRate: 3_450_000,
    dayCountBasis: 360,
    repaymentMethod: 'bullet',
    termMonths: 36,
    disbursedOn: '2024-03-15',
    maturesOn: '2027-03-15',
    outstandingFen: 30_000_000,
    state: 'active',
    origin: 'application',
    flagsJson: '[]',
    createdAt: AT,
    updatedAt: AT,
  };
  const second = { contractNumber: 'HT-2', applicationId: applications[1] };
  return await store.two(Loan, loan, second, { contractNumber: 'HT-3', applicationId: applications[2] });
}

async function storeLoanFacts(store: FactStore, parents: Parents, [loanId, secondLoanId]: [number, number]) {
  const { bank, user, applications } = parents;
  const recorded = { loanId, bankOrganisationId: bank, recordedByUserId: user, recordedAt: AT };
  await store.one(
    Disbursement,
    {
      ...recorded,
      applicationId: applications[0],
      bankReference: 'FK-1',
      amountFen: 1,
      disbursedOn: '2024-03-15',
    },
    { loanId: secondLoanId, applicationId: applications[1], bankReference: 'FK-2' },
  );
  const parts = { principalFen: 100, interestFen: 0, penaltyFen: 0 };
  const repayment = { ...recorded, ...parts, serialNumber: '流水1', kind: 'repayment', paidOn: '2024-04-15' };
  await store.one(Repayment, repayment, { serialNumber: '流水2' });
  const event = {
    loanId,
    kind: 'overdue',
    fromOn: '2024-06-01',
    source: 'bank',
    revision: 1,
    recordedAt: AT,
  };
  await store.one(LoanEvent, event, { revision: 2 });
  const request = {
    requestedUntil: '2028-03-15',
    reason: '市场变化',
    requestedByUserId: user,
    requestedAt: AT,
  };
  await store.one(Extension, { loanId, ...request, state: 'requested' }, {});
  const due = { dueOn: '2024-04-15', principalFen: 1, interestFen: 1, balanceAfterFen: 1 };
  await store.one(Instalment, { loanId, number: 1, ...due }, { number: 2 });
}

async function storeGuarantee(
  store: FactStore,
  { bank, guarantor, applications }: Parents,
  agreementId: number,
  [loanId, secondLoanId]: [number, number],
) {
  const parties = { agreementId, bankOrganisationId: bank, guarantorOrganisationId: guarantor };
  const amounts = { guaranteedFen: 30_000_000, balanceFen: 30_000_000, feeRate: 0 };
  const life = { state: 'effective', issuedOn: '2024-03-01', createdAt: AT };
  await store.one(
    Guarantee,
    { ...parties, ...amounts, ...life, number: 'DB-1', applicationId: applications[0], loanId },
    { number: 'DB-2', applicationId: applications[1], loanId: secondLoanId },
  );
}

async function storeSubsidies(
  store: FactStore,
  { bank, user }: Parents,
  [loanId, secondLoanId]: [number, number],
) {
  const amounts = { interestFen: 2, subsidyFen: 1 };
  const claim = {
    bankOrganisationId: bank,
    quarter: '2024Q2',
    state: 'submitted',
    lineCount: 1,
    builtByUserId: user,
  };
  const claimId = await store.one(
    SubsidyClaim,
    { ...claim, ...amounts, number: 'TX-1', sequence: 1, createdAt: AT, updatedAt: AT },
    { number: 'TX-2', sequence: 2 },
  );
  await store.one(
    ClaimTerms,
    {
      claimId,
      revision: 0,
      linesAfter: 0,
      linesUpTo: 2,
      borrowerKind: 'individual',
      disbursedFrom: '2024-03-15',
      disbursedLastOn: '2024-03-15',
      policyIdsJson: '[]',
      loanPrimeRate: null,
    },
    { linesAfter: 2, linesUpTo: 3 },
  );
  const period = {
    quarter: '2024Q2',
    periodFrom: '2024-03-21',
    periodUntil: '2024-06-21',
    subsidisedDays: 92,
  };
  const line = { claimId, kind: 'period', contractNumber: 'HT-1', segmentsJson: '[]', policyId: 'half' };
  const [lineId, secondLineId] = await store.two(
    SubsidyLine,
    { ...line, ...period, ...amounts, lineNumber: 1, loanId },
    { lineNumber: 2, loanId: secondLoanId },
    { lineNumber: 3, kind: 'adjustment' },
  );
  const payment = {
    claimId,
    loanId,
    kind: 'period',
    quarter: '2024Q2',
    amountFen: 1,
    paidOn: '2024-07-01',
    recordedAt: AT,
  };
  await store.one(SubsidyPayment, { ...payment, lineId }, { lineId: secondLineId });
  await storeClaimed(store, claimId, user);
}

async function storeClaimed(store: FactStore, claimId: number, decidedByUserId: number) {
  const line = {
    contractNumber: 'HT-1',
    principalFen: 30_000_000,
    annualRate: 3_450_000,
    periodFrom: '2024-03-21',
    periodUntil: '2024-06-21',
    days: 92,
    claimedFen: 2,
    computedFen: 1,
    cause: 'rounding',
  };
  const file = { claimId, revision: 1 };
  await store.one(ClaimedLine, { ...file, lineNumber: 1, fileLine: 2, ...line }, { lineNumber: 2 });
  const decision = { outcome: 'accepted', decidedByUserId, decidedAt: AT };
  await store.one(ClaimLineDecision, { ...file, lineNumber: 1, cause: null, ...decision }, { lineNumber: 2 });
}

async function storeBudget(store: FactStore, { user }: Parents) {
  const budget = { year: 2024, level: 'city', districtCode: '', allottedFen: 100, createdAt: AT };
  const budgetId = await store.one(Budget, budget, { level: 'district', districtCode: '440106' });
  const entry = {
    budgetId,
    kind: 'allot',
    amountFen: 100,
    subjectKind: 'budget',
    recordedByUserId: user,
    recordedAt: AT,
  };
  await store.one(BudgetEntry, { ...entry, subjectId: 1 }, { subjectId: 2 });
}

async function storePosting(store: FactStore, { user }: Parents) {
  const account = { kind: 'available', holderId: 1, createdAt: AT };
  const [debitAccountId, creditAccountId] = await store.two(
    LedgerAccount,
    account,
    { kind: 'granted' },
    { kind: 'reserved' },
  );
  const posting = { debitAccountId, creditAccountId, amountFen: 100, kind: 'allot', subjectKind: 'approval' };
  const recorded = { postedOn: '2024-04-15', recordedByUserId: user, recordedAt: AT };
  await store.one(LedgerPosting, { ...posting, ...recorded, subjectId: 1 }, { subjectId: 2 });
}

async function storeApproval(store: FactStore, { user }: Parents) {
  const subject = {
    subjectKind: 'loan',
    subjectId: 1,
    action: 'disburse',
    payloadJson: '{}',
    payloadHash: HASH,
  };
  const proposal = { state: 'proposed', makerUserId: user, makerPersonIndex: HASH, proposedAt: AT };
  await store.one(Approval, { ...subject, ...proposal, openKey: 'loan 1' }, { openKey: 'loan 2' });
}
