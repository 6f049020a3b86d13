import type { RequestHandler } from 'express';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { callerOf } from './bare-guard.js';

type LoanRow = RowDataPacket & Readonly<Record<string, string & number>>;

const LOAN = `SELECT l.id, l.contractNumber, l.bankOrganisationId, l.districtOrganisationId, l.guarantorOrganisationId, l.applicationId,
    l.borrowerKind, l.borrowerCategory, l.borrowerName, l.principalFen, l.contractRate, l.dayCountBasis,
    l.repaymentMethod, l.termMonths, l.disbursedOn, l.maturesOn, l.extendedUntil, l.outstandingFen,
    l.interestPaidFen, l.penaltyPaidFen, l.state, l.settledOn, l.origin, l.flagsJson, l.controlBalanceFen,
    l.controlBalanceOn, l.jobsToCreate, l.createdAt, l.updatedAt, l.version,
    bank.name AS bankName, district.name AS districtName, guarantor.name AS guarantorName,
    g.balanceFen AS guaranteeBalanceFen, due.number AS nextNumber, due.dueOn AS nextDueOn,
    due.principalFen AS nextPrincipalFen, due.interestFen AS nextInterestFen
  FROM (SELECT * FROM loans WHERE id = ? AND bankOrganisationId = ?) l
  JOIN organisations bank ON bank.id = l.bankOrganisationId
  JOIN organisations district ON district.id = l.districtOrganisationId
  LEFT JOIN organisations guarantor ON guarantor.id = l.guarantorOrganisationId
  LEFT JOIN guarantees g ON g.loanId = l.id
  LEFT JOIN instalments due ON due.loanId = l.id AND l.outstandingFen > 0 AND due.number =
    (SELECT MIN(i.number) FROM instalments i WHERE i.loanId = l.id AND i.dueOn >= ?)`;

/** One loan by id, of the caller's bank. */
export const answerLoan =
  (database: Pool): RequestHandler =>
  async (request, response) => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const { organisationId } = callerOf(request);
    const [[loan]] = await database.execute<LoanRow[]>(LOAN, [
      request.params['loanId'] ?? '',
      organisationId,
      today,
    ]);
    if (loan === undefined) response.status(404).json({ error: 'not found' });
    else response.json(presentLoan(loan));
  };

/** The caller's loans after the one the cursor names, the newest first. */
export const answerLoans =
  (database: Pool): RequestHandler =>
  async (request, response) => {
    const { organisationId } = callerOf(request);
    const { limit, cursor = '' } = request.query as Readonly<Record<string, string>>;
    const before = Number(Buffer.from(cursor, 'base64url').toString('latin1').slice(1));
    const size = Math.trunc(Number(limit));
    const [rows] = await database.execute<LoanRow[]>(
      `SELECT id, contractNumber, bankOrganisationId, districtOrganisationId, borrowerKind, borrowerName,
         principalFen, contractRate, outstandingFen, disbursedOn, maturesOn, state, origin
       FROM loans FORCE INDEX (by_bankOrganisationId_id) WHERE id < ? AND bankOrganisationId = ? ORDER BY id DESC LIMIT ${size + 1}`,
      [before, organisationId],
    );
    const items = rows.slice(0, size);
    const last = items.at(-1);
    const nextCursor =
      rows.length > size && last ? Buffer.from(`i${last['id']}`).toString('base64url') : null;
    response.json({ items: items.map(presentSummary), nextCursor });
  };

const presentSummary = (loan: LoanRow) => ({
  loanId: String(loan['id']),
  contractNumber: loan['contractNumber'],
  bankOrganisationId: String(loan['bankOrganisationId']),
  districtOrganisationId: String(loan['districtOrganisationId']),
  borrowerKind: loan['borrowerKind'],
  borrowerName: loan['borrowerName'],
  principal: yuan(loan['principalFen']),
  annualRatePercent: percent(loan['contractRate'] ?? 0),
  outstanding: yuan(loan['outstandingFen']),
  disbursedOn: loan['disbursedOn'],
  maturesOn: loan['maturesOn'],
  state: loan['state'],
  origin: loan['origin'],
});

const presentLoan = (loan: LoanRow) => ({
  ...presentSummary(loan),
  applicationId: loan['applicationId'],
  guarantorOrganisationId: loan['guarantorOrganisationId'],
  bankName: loan['bankName'],
  districtName: loan['districtName'],
  guarantorName: loan['guarantorName'],
  borrowerCategory: loan['borrowerCategory'],
  dayCountBasis: loan['dayCountBasis'],
  repaymentMethod: loan['repaymentMethod'],
  termMonths: loan['termMonths'],
  extendedUntil: loan['extendedUntil'],
  interestPaid: yuan(loan['interestPaidFen']),
  penaltyPaid: yuan(loan['penaltyPaidFen']),
  settledOn: loan['settledOn'],
  guaranteeBalance: loan['guaranteeBalanceFen'] === null ? null : yuan(loan['guaranteeBalanceFen']),
  nextInstalment:
    loan['nextNumber'] === null
      ? null
      : {
          number: loan['nextNumber'],
          dueOn: loan['nextDueOn'],
          principal: yuan(loan['nextPrincipalFen']),
          interest: yuan(loan['nextInterestFen']),
        },
  flags: JSON.parse(loan['flagsJson'] ?? '') as unknown,
  controlBalance: loan['controlBalanceFen'] === null ? null : yuan(loan['controlBalanceFen']),
  controlBalanceOn: loan['controlBalanceOn'],
  jobsToCreate: loan['jobsToCreate'],
  createdAt: loan['createdAt'],
  updatedAt: loan['updatedAt'],
  version: loan['version'],
});

/** Fen as yuan with two places. */
export function yuan(fen: number | undefined): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Millionths of a percent as a percentage with at least two places. */
function percent(millionths: number): string {
  const digits = String(millionths).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6, -4)}${digits.slice(-4).replace(/0+$/, '')}`;
}
