import type { Transaction } from 'sequelize';
import type { StatedBalance } from '../../models/stated-balance.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import { fen, subtractFen, ZERO_FEN, type Fen } from '../core/money.js';
import type { RiskClass } from '../core/risk-class.js';

/** A contract as both sides have it at the end of a day. */
export interface ComparedContract {
  readonly contractNumber: string;
  readonly loanId: number | null;
  /** Null where the bank's list lacks the contract. */
  readonly statedFen: Fen | null;
  readonly statedClass: RiskClass | null;
  readonly origin: Row<StatedBalance>['origin'];
  /** Null where the contract is unknown to us. */
  readonly ledgerFen: Fen | null;
}

/** Which contracts of a bank and day: those after a contract number, in its order, or one alone. */
export interface ContractRange {
  readonly bankOrganisationId: number;
  readonly balanceOn: BusinessDate;
  readonly after: string;
  readonly limit: number;
  readonly only?: string | undefined;
}

interface StoredComparison extends Omit<ComparedContract, 'ledgerFen'> {
  readonly principalFen: Fen | null;
  readonly disbursedOn: BusinessDate | null;
  readonly repaidFen: Fen;
  readonly compensatedFen: Fen;
  readonly recoveredFen: Fen;
}

const REPAID = `COALESCE((SELECT SUM(CASE WHEN r.reversesRepaymentId IS NULL THEN r.principalFen ELSE -r.principalFen END)
    FROM repayments r WHERE r.loanId = l.id AND r.paidOn <= ?), 0) AS repaidFen`;

/** What left the bank's balance by a compensation: the principal that the guarantor paid, then the bank's part of recoveries. */
const COMPENSATED = `COALESCE((SELECT c.principalFen FROM compensation_payments c
    WHERE c.loanId = l.id AND c.paidOn <= ?), 0) AS compensatedFen,
  COALESCE((SELECT SUM(part.amountFen) FROM compensation_payments c
    JOIN recoveries back ON back.claimId = c.claimId AND back.occurredOn <= ?
    JOIN recovery_shares part ON part.recoveryId = back.id AND part.bearer = 'bank'
    WHERE c.loanId = l.id), 0) AS recoveredFen`;

/** What the bank states, beside our books: one page, in the order of contract numbers. */
export async function findStatedContracts(
  transaction: Transaction,
  { bankOrganisationId, balanceOn, after, limit, only }: ContractRange,
): Promise<ComparedContract[]> {
  const rows = await selectRows<StoredComparison>(
    transaction,
    `SELECT s.contractNumber, s.balanceFen AS statedFen, s.riskClass AS statedClass, s.origin,
        l.id AS loanId, l.principalFen, l.disbursedOn, ${REPAID}, ${COMPENSATED}
       FROM stated_balances s
       LEFT JOIN loans l ON l.bankOrganisationId = s.bankOrganisationId AND l.contractNumber = s.contractNumber
      WHERE s.bankOrganisationId = ? AND s.balanceOn = ? AND s.contractNumber ${only === undefined ? '>' : '='} ?
        AND NOT EXISTS (SELECT 1 FROM stated_balances later WHERE later.bankOrganisationId = s.bankOrganisationId
          AND later.balanceOn = s.balanceOn AND later.contractNumber = s.contractNumber AND later.revision > s.revision)
      ORDER BY s.contractNumber LIMIT ${Math.trunc(limit)}`,
    [balanceOn, balanceOn, balanceOn, bankOrganisationId, balanceOn, only ?? after],
  );
  return rows.map((row) => comparedContract(row, balanceOn));
}

/** Our loans that the bank's list of the day lacks: one page, in the order of contract numbers. */
export async function findUnstatedContracts(
  transaction: Transaction,
  { bankOrganisationId, balanceOn, after, limit, only }: ContractRange,
): Promise<ComparedContract[]> {
  const rows = await selectRows<StoredComparison>(
    transaction,
    `SELECT l.contractNumber, NULL AS statedFen, NULL AS statedClass, 'balance-list' AS origin,
        l.id AS loanId, l.principalFen, l.disbursedOn, ${REPAID}, ${COMPENSATED}
       FROM loans l
      WHERE l.bankOrganisationId = ? AND l.contractNumber ${only === undefined ? '>' : '='} ? AND l.disbursedOn <= ?
        AND NOT EXISTS (SELECT 1 FROM stated_balances s WHERE s.bankOrganisationId = l.bankOrganisationId
          AND s.balanceOn = ? AND s.contractNumber = l.contractNumber)
      ORDER BY l.contractNumber LIMIT ${Math.trunc(limit)}`,
    [balanceOn, balanceOn, balanceOn, bankOrganisationId, only ?? after, balanceOn, balanceOn],
  );
  return rows.map((row) => comparedContract(row, balanceOn));
}

function comparedContract(
  { principalFen, disbursedOn, repaidFen, compensatedFen, recoveredFen, ...row }: StoredComparison,
  balanceOn: BusinessDate,
): ComparedContract {
  if (principalFen === null || disbursedOn === null) return { ...row, ledgerFen: null };
  if (disbursedOn > balanceOn) return { ...row, ledgerFen: ZERO_FEN };
  const own = subtractFen(subtractFen(principalFen, repaidFen), compensatedFen);
  return { ...row, ledgerFen: compensatedFen === 0 ? own : fen(Math.max(ZERO_FEN, own - recoveredFen)) };
}
