import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { SubsidyPayment } from '../../models/subsidy-payment.js';
import { insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import type { Context } from '../../server/context.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { subsidyQuarterOf } from '../../server/core/subsidy-quarter.js';
import { findTrialBalance } from '../../server/money-ledger/find-trial-balance.js';
import { recordReceipt, type ReceiptReply } from '../../server/subsidies/clawbacks/record-receipt.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import { decideClawback, type ClawbackDecision } from '../../server/subsidies/clawbacks/decide-clawback.js';
import {
  proposeClawback,
  type ClawbackProposal,
  type ClawbackRequest,
} from '../../server/subsidies/clawbacks/propose-clawback.js';
import { sha256 } from '../../server/hashing.js';
import type { TestApp } from './app.js';
import { allotBudget, bringClaimTo, insertLoan, openSubsidyOffice, type SubsidyOffice } from './subsidies.js';
import { disbursedLoan, nextSerial } from './loans.js';

/** Basis and words of a demand where a test says nothing else. */
const BASIS = {
  ground: 'misuse',
  untilOn: null,
  document: '财金〔2023〕75号',
  article: '不得挪用',
  facts: '贷款资金转入证券账户',
  offset: false,
} as const;

/** What a test says of a demand. */
export interface Demand extends Partial<Omit<ClawbackRequest, 'fromOn' | 'untilOn'>> {
  readonly loanId: number;
  readonly from: string;
  readonly until?: string;
}

/** Puts a demand together. */
export async function proposeDemand(
  maker: Context,
  { from, until, ...demand }: Demand,
): Promise<ClawbackProposal> {
  return proposeClawback(maker, {
    ...BASIS,
    ...demand,
    fromOn: parseBusinessDate(from),
    untilOn: until === undefined ? null : parseBusinessDate(until),
  });
}

/** Decides what is proposed of a case. */
export async function decide(
  checker: Context,
  { caseId, payloadHash }: Pick<ClawbackProposal, 'caseId' | 'payloadHash'>,
  outcome: 'approve' | 'decline' = 'approve',
): Promise<ClawbackDecision> {
  return decideClawback(checker, caseId, { payloadHash, outcome, reason: null });
}

/** Lays down that a loan was paid 100 yuan for its first quarter, as the tables hold it. */
async function layDownPayment(app: TestApp, loan: LoanRow): Promise<void> {
  const quarter = subsidyQuarterOf(loan.disbursedOn);
  const now = app.system.clock.now();
  const serial = nextSerial();
  const subsidyFen = fen(10_000);
  const { id: loanId, contractNumber, bankOrganisationId } = loan;
  await inTransaction(app.system.database, async (transaction) => {
    const claim = {
      number: `TX-TEST-${serial}`,
      bankOrganisationId,
      quarter: quarter.name,
      sequence: 1_000 + serial,
      state: 'paid' as const,
      lineCount: 1,
      interestFen: fen(20_000),
      subsidyFen,
      contentHash: sha256(String(serial)),
      builtByUserId: 1,
      paidOn: quarter.until,
      createdAt: now,
      updatedAt: now,
    };
    const claimId = await insertRow(SubsidyClaim, claim as never, transaction);
    const line = {
      claimId,
      lineNumber: 1,
      kind: 'period' as const,
      loanId,
      contractNumber,
      quarter: quarter.name,
      periodFrom: quarter.from,
      periodUntil: quarter.until,
      subsidisedDays: 90,
      interestFen: fen(20_000),
      subsidyFen,
      segmentsJson: '[]',
      policyId: 'subsidy-regime',
      reason: null,
      adjustsLineId: null,
    };
    const lineId = await insertRow(SubsidyLine, line, transaction);
    const payment = { claimId, lineId, loanId, kind: 'period' as const, quarter: quarter.name };
    const paid = { ...payment, amountFen: subsidyFen, paidOn: quarter.until, recordedAt: now };
    await insertRow(SubsidyPayment, paid, transaction);
  });
}

/** A demand for what a loan was paid by false facts, waiting for its second person. */
export async function proposedDemand(app: TestApp, foreign = false): Promise<ClawbackProposal> {
  const loan = await disbursedLoan(app, { foreign });
  await layDownPayment(app, loan);
  const demand = { loanId: loan.id, from: loan.disbursedOn, ground: 'false-facts' } as const;
  return proposeDemand(await app.contextOf('centre.maker'), demand);
}

/** The same, issued. */
export async function issuedDemand(app: TestApp, foreign = false): Promise<ClawbackProposal> {
  const proposal = await proposedDemand(app, foreign);
  await decide(await app.contextOf('centre.checker'), proposal);
  return proposal;
}

/** A city that paid a loan its second quarter of 2025, 1 322.50 for 92 days, in September of that year. */
export interface ClawbackOffice extends SubsidyOffice {
  readonly loan: LoanRow;
  /** Issues a demand for the days from 20 May to 20 September, unless said otherwise. */
  issue(demand?: Partial<Demand>): Promise<ClawbackProposal>;
  /** Records a receipt of today. */
  receive(caseId: number, amount: string): Promise<ReceiptReply>;
  /** Debit less credit of all accounts by their kind, once both sides have been found even. */
  balances(): Promise<ReadonlyMap<string, number>>;
  on(day: string): void;
}

/** Opens that city. */
export async function openClawbackOffice(): Promise<ClawbackOffice> {
  const office = await openSubsidyOffice();
  await allotBudget(office, '10000.00');
  const loan = await insertLoan(office, { contractNumber: 'A' });
  await bringClaimTo(office, 'paid', '2025Q2');
  const on = (day: string) => office.clock.setDay(parseBusinessDate(day));
  on('2025-09-25');
  return {
    ...office,
    loan,
    on,
    async issue(demand = {}) {
      const given = { loanId: loan.id, from: '2025-05-20', until: '2025-09-21', ...demand };
      const proposal = await proposeDemand(office.centreOfficer, given);
      await decide(office.centreSupervisor, proposal);
      return proposal;
    },
    receive: (caseId, amount) =>
      recordReceipt(office.centreOfficer, {
        caseId,
        reference: `ZHK${nextSerial()}`,
        receivedOn: office.clock.today(),
        amount: parseYuan(amount),
      }),
    async balances() {
      const { accounts, debit, credit } = await findTrialBalance(office.auditor, null);
      if (debit !== credit) throw new Error(`The books are uneven: ${debit} and ${credit}`);
      const byKind = new Map<string, number>();
      for (const { kind, debitFen, creditFen } of accounts)
        byKind.set(kind, (byKind.get(kind) ?? 0) + debitFen - creditFen);
      return byKind;
    },
  };
}
