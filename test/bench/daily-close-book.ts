import { execute } from '../../models/statement.js';
import type { StoredValue } from '../../models/engine.js';
import { inTransaction } from '../../models/transaction.js';
import { addDays, businessDate, type BusinessDate } from '../../server/core/business-date.js';
import type { System } from '../../server/context.js';

/** The day of the balances at which the book is taken over; all days after it are closed. */
export const TAKEN_OVER_ON = businessDate(2025, 6, 30);

const LOANS_AT_ONCE = 20_000;
const BOOKED_AT = '2025-07-01T00:00:00.000Z';
/** One loan in so many is an instalment behind when it is taken over. */
const BEHIND = 100;
/** One loan in so many of those due on a day does not pay. */
const UNPAID = 36;
/** One in so many of those behind pays on a day. */
const CATCHES_UP = 20;

/** Instalments fall due on one of the first 28 days of a month, as the loans were paid out one after another. */
const DUE_DAYS = 28;
const PAID_BEFORE = "TIMESTAMPDIFF(MONTH, l.disbursedOn, '2025-06-30')";

/** The ids of a bank and a district, for the loans to belong to. */
export interface BookParties {
  readonly bankId: number;
  readonly districtId: number;
}

/**
 * Stores a book of loans of 120,000.00, each with twelve instalments of 10,000.00 and 360.00, straight into the tables: every one
 * paid what was due until the take-over, but one in a hundred is an instalment behind. MariaDB and MySQL only.
 */
export async function storeDailyCloseBook(
  { database }: System,
  { bankId, districtId }: BookParties,
  loans: number,
  stored: (loans: number) => void,
): Promise<void> {
  const run = async (sql: string, parameters: readonly StoredValue[] = []) => {
    await inTransaction(database, (transaction) => execute(transaction, sql, parameters));
  };
  const digits = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS d`).join(' UNION ALL ');
  await run('CREATE TABLE bench_numbers (n INT PRIMARY KEY)');
  await run(
    `INSERT INTO bench_numbers SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d
       FROM (${digits}) a, (${digits}) b, (${digits}) c, (${digits}) e, (SELECT 0 AS d UNION ALL SELECT 1) f`,
  );
  for (let from = 0; from < loans; from += LOANS_AT_ONCE) {
    const until = Math.min(loans, from + LOANS_AT_ONCE);
    const numbers = `(SELECT n + ${from + 1} AS n FROM bench_numbers WHERE n < ${until - from})`;
    const range = `l.id > ${from} AND l.id <= ${until}`;
    await run(
      `INSERT INTO borrowers (id, kind, name, identityKind, identityCipher, identityIndex, createdAt)
       SELECT n, 'individual', CONCAT('借款人', n), 'resident-identity-card', 'synthetic', SHA2(CONCAT('borrower ', n), 256), ? FROM ${numbers} x`,
      [BOOKED_AT],
    );
    await run(
      `INSERT INTO loans (id, contractNumber, bankOrganisationId, districtOrganisationId, borrowerId, borrowerKind, borrowerName,
         principalFen, contractRate, dayCountBasis, repaymentMethod, termMonths, disbursedOn, maturesOn, outstandingFen,
         state, origin, flagsJson, controlBalanceOn, createdAt, updatedAt)
       SELECT n, CONCAT('HT', n), ?, ?, n, 'individual', CONCAT('借款人', n), 12000000, 3600000, 360, 'equal-principal', 12,
         DATE_ADD('2024-12-01', INTERVAL FLOOR((n - 1) * ${DUE_DAYS} / ${loans}) DAY),
         DATE_ADD(DATE_ADD('2024-12-01', INTERVAL FLOOR((n - 1) * ${DUE_DAYS} / ${loans}) DAY), INTERVAL 12 MONTH), 12000000,
         'active', 'take-over', '[]', ?, ?, ? FROM ${numbers} x`,
      [bankId, districtId, TAKEN_OVER_ON, BOOKED_AT, BOOKED_AT],
    );
    await run(
      `INSERT INTO instalments (loanId, number, dueOn, principalFen, interestFen, balanceAfterFen)
       SELECT l.id, m.n, DATE_ADD(l.disbursedOn, INTERVAL m.n MONTH), 1000000, 36000, 12000000 - m.n * 1000000
         FROM loans l JOIN bench_numbers m ON m.n BETWEEN 1 AND 12 WHERE ${range} ORDER BY l.id, m.n`,
    );
    const paid = `(${PAID_BEFORE} - CASE WHEN l.id MOD ${BEHIND} = 0 THEN 1 ELSE 0 END)`;
    await run(
      `INSERT INTO repayments (loanId, bankOrganisationId, serialNumber, kind, paidOn, principalFen, interestFen, penaltyFen,
         recordedByUserId, recordedAt)
       SELECT l.id, ?, CONCAT('HK', l.id), 'repayment', '2025-06-30', ${paid} * 1000000, ${paid} * 36000, 0, 1, ?
         FROM loans l WHERE ${range}`,
      [bankId, BOOKED_AT],
    );
    await run(
      `UPDATE loans l SET outstandingFen = 12000000 - ${paid} * 1000000, interestPaidFen = ${paid} * 36000,
         controlBalanceFen = 12000000 - ${paid} * 1000000 WHERE ${range}`,
    );
    stored(until);
  }
  await run('ANALYZE TABLE loans, instalments, repayments');
}

/**
 * A day of payments: whoever was due the day before has paid then, but one in 36 has not; and a twentieth of a day's share of those
 * behind catches up. Together some 0.15 % of the book change their standing.
 */
export async function liveThrough(
  { database }: System,
  { bankId }: BookParties,
  day: BusinessDate,
): Promise<void> {
  const due = addDays(day, -1);
  const number = Number(day.slice(-2));
  const at = `${day}T12:00:00.000Z`;
  const chosen: readonly (readonly [paidOn: BusinessDate, condition: string])[] = [
    [
      due,
      `l.id IN (SELECT loanId FROM instalments WHERE dueOn = '${due}') AND l.id MOD ${UNPAID} <> 0
           AND l.id MOD ${BEHIND} <> 0`,
    ],
    [day, `l.id MOD ${BEHIND} = 0 AND FLOOR(l.id / ${BEHIND}) MOD ${CATCHES_UP} = ${number % CATCHES_UP}`],
  ];
  for (const [paidOn, condition] of chosen) {
    await inTransaction(database, async (transaction) => {
      await execute(
        transaction,
        `INSERT INTO repayments (loanId, bankOrganisationId, serialNumber, kind, paidOn, principalFen, interestFen, penaltyFen,
           recordedByUserId, recordedAt)
         SELECT l.id, ?, CONCAT('HK', l.id, '-', ?), 'repayment', ?, 1000000, 36000, 0, 1, ? FROM loans l WHERE ${condition}`,
        [bankId, paidOn, paidOn, at],
      );
      await execute(
        transaction,
        `UPDATE loans l SET outstandingFen = outstandingFen - 1000000, interestPaidFen = interestPaidFen + 36000
          WHERE ${condition}`,
        [],
      );
    });
  }
}
