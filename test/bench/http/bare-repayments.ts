import { createHash, randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { fen as fenOf, formatYuan } from '../../../server/core/money.js';
import { callerOf, type Caller } from './bare-guard.js';

interface RepaymentBody {
  readonly serialNumber: string;
  readonly kind: string;
  readonly paidOn: string;
  readonly principal: string;
  readonly interest: string;
  readonly penalty: string;
}

interface LoanRow extends RowDataPacket {
  readonly id: number;
  readonly bankOrganisationId: number;
  readonly disbursedOn: string;
  readonly state: string;
  readonly outstandingFen: number;
  readonly interestPaidFen: number;
  readonly penaltyPaidFen: number;
  readonly settledOn: string | null;
  readonly version: number;
}

/** The night's close may have found the loan overdue. */
const OPEN = new Set(['active', 'overdue']);

interface ChainRow extends RowDataPacket {
  readonly sequence: number;
  readonly headHash: string;
}

const LOCK_LOAN = `SELECT id, contractNumber, bankOrganisationId, districtOrganisationId, guarantorOrganisationId, applicationId,
    borrowerId, borrowerKind, borrowerCategory, borrowerName, principalFen, contractRate, dayCountBasis,
    repaymentMethod, termMonths, disbursedOn, maturesOn, extendedUntil, outstandingFen, interestPaidFen,
    penaltyPaidFen, state, settledOn, origin, flagsJson, controlBalanceFen, controlBalanceOn, jobsToCreate,
    createdAt, updatedAt, version
  FROM loans WHERE id = ? AND bankOrganisationId = ? LIMIT 1 FOR UPDATE`;
const LOCK_GUARANTEE = `SELECT id, number, applicationId, loanId, agreementId, bankOrganisationId, guarantorOrganisationId, guaranteedFen,
    balanceFen, feeRate, state, issuedOn, createdAt, version
  FROM guarantees WHERE loanId = ? LIMIT 1 FOR UPDATE`;

/** Records one repayment of a loan: idempotency key, loan, repayment, balance, audit chain, in one transaction. */
export const answerRepayment =
  (database: Pool): RequestHandler =>
  async (request, response) => {
    const caller = callerOf(request);
    const key = request.headers['idempotency-key'];
    const body = request.body as RepaymentBody;
    if (typeof key !== 'string' || !isRepayment(body)) {
      response.status(400).json({ error: 'malformed' });
      return;
    }
    const connection = await database.getConnection();
    try {
      await connection.query('START TRANSACTION');
      const loanId = String(request.params['loanId']);
      const reply = await record(connection, caller, { key, path: request.path, loanId, body });
      await connection.query('COMMIT');
      const { outstandingFen, ...rest } = reply;
      response.status(201).json({ ...rest, outstanding: formatYuan(fenOf(outstandingFen)) });
    } catch (error) {
      await connection.query('ROLLBACK');
      throw error;
    } finally {
      connection.release();
    }
  };

const isRepayment = (body: RepaymentBody): boolean =>
  [body.principal, body.interest, body.penalty].every((amount) => /^\d{1,12}(\.\d{1,2})?$/.test(amount)) &&
  /^\d{4}-\d{2}-\d{2}$/.test(body.paidOn) &&
  /^[\w/.#-]{1,64}$/.test(body.serialNumber) &&
  (body.kind === 'repayment' || body.kind === 'prepayment');

interface Request {
  readonly key: string;
  readonly path: string;
  readonly loanId: string;
  readonly body: RepaymentBody;
}

async function record(connection: PoolConnection, caller: Caller, { key, path, loanId, body }: Request) {
  const now = new Date().toISOString();
  const [claimed] = await connection.execute<ResultSetHeader>(
    `INSERT INTO idempotency_keys (actorUserId, idempotencyKey, route, bodyHash, status, replyJson, createdAt)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [caller.userId, key, `POST ${path}`, sha256(JSON.stringify(body) + path), 'running', 'null', now],
  );
  const [[loan]] = await connection.execute<LoanRow[]>(LOCK_LOAN, [loanId, caller.organisationId]);
  const [principal, interest, penalty] = [fen(body.principal), fen(body.interest), fen(body.penalty)];
  if (loan === undefined || !OPEN.has(loan.state) || body.paidOn < loan.disbursedOn) throw new Error('loan');
  const outstandingFen = loan.outstandingFen - principal;
  if (outstandingFen <= 0) throw new Error('this handler settles no loan');
  const [stored] = await connection.execute<ResultSetHeader>(
    `INSERT INTO repayments (loanId, bankOrganisationId, serialNumber, kind, paidOn, principalFen, interestFen, penaltyFen,
       reversesRepaymentId, recordedByUserId, recordedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      loan.id,
      loan.bankOrganisationId,
      body.serialNumber,
      body.kind,
      body.paidOn,
      principal,
      interest,
      penalty,
      null,
      caller.userId,
      now,
    ],
  );
  await connection.execute(
    `UPDATE loans SET outstandingFen = ?, interestPaidFen = ?, penaltyPaidFen = ?, state = ?, settledOn = ?, updatedAt = ?,
       version = ? WHERE id = ?`,
    [
      outstandingFen,
      loan.interestPaidFen + interest,
      loan.penaltyPaidFen + penalty,
      loan.state,
      loan.settledOn,
      now,
      loan.version + 1,
      loan.id,
    ],
  );
  await connection.execute(LOCK_GUARANTEE, [loan.id]);
  const reply = {
    repaymentId: String(stored.insertId),
    loanId: String(loan.id),
    state: loan.state,
    outstandingFen,
  };
  await connection.execute('UPDATE idempotency_keys SET status = ?, replyJson = ? WHERE id = ?', [
    'done',
    JSON.stringify(reply),
    claimed.insertId,
  ]);
  await appendEvent(connection, caller, loan, now, {
    ...body,
    repaymentId: stored.insertId,
    before: { outstandingFen: loan.outstandingFen, state: loan.state },
    after: { outstandingFen, state: loan.state },
  });
  return reply;
}

async function appendEvent(
  connection: PoolConnection,
  caller: Caller,
  loan: LoanRow,
  now: string,
  detail: object,
): Promise<void> {
  const [[chain]] = await connection.execute<ChainRow[]>(
    'SELECT organisationId, sequence, headHash FROM audit_chains WHERE organisationId = ? LIMIT 1 FOR UPDATE',
    [caller.organisationId],
  );
  if (chain === undefined) throw new Error('chain');
  const sequence = chain.sequence + 1;
  const event = [
    caller.organisationId,
    sequence,
    now,
    caller.userId,
    caller.role,
    'repayment.record',
    'loan',
    loan.id,
    JSON.stringify(detail),
    randomUUID(),
  ];
  const hash = sha256(chain.headHash + JSON.stringify(event));
  await connection.execute(
    `INSERT INTO audit_events (organisationId, sequence, at, actorUserId, actorRole, command, subjectKind, subjectId, detailJson,
       requestId, previousHash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [...event, chain.headHash, hash],
  );
  await connection.execute('UPDATE audit_chains SET sequence = ?, headHash = ? WHERE organisationId = ?', [
    sequence,
    hash,
    caller.organisationId,
  ]);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Yuan with at most two places as fen. */
function fen(amount: string): number {
  const [whole = '', decimals = ''] = amount.split('.');
  return Number(whole + decimals.padEnd(2, '0'));
}
