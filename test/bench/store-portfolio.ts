import type { Database } from '../../models/database.js';
import { Borrower } from '../../models/borrower.js';
import { Instalment } from '../../models/instalment.js';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Repayment } from '../../models/repayment.js';
import { insertRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import type { Actor, System } from '../../server/context.js';
import { addFen, subtractFen, sumFen, ZERO_FEN } from '../../server/core/money.js';
import { sha256 } from '../../server/hashing.js';
import { portfolio, type BookedLoan } from './portfolio.js';

/** Loans and their borrowers have ids of their own from here on, each the same as its borrower's. */
export const FIRST_LOAN_ID = 1_000_000;

const LOANS_AT_ONCE = 2_500;

/** Puts the data set into the book of the actor's bank, in batches. Says after each how many loans are there. */
export async function storePortfolio(
  system: System,
  parties: { readonly officer: Actor; readonly districtId: number },
  loans: number,
  stored: (loans: number) => void,
): Promise<void> {
  let batch: BookedLoan[] = [];
  for (const loan of portfolio(loans)) {
    batch.push(loan);
    if (batch.length < LOANS_AT_ONCE && loan.serial + 1 < loans) continue;
    await storeBatch(system, parties, batch);
    stored(loan.serial + 1);
    batch = [];
  }
  await knowTables(system.database);
}

/** A server knows how large the tables of a book are that was not taken over this very second. */
async function knowTables(database: Database): Promise<void> {
  if (database.engine !== 'mysql') return;
  await database.sequelize.query('ANALYZE TABLE borrowers, loans, instalments, repayments, loan_events');
}

async function storeBatch(
  { database, clock }: System,
  { officer, districtId }: { readonly officer: Actor; readonly districtId: number },
  batch: readonly BookedLoan[],
): Promise<void> {
  const now = clock.now();
  const recorded = { recordedByUserId: officer.userId, recordedAt: now };
  const bankOrganisationId = officer.organisationId ?? 0;
  await inTransaction(database, async (transaction) => {
    await insertRows(
      Borrower,
      batch.map((loan) => borrowerRow(loan, now)),
      transaction,
    );
    await insertRows(
      Loan,
      batch.map((loan) => loanRow(loan, { bankOrganisationId, districtId, now })),
      transaction,
    );
    await insertRows(
      Instalment,
      batch.flatMap((loan) =>
        loan.instalments.map(({ number, dueOn, principal, interest, balanceAfter }) => ({
          loanId: idOf(loan),
          number,
          dueOn,
          principalFen: principal,
          interestFen: interest,
          balanceAfterFen: balanceAfter,
        })),
      ),
      transaction,
    );
    await insertRows(
      Repayment,
      batch.flatMap((loan) =>
        loan.repayments.map((repayment, index) => ({
          ...repayment,
          ...recorded,
          loanId: idOf(loan),
          bankOrganisationId,
          serialNumber: `HK${loan.serial}-${index}`,
          kind: repayment.principalFen > 0 ? ('prepayment' as const) : ('repayment' as const),
          penaltyFen: ZERO_FEN,
          reversesRepaymentId: null,
        })),
      ),
      transaction,
    );
    await insertRows(
      LoanEvent,
      batch.flatMap((loan) =>
        loan.overdue === null ? [] : [{ ...loan.overdue, ...overdueOf(idOf(loan)), ...recorded }],
      ),
      transaction,
    );
  });
}

const idOf = ({ serial }: BookedLoan): number => FIRST_LOAN_ID + serial;

const overdueOf = (loanId: number) => ({
  loanId,
  kind: 'overdue' as const,
  newRate: null,
  note: null,
  source: 'bank' as const,
  revision: 1,
});

function borrowerRow(loan: BookedLoan, now: string) {
  const individual = loan.borrowerKind === 'individual';
  return {
    id: idOf(loan),
    kind: loan.borrowerKind,
    name: `借款人${loan.serial}`,
    identityKind: individual ? ('resident-identity-card' as const) : ('credit-code' as const),
    identityCipher: 'synthetic',
    identityIndex: sha256(`borrower ${loan.serial}`),
    phoneCipher: null,
    phoneIndex: null,
    userId: null,
    createdAt: now,
  };
}

function loanRow(
  loan: BookedLoan,
  place: { readonly bankOrganisationId: number; readonly districtId: number; readonly now: string },
) {
  const { serial, repayments } = loan;
  const principalPaid = sumFen(repayments.map((repayment) => repayment.principalFen));
  return {
    id: idOf(loan),
    contractNumber: `HT${String(serial).padStart(8, '0')}`,
    bankOrganisationId: place.bankOrganisationId,
    districtOrganisationId: place.districtId,
    guarantorOrganisationId: null,
    applicationId: null,
    borrowerId: idOf(loan),
    borrowerKind: loan.borrowerKind,
    borrowerCategory: null,
    borrowerName: `借款人${serial}`,
    principalFen: loan.principalFen,
    contractRate: loan.contractRate,
    dayCountBasis: 360 as const,
    repaymentMethod: loan.method,
    termMonths: loan.termMonths,
    disbursedOn: loan.disbursedOn,
    maturesOn: loan.maturesOn,
    extendedUntil: null,
    outstandingFen: subtractFen(loan.principalFen, principalPaid),
    interestPaidFen: repayments.reduce((sum, { interestFen }) => addFen(sum, interestFen), ZERO_FEN),
    state: 'active' as const,
    settledOn: null,
    origin: 'take-over' as const,
    flagsJson: '[]',
    controlBalanceFen: null,
    controlBalanceOn: null,
    createdAt: place.now,
    updatedAt: place.now,
  };
}
