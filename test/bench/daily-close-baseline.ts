import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import { selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { addDays, type BusinessDate } from '../../server/core/business-date.js';

/** Tables of the same columns and keys as ours, for the baseline to write. */
const TABLES = ['loan_standings', 'loan_standing_changes', 'loan_events'] as const;

/** The same class by days as the policy has it. */
const CLASS_ON = (day: string): string =>
  `CASE WHEN DATEDIFF('${day}', since) > 360 THEN 'loss' WHEN DATEDIFF('${day}', since) > 270 THEN 'doubtful'
        WHEN DATEDIFF('${day}', since) > 90 THEN 'substandard' ELSE 'special-mention' END`;

/** The oldest instalment that is not covered by what was paid; instalments of the book are alike, so a count will do. */
const UNPAID = `SELECT i.loanId, MIN(i.dueOn) AS since FROM loans l JOIN instalments i ON i.loanId = l.id
  WHERE i.dueOn < ? AND (12000000 - i.balanceAfterFen > 12000000 - l.outstandingFen
    OR i.number * 36000 > l.interestPaidFen + l.penaltyPaidFen)`;

/** Makes the tables of the baseline. */
export async function createBaselineTables(database: Database): Promise<void> {
  await inTransaction(database, async (transaction) => {
    for (const table of TABLES) await execute(transaction, `CREATE TABLE base_${table} LIKE ${table}`, []);
    await execute(
      transaction,
      'CREATE TABLE base_loans (id BIGINT PRIMARY KEY, state VARCHAR(16), updatedAt CHAR(24))',
      [],
    );
    await execute(transaction, 'INSERT INTO base_loans SELECT id, state, updatedAt FROM loans', []);
  });
}

/** The first classification of the whole book, in as few statements as it can be written in. */
export async function classifyBySql(database: Database, day: BusinessDate): Promise<void> {
  await inTransaction(database, async (transaction) => {
    await execute(
      transaction,
      `CREATE TEMPORARY TABLE fresh (loanId BIGINT PRIMARY KEY, since DATE) AS ${UNPAID} GROUP BY i.loanId`,
      [day],
    );
    await fallOverdue(transaction, day);
  });
}

/** An ordinary day: only what fell due the day before, what was paid on the day, and what has come to a threshold. */
export async function closeBySql(database: Database, day: BusinessDate): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const due = addDays(day, -1);
    await execute(
      transaction,
      `CREATE TEMPORARY TABLE fresh (loanId BIGINT PRIMARY KEY, since DATE) AS ${UNPAID}
        AND l.id IN (SELECT loanId FROM instalments WHERE dueOn = ?)
        AND l.id NOT IN (SELECT loanId FROM base_loan_standings WHERE pastDueSince IS NOT NULL) GROUP BY i.loanId`,
      [day, due],
    );
    await fallOverdue(transaction, day);
    await execute(
      transaction,
      `CREATE TEMPORARY TABLE paid (loanId BIGINT PRIMARY KEY, since DATE) AS
         SELECT s.loanId, MIN(i.dueOn) AS since FROM repayments r
           JOIN base_loan_standings s ON s.loanId = r.loanId AND s.pastDueSince IS NOT NULL
           JOIN loans l ON l.id = s.loanId
           LEFT JOIN instalments i ON i.loanId = l.id AND i.dueOn < ? AND i.balanceAfterFen < l.outstandingFen
          WHERE r.paidOn = ? GROUP BY s.loanId`,
      [day, day],
    );
    await catchUp(transaction, day);
    const crossing = [91, 271, 361].map((days) => addDays(day, -days));
    await execute(
      transaction,
      `UPDATE base_loan_standings SET riskClass = ${CLASS_ON(day).replaceAll('since', 'pastDueSince')}
        WHERE pastDueSince IN (?, ?, ?)`,
      crossing,
    );
  });
}

async function fallOverdue(transaction: Transaction, day: BusinessDate): Promise<void> {
  const statements = [
    `INSERT INTO base_loan_standing_changes (loanId, closeId, fromOn, pastDueSince, riskClass, reason)
     SELECT loanId, 1, '${day}', since, ${CLASS_ON(day)}, 'days-past-due' FROM fresh`,
    `REPLACE INTO base_loan_standings (loanId, closeId, pastDueSince, riskClass, reason)
     SELECT loanId, 1, since, ${CLASS_ON(day)}, 'days-past-due' FROM fresh`,
    `INSERT INTO base_loan_events (loanId, kind, fromOn, source, revision, recordedAt)
     SELECT loanId, 'overdue', '${day}', 'daily-close', 1, '${day}T12:00:00.000Z' FROM fresh`,
    "UPDATE base_loans b JOIN fresh f ON f.loanId = b.id SET b.state = 'overdue'",
    'DROP TEMPORARY TABLE fresh',
  ];
  for (const statement of statements) await execute(transaction, statement, []);
}

async function catchUp(transaction: Transaction, day: BusinessDate): Promise<void> {
  const riskClass = `CASE WHEN since IS NULL THEN 'pass' ELSE ${CLASS_ON(day)} END`;
  const reason = "CASE WHEN since IS NULL THEN NULL ELSE 'days-past-due' END";
  const statements = [
    `INSERT INTO base_loan_standing_changes (loanId, closeId, fromOn, pastDueSince, riskClass, reason)
     SELECT loanId, 1, '${day}', since, ${riskClass}, ${reason} FROM paid`,
    `REPLACE INTO base_loan_standings (loanId, closeId, pastDueSince, riskClass, reason)
     SELECT loanId, 1, since, ${riskClass}, ${reason} FROM paid`,
    `INSERT INTO base_loan_events (loanId, kind, fromOn, untilOn, source, revision, recordedAt)
     SELECT e.loanId, 'overdue', e.fromOn, '${day}', 'daily-close', e.revision + 1, '${day}T12:00:00.000Z'
       FROM paid p JOIN base_loan_events e ON e.loanId = p.loanId AND e.untilOn IS NULL WHERE p.since IS NULL
         AND NOT EXISTS (SELECT 1 FROM base_loan_events later WHERE later.loanId = e.loanId AND later.fromOn = e.fromOn
           AND later.revision > e.revision)`,
    "UPDATE base_loans b JOIN paid p ON p.loanId = b.id SET b.state = 'active' WHERE p.since IS NULL",
    'DROP TEMPORARY TABLE paid',
  ];
  for (const statement of statements) await execute(transaction, statement, []);
}

/** What either side says of the book: how many loans stand how, and the sum of their ids and days. */
export async function pictureOf(database: Database, prefix: '' | 'base_'): Promise<unknown> {
  const standings = await selectRows(
    database,
    `SELECT riskClass, COUNT(*) AS loans, SUM(loanId) AS ids, SUM(COALESCE(DATEDIFF('2025-12-31', pastDueSince), 0)) AS days
       FROM ${prefix}loan_standings GROUP BY riskClass ORDER BY riskClass`,
  );
  const states = await selectRows(
    database,
    `SELECT state, COUNT(*) AS loans, SUM(id) AS ids FROM ${prefix}loans GROUP BY state ORDER BY state`,
  );
  const events = await selectRows(
    database,
    `SELECT revision, COUNT(*) AS events, SUM(loanId) AS ids FROM ${prefix}loan_events GROUP BY revision ORDER BY revision`,
  );
  return { standings, states, events };
}
