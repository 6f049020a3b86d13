import { AgreementExposure } from '../../models/agreement-exposure.js';
import { AgreementShare } from '../../models/agreement-share.js';
import { Application } from '../../models/application.js';
import { Borrower } from '../../models/borrower.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { Guarantee } from '../../models/guarantee.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { Loan } from '../../models/loan.js';
import { findRow, insertRow, type Row } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { contentHash } from '../../server/hashing.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { fen, parseYuan, ZERO_FEN } from '../../server/core/money.js';
import { parseRate, rate } from '../../server/core/rate.js';
import { approveDisbursement } from '../../server/loans/approve-disbursement.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import { proposeDisbursement } from '../../server/loans/propose-disbursement.js';
import { recordRepayment, type RepaymentInput } from '../../server/loans/record-repayment.js';
import type { TestApp } from './app.js';
import { identityNumberOf, type Username } from './people.js';

/** What a test says of an approved application; the rest is a plain one. */
export interface ApprovedStory {
  readonly amount?: string;
  readonly ratePercent?: string;
  readonly termMonths?: number;
  readonly repaymentMethod?: Row<Application>['repaymentMethod'];
  /** What the application calls the business; nothing if it is left out. */
  readonly industry?: string;
  /** What the form tells of the founder; nothing if it is left out. */
  readonly founder?: { readonly sex?: 'female' | 'male'; readonly disabled?: boolean };
  /** Of the other bank, guarantor, district, station and borrower. */
  readonly foreign?: boolean;
}

interface Parties {
  readonly bank: number;
  readonly guarantor: number;
  readonly district: number;
  readonly station: number;
  readonly maker: Username;
  readonly checker: Username;
  readonly borrower: 'borrower' | 'other.borrower';
}

function partiesOf({ organisationIds: ids }: TestApp, foreign = false): Parties {
  const other = foreign ? 'other-' : '';
  const bank = ids[`${other}bank`] ?? 0;
  const guarantor = ids[`${other}guarantor`] ?? 0;
  const station = ids[`${other}station`] ?? 0;
  return foreign
    ? {
        bank,
        guarantor,
        station,
        district: ids.otherDistrict,
        maker: 'other.bank.maker',
        checker: 'other.bank.checker',
        borrower: 'other.borrower',
      }
    : {
        bank,
        guarantor,
        station,
        district: ids.district,
        maker: 'bank.maker',
        checker: 'bank.checker',
        borrower: 'borrower',
      };
}

let serial = 0;

/** A number that no other row of this run has. */
export const nextSerial = (): number => (serial += 1);

/**
 * An approved application of `borrower` at the first bank, with a guarantee issued for 80 % and counted in the exposures, laid
 * down in the tables. Answers its id.
 */
export async function approvedApplication(app: TestApp, story: ApprovedStory = {}): Promise<number> {
  const { system, userIds } = app;
  const parties = partiesOf(app, story.foreign);
  const now = system.clock.now();
  const number = nextSerial();
  const approvedFen = parseYuan(story.amount ?? '300000.00');
  const guaranteedFen = fen(Math.round(approvedFen * 0.8));
  const { bank: bankOrganisationId, guarantor: guarantorOrganisationId } = parties;
  const agreementId = await agreementOf(app, parties);
  const borrowerId = await borrowerOf(app, parties);
  return inTransaction(system.database, async (transaction) => {
    const applicationId = await insertRow(
      Application,
      {
        number: `SQ${String(number).padStart(8, '0')}`,
        state: 'approved',
        borrowerKind: 'individual',
        borrowerCategory: 'college-graduate',
        borrowerId,
        applicantUserId: userIds[parties.borrower],
        filedByUserId: userIds[parties.borrower],
        stationOrganisationId: parties.station,
        districtOrganisationId: parties.district,
        bankOrganisationId,
        guarantorOrganisationId,
        applicantName: '陈一',
        requestedFen: approvedFen,
        termMonths: story.termMonths ?? 24,
        repaymentMethod: story.repaymentMethod ?? 'interest-quarterly',
        appliedOn: addDays(system.clock.today(), -30),
        submittedAt: now,
        confirmedAt: null,
        closedAt: null,
        contentCipher: system.cipher.encrypt(formOf(story), 'applications.content'),
        contentHash: contentHash({ number }),
        approvedFen,
        approvedRate: parseRate(story.ratePercent ?? '3.10'),
        approvedTermMonths: story.termMonths ?? 24,
        dayCountBasis: 360,
        creditOutcome: 'pass',
        guaranteeOutcome: 'pass',
        createdAt: now,
        updatedAt: now,
        version: 0,
      },
      transaction,
    );
    await insertRow(
      Guarantee,
      {
        number: `DB${String(number).padStart(8, '0')}`,
        applicationId,
        loanId: null,
        agreementId,
        bankOrganisationId,
        guarantorOrganisationId,
        guaranteedFen,
        balanceFen: guaranteedFen,
        feeRate: rate(0),
        state: 'issued',
        issuedOn: system.clock.today(),
        createdAt: now,
      },
      transaction,
    );
    const exposure = 'exposureFen = exposureFen + ?';
    await execute(transaction, `UPDATE guarantor_exposures SET ${exposure} WHERE organisationId = ?`, [
      guaranteedFen,
      guarantorOrganisationId,
    ]);
    await execute(transaction, `UPDATE agreement_exposures SET ${exposure} WHERE agreementId = ?`, [
      guaranteedFen,
      agreementId,
    ]);
    return applicationId;
  });
}

