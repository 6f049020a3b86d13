import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import type { Loan } from '../../models/loan.js';
import { selectRows, type Row } from '../../models/rows.js';
import { DomainError } from '../core/errors.js';
import { proveLoan, type LoanLife, type ProvenLoan, type RecordedEntry } from '../core/loan-proof.js';
import { fen, ZERO_FEN, type Fen } from '../core/money.js';

/** A balance that is stored, and what the facts give; null where the facts contradict each other. */
export interface ProvenBalance {
  readonly balance: keyof ProvenLoan;
  readonly stored: Fen;
  readonly proven: Fen | null;
}

/** A loan's balances, each beside its proof. */
export interface LoanProof {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly balances: readonly ProvenBalance[];
}

/** What has to be known of a loan's row; a whole row will do. */
export type ProvableLoan = Pick<
  Row<Loan>,
  'id' | 'contractNumber' | 'principalFen' | 'outstandingFen' | 'interestPaidFen' | 'penaltyPaidFen' | 'state'
>;

interface EntryRow extends RecordedEntry {
  readonly loanId: number;
}

interface RiskRow {
  readonly loanId: number;
  readonly guaranteedFen: Fen | null;
  readonly balanceFen: Fen | null;
  readonly compensatedFen: Fen;
  readonly recoveredFen: Fen;
}

/** Whether a balance is what the facts say. */
export const holds = ({ stored, proven }: ProvenBalance): boolean => stored === proven;

/** Lives loans again out of their facts and lays the result beside what is stored. The loans are in the order of their ids. */
export async function proveLoans(
  source: Database | Transaction,
  loans: readonly ProvableLoan[],
): Promise<LoanProof[]> {
  if (loans.length === 0) return [];
  const range = [Math.min(...loans.map(({ id }) => id)), Math.max(...loans.map(({ id }) => id))] as const;
  const entries = new Map<number, EntryRow[]>();
  for (const entry of await readEntries(source, range))
    entries.set(entry.loanId, [...(entries.get(entry.loanId) ?? []), entry]);
  const risks = new Map((await readRisks(source, range)).map((row) => [row.loanId, row]));
  return loans.map((loan) => proofOf(loan, entries.get(loan.id) ?? [], risks.get(loan.id)));
}

function proofOf(loan: ProvableLoan, entries: readonly EntryRow[], risk: RiskRow | undefined): LoanProof {
  const proven = provenOrNull({
    principal: loan.principalFen,
    entries,
    compensatedPrincipal: risk?.compensatedFen ?? ZERO_FEN,
    recoveredByBank: risk?.recoveredFen ?? ZERO_FEN,
    guaranteed: risk?.guaranteedFen ?? null,
    settled: loan.state === 'settled',
  });
  const balances: ProvenBalance[] = [
    { balance: 'outstanding', stored: loan.outstandingFen, proven: proven && proven.outstanding },
    { balance: 'interestPaid', stored: loan.interestPaidFen, proven: proven && proven.interestPaid },
    { balance: 'penaltyPaid', stored: loan.penaltyPaidFen, proven: proven && proven.penaltyPaid },
  ];
  const stored = risk?.balanceFen ?? null;
  if (stored !== null)
    balances.push({ balance: 'guaranteeBalance', stored, proven: proven && proven.guaranteeBalance });
  return { loanId: loan.id, contractNumber: loan.contractNumber, balances };
}

function provenOrNull(life: LoanLife): ProvenLoan | null {
  try {
    return proveLoan(life);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'amount-exceeds-outstanding') return null;
    throw error;
  }
}

async function readEntries(
  source: Database | Transaction,
  range: readonly [number, number],
): Promise<EntryRow[]> {
  return selectRows<EntryRow>(
    source,
    `SELECT loanId, kind, principalFen AS principal, interestFen AS interest, penaltyFen AS penalty
       FROM repayments WHERE loanId BETWEEN ? AND ? ORDER BY loanId, id`,
    range,
  );
}

/** A guarantee that was used up, or is not in effect, has no balance to be proven. */
async function readRisks(
  source: Database | Transaction,
  range: readonly [number, number],
): Promise<RiskRow[]> {
  const rows = await selectRows<RiskRow>(
    source,
    `SELECT loan.id AS loanId, guarantee.guaranteedFen, guarantee.balanceFen,
            COALESCE(payment.principalFen, 0) AS compensatedFen,
            COALESCE((SELECT SUM(share.amountFen) FROM recoveries recovery
                        JOIN recovery_shares share ON share.recoveryId = recovery.id AND share.bearer = 'bank'
                       WHERE recovery.claimId = payment.claimId), 0) AS recoveredFen
       FROM loans loan
       LEFT JOIN guarantees guarantee ON guarantee.loanId = loan.id AND guarantee.state IN ('effective', 'released')
       LEFT JOIN compensation_payments payment ON payment.loanId = loan.id
      WHERE loan.id BETWEEN ? AND ? AND (guarantee.id IS NOT NULL OR payment.id IS NOT NULL)`,
    range,
  );
  return rows.map((row) => ({ ...row, recoveredFen: fen(row.recoveredFen) }));
}
