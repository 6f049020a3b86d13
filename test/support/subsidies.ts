import { randomUUID } from 'node:crypto';
import { AuditChain } from '../../models/audit-event.js';
import { initialiseModels } from '../../models/index.js';
import { Borrower } from '../../models/borrower.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Organisation } from '../../models/organisation.js';
import { Repayment } from '../../models/repayment.js';
import { insertRow, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { GENESIS_HASH } from '../../server/audit/append-event.js';
import { decideAllotment } from '../../server/budgets/decide-allotment.js';
import type { Allotment } from '../../server/budgets/allotment-payload.js';
import { proposeAllotment } from '../../server/budgets/propose-allotment.js';
import { SteppedClock } from '../../server/clock.js';
import type { Context, System } from '../../server/context.js';
import { addMonths, parseBusinessDate } from '../../server/core/business-date.js';
import type { LoanEventKind } from '../../server/core/loan-history.js';
import { fen, parseYuan, type Fen } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import type { Role } from '../../server/core/roles.js';
import { subsidyQuarter } from '../../server/core/subsidy-quarter.js';
import { sha256 } from '../../server/hashing.js';
import { loadReferenceData } from '../../server/policy/reference-data.js';
import { approveSubsidyClaim } from '../../server/subsidies/approve-subsidy-claim.js';
import { buildSubsidyClaim, type BuiltClaim } from '../../server/subsidies/build-subsidy-claim.js';
import { fundSubsidyClaim } from '../../server/subsidies/fund-subsidy-claim.js';
import { paySubsidyClaim } from '../../server/subsidies/pay-subsidy-claim.js';
import { submitSubsidyClaim } from '../../server/subsidies/submit-subsidy-claim.js';
import { verifySubsidyClaim } from '../../server/subsidies/verify-subsidy-claim.js';
import { emptyTables, openTestDatabase } from './database.js';

type Staff = 'bankOfficer' | 'bankSupervisor' | 'centreOfficer' | 'centreSupervisor' | 'finance' | 'auditor';

/** A city with one bank, its offices and one person in each role, on a clock that can be set. */
export interface SubsidyOffice extends Record<Staff, Context> {
  readonly system: System;
  readonly clock: SteppedClock;
  readonly bankId: number;
  readonly bankCode: string;
  readonly districtId: number;
  /** Another bank with an officer and a supervisor of its own. */
  addBank(code: string): Promise<Bank>;
}

export interface Bank {
  readonly bankId: number;
  readonly bankCode: string;
  readonly bankOfficer: Context;
  readonly bankSupervisor: Context;
}

/** Opens an empty city on the shared test database. */
export async function openSubsidyOffice(today = '2025-07-01'): Promise<SubsidyOffice> {
  await emptyTables();
  const database = await openTestDatabase();
  // Tests of the storage bind the models to databases of their own.
  initialiseModels(database.sequelize);
  const clock = new SteppedClock(`${today}T02:00:00.000Z`);
  // All that these use cases touch of a system.
  const system = { database, clock, referenceData: await loadReferenceData() } as unknown as System;
  const organisation = (code: string, kind: Row<Organisation>['kind'], districtCode: string | null = null) =>
    addOrganisation(system, { code, kind, districtCode });
  const person = (role: Role, organisationId: number) => addPerson(system, role, organisationId);
  const addBank = async (code: string): Promise<Bank> => {
    const bankId = await organisation(code, 'bank');
    const bankOfficer = await person('bank-officer', bankId);
    return { bankId, bankCode: code, bankOfficer, bankSupervisor: await person('bank-supervisor', bankId) };
  };
  const centre = await organisation('CENTRE', 'centre');
  const finance = await organisation('FINANCE', 'finance');
  const audit = await organisation('AUDIT', 'audit');
  const districtId = await organisation('D440106', 'district', '440106');
  return {
    system,
    clock,
    districtId,
    addBank,
    ...(await addBank('BANK01')),
    centreOfficer: await person('municipal-officer', centre),
    centreSupervisor: await person('municipal-supervisor', centre),
    finance: await person('finance-approver', finance),
    auditor: await person('auditor', audit),
  };
}

/** Adds an organisation with its audit chain. */
async function addOrganisation(
  { database, clock }: System,
  {
    code,
    kind,
    districtCode,
  }: { code: string; kind: Row<Organisation>['kind']; districtCode: string | null },
): Promise<number> {
  return await inTransaction(database, async (transaction) => {
    const createdAt = clock.now();
    const row = { code, kind, guarantorKind: null, name: code, districtCode, createdAt, disabledAt: null };
    const organisationId = await insertRow(Organisation, row, transaction);
    await insertRow(AuditChain, { organisationId, sequence: 0, headHash: GENESIS_HASH }, transaction);
    return organisationId;
  });
}

/** Adds a person in a role, and what they need to act. */
export async function addPerson(
  system: System,
  role: Role,
  organisationId: number,
  personIndex = sha256(randomUUID()),
): Promise<Context> {
  const now = system.clock.now();
  const row = {
    organisationId,
    username: randomUUID(),
    displayName: role,
    role,
    personIndex,
    passwordHash: '-',
    passwordSetAt: now,
    mustChangePasswordFlag: 0,
    createdAt: now,
  };
  const userId = await inTransaction(system.database, (transaction) =>
    insertRow(User, row as never, transaction),
  );
  return {
    system,
    actor: { userId, role, organisationId, personIndex, sessionId: 0 },
    requestId: randomUUID(),
    language: 'zh',
  };
}

/** A loan of 300 000.00 at 3.45 % for three years from 2024-03-15, unless said otherwise. */
export interface LoanTerms {
  readonly principal?: string;
  readonly ratePercent?: string;
  readonly disbursedOn?: string;
  readonly maturesOn?: string;
  readonly extendedUntil?: string;
  readonly borrowerKind?: 'individual' | 'enterprise';
  readonly contractNumber?: string;
  readonly bankId?: number;
  /** The day of the balance it was taken over with. */
  readonly takenOverOn?: string;
}

/** Puts a disbursed loan into the bank's book as the tables hold it. */
export async function insertLoan(
  office: Pick<SubsidyOffice, 'system' | 'districtId' | 'bankId'>,
  terms: LoanTerms = {},
): Promise<Row<Loan>> {
  const { system, districtId } = office;
  const disbursedOn = parseBusinessDate(terms.disbursedOn ?? '2024-03-15');
  const principalFen = parseYuan(terms.principal ?? '300000.00');
  const borrowerKind = terms.borrowerKind ?? 'individual';
  const now = system.clock.now();
  const loan = {
    contractNumber: terms.contractNumber ?? `HT-${randomUUID().slice(0, 8)}`,
    bankOrganisationId: terms.bankId ?? office.bankId,
    districtOrganisationId: districtId,
    borrowerKind,
    borrowerName: '测试借款人',
    principalFen,
    contractRate: parseRate(terms.ratePercent ?? '3.45'),
    dayCountBasis: 360 as const,
    repaymentMethod: 'interest-quarterly' as const,
    termMonths: 36,
    disbursedOn,
    maturesOn:
      terms.maturesOn === undefined ? addMonths(disbursedOn, 36) : parseBusinessDate(terms.maturesOn),
    extendedUntil: terms.extendedUntil === undefined ? null : parseBusinessDate(terms.extendedUntil),
    outstandingFen: principalFen,
    state: 'active' as const,
    origin: 'take-over' as const,
    controlBalanceOn: terms.takenOverOn === undefined ? null : parseBusinessDate(terms.takenOverOn),
    flagsJson: '[]',
    createdAt: now,
    updatedAt: now,
  };
  const borrower = {
    kind: borrowerKind,
    name: loan.borrowerName,
    identityKind: borrowerKind === 'individual' ? 'resident-identity-card' : 'unified-social-credit-code',
    identityCipher: '-',
    identityIndex: sha256(randomUUID()),
    createdAt: now,
  };
  return await inTransaction(system.database, async (transaction) => {
    const borrowerId = await insertRow(Borrower, borrower as never, transaction);
    const id = await insertRow(Loan, { ...loan, borrowerId }, transaction);
    return { ...loan, borrowerId, id } as Row<Loan>;
  });
}

/** A repayment of principal, by default with no interest. */
export async function insertRepayment(
  office: SubsidyOffice,
  loan: Row<Loan>,
  paidOn: string,
  principal: string,
): Promise<number> {
  return await insertMoney(office, loan, {
    kind: 'repayment',
    paidOn,
    principal: parseYuan(principal),
    reverses: null,
  });
}

/** Undoes a repayment, as of the day it was dated. */
export async function insertReversal(
  office: SubsidyOffice,
  loan: Row<Loan>,
  repaymentId: number,
  paidOn: string,
  principal: string,
): Promise<void> {
  await insertMoney(office, loan, {
    kind: 'reversal',
    paidOn,
    principal: parseYuan(principal),
    reverses: repaymentId,
  });
}

async function insertMoney(
  { system, bankOfficer }: SubsidyOffice,
  loan: Row<Loan>,
  money: { kind: 'repayment' | 'reversal'; paidOn: string; principal: Fen; reverses: number | null },
): Promise<number> {
  const row = {
    loanId: loan.id,
    bankOrganisationId: loan.bankOrganisationId,
    serialNumber: randomUUID(),
    kind: money.kind,
    paidOn: parseBusinessDate(money.paidOn),
    principalFen: money.principal,
    interestFen: fen(0),
    penaltyFen: fen(0),
    reversesRepaymentId: money.reverses,
    recordedByUserId: bankOfficer.actor.userId,
    recordedAt: system.clock.now(),
  };
  return await inTransaction(system.database, (transaction) => insertRow(Repayment, row, transaction));
}

/** Days that earn no subsidy, as the bank reports them; a later revision with the same first day replaces it. */
export async function insertEvent(
  { system, bankOfficer }: SubsidyOffice,
  loan: Row<Loan>,
  event: {
    readonly kind: Exclude<LoanEventKind, 'rate-change' | 'settled'>;
    readonly from: string;
    readonly until?: string;
    readonly revision?: number;
  },
): Promise<void> {
  const row = {
    loanId: loan.id,
    kind: event.kind,
    fromOn: parseBusinessDate(event.from),
    untilOn: event.until === undefined ? null : parseBusinessDate(event.until),
    newRate: null,
    note: null,
    source: event.kind === 'eligibility-lost' ? ('officer' as const) : ('bank' as const),
    revision: event.revision ?? 1,
    recordedByUserId: bankOfficer.actor.userId,
    recordedAt: system.clock.now(),
  };
  await inTransaction(system.database, (transaction) => insertRow(LoanEvent, row, transaction));
}

/** Allots money to a budget, proposed by the centre and approved by the treasury. */
export async function allotBudget(
  office: SubsidyOffice,
  amount: string,
  allotment: Partial<Allotment> = {},
): Promise<number> {
  const { budgetId, payloadHash } = await proposeAllotment(office.centreOfficer, {
    year: 2025,
    level: 'city',
    districtCode: '',
    amount: parseYuan(amount),
    document: '穗财〔2025〕1号',
    ...allotment,
  });
  await decideAllotment(office.finance, budgetId, { payloadHash, outcome: 'approve', reason: null });
  return budgetId;
}

/** Builds a bank's claim by its own officer. */
export async function buildClaim(bank: Bank, quarter: string): Promise<BuiltClaim & { contentHash: string }> {
  const built = await buildSubsidyClaim(bank.bankOfficer, {
    bankCode: null,
    quarter: subsidyQuarter(quarter),
  });
  return { ...built, contentHash: built.contentHash ?? '' };
}

const STEPS = ['submitted', 'verified', 'approved', 'funded', 'paid'] as const;

/** Builds a claim and takes it to a state, each step by its own person. */
export async function bringClaimTo(
  office: SubsidyOffice,
  state: (typeof STEPS)[number],
  quarter: string,
  bank: Bank = office,
): Promise<BuiltClaim & { contentHash: string }> {
  const claim = await buildClaim(bank, quarter);
  const decision = { claimId: claim.claimId, contentHash: claim.contentHash };
  const take = {
    submitted: () => submitSubsidyClaim(bank.bankSupervisor, decision),
    verified: () => verifySubsidyClaim(office.centreOfficer, decision),
    approved: () => approveSubsidyClaim(office.centreSupervisor, decision),
    funded: () => fundSubsidyClaim(office.finance, decision),
    paid: () =>
      paySubsidyClaim(office.centreOfficer, { claimId: claim.claimId, paidOn: office.clock.today() }),
  };
  for (const step of STEPS.slice(0, STEPS.indexOf(state) + 1)) await take[step]();
  return claim;
}