const formOf = ({ industry, founder = {} }: ApprovedStory): string =>
  JSON.stringify({
    applicant: { sex: founder.sex },
    declarations: { disabled: founder.disabled },
    ...(industry !== undefined && { business: { industry } }),
    workforce: { jobsToCreate: 3 },
  });

/** Its disbursement, proposed by `bank.maker` for today unless said otherwise. Answers the hash to approve. */
export async function proposedDisbursement(
  app: TestApp,
  applicationId: number,
  amount = '300000.00',
  foreign = false,
): Promise<string> {
  const number = nextSerial();
  const { maker } = partiesOf(app, foreign);
  const { payloadHash } = await proposeDisbursement(await app.contextOf(maker), {
    applicationId,
    contractNumber: `HT${number}`,
    bankReference: `FK${number}`,
    amount: parseYuan(amount),
    disbursedOn: app.system.clock.today(),
  });
  return payloadHash;
}

/** A loan that two persons of the first bank disbursed today. */
export async function disbursedLoan(app: TestApp, story: ApprovedStory = {}): Promise<LoanRow> {
  const applicationId = await approvedApplication(app, story);
  return disbursed(app, applicationId, story.amount, story.foreign);
}

/** The loan of an approved application, disbursed today by two persons of its bank. */
export async function disbursed(
  app: TestApp,
  applicationId: number,
  amount?: string,
  foreign = false,
): Promise<LoanRow> {
  const payloadHash = await proposedDisbursement(app, applicationId, amount, foreign);
  const { checker } = partiesOf(app, foreign);
  const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
  const { loanId } = await approveDisbursement(await app.contextOf(checker), {
    applicationId,
    ...verdict,
  });
  return loanRow(Number(loanId));
}

/** A repayment recorded by `bank.maker`, in yuan. */
export async function repaid(
  app: TestApp,
  loanId: number,
  split: {
    readonly principal?: string;
    readonly interest?: string;
    readonly penalty?: string;
    readonly on?: string;
  },
) {
  return recordRepayment(await app.contextOf('bank.maker'), repaymentOf(app, loanId, split));
}

export function repaymentOf(
  app: TestApp,
  loanId: number,
  split: Parameters<typeof repaid>[2],
  serialNumber = `LS${nextSerial()}`,
): RepaymentInput {
  return {
    loanId,
    serialNumber,
    kind: 'repayment',
    paidOn: split.on === undefined ? app.system.clock.today() : parseBusinessDate(split.on),
    principal: parseYuan(split.principal ?? '0.00'),
    interest: parseYuan(split.interest ?? '0.00'),
    penalty: parseYuan(split.penalty ?? '0.00'),
  };
}

/** The row of a loan as it is stored. */
export async function loanRow(loanId: number): Promise<LoanRow> {
  const row = await findRow(Loan, { where: { id: loanId } });
  if (!row) throw new Error(`No loan ${loanId}`);
  return row;
}

async function borrowerOf({ system, userIds }: TestApp, { borrower: username }: Parties): Promise<number> {
  const identityNumber = identityNumberOf(username === 'borrower' ? 0 : 1);
  const identityIndex = system.cipher.blindIndex('identity', identityNumber);
  const known = await findRow(Borrower, { where: { identityIndex } });
  if (known) return known.id;
  const borrower = {
    kind: 'individual' as const,
    name: '陈一',
    identityKind: 'resident-identity-card' as const,
    identityCipher: system.cipher.encrypt(identityNumber, 'borrowers.identity'),
    identityIndex,
    phoneCipher: null,
    phoneIndex: null,
    userId: userIds[username],
    createdAt: system.clock.now(),
  };
  return inTransaction(system.database, (transaction) => insertRow(Borrower, borrower, transaction));
}

async function agreementOf({ system }: TestApp, parties: Parties): Promise<number> {
  const { bank: bankOrganisationId, guarantor: guarantorOrganisationId } = parties;
  const known = await findRow(CooperationAgreement, {
    where: { bankOrganisationId, guarantorOrganisationId },
  });
  if (known) return known.id;
  const now = system.clock.now();
  const limit = parseYuan('1000000000.00');
  return inTransaction(system.database, async (transaction) => {
    const agreementId = await insertRow(
      CooperationAgreement,
      {
        number: `XY${bankOrganisationId}`,
        bankOrganisationId,
        guarantorOrganisationId,
        state: 'in-force',
        startsOn: parseBusinessDate('2020-01-01'),
        endsOn: parseBusinessDate('2030-01-01'),
        exposureLimitFen: limit,
        singleLoanLimitFen: limit,
        approvalMode: 'each',
        interestCoveredFlag: 0,
        makerUserId: null,
        checkerUserId: null,
        createdAt: now,
      },
      transaction,
    );
    const guarantor = { organisationId: guarantorOrganisationId, limitFen: limit, updatedAt: now };
    await insertRow(GuarantorExposure, guarantor, transaction);
    await insertRow(AgreementExposure, { agreementId, exposureFen: ZERO_FEN }, transaction);
    for (const [bearer, shareBasisPoints] of [
      ['bank', 2000],
      ['city-fund', 8000],
    ] as const) {
      await insertRow(AgreementShare, { agreementId, bearer, shareBasisPoints }, transaction);
    }
    return agreementId;
  });
}
