import type { Database } from '../../models/database.js';
import type { StoredValue } from '../../models/engine.js';
import { selectRows } from '../../models/rows.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { classThresholds, type ClassRules } from '../core/risk-class.js';
import type { FactsSeen } from './facts-seen.js';

/** What a close goes by: its day, what earlier closes have seen, and how far an interrupted one had come. */
export interface CloseScope {
  readonly businessDate: BusinessDate;
  readonly seen: FactsSeen;
  /** Before the first close nothing has a standing, and every loan is new to it. */
  readonly isFirst: boolean;
  readonly rules: ClassRules;
  /** Whether the rules are others than at the close before, so that every loan with a standing is looked at. */
  readonly rulesChanged: boolean;
  readonly reachedLoanId: number;
}

interface Branch {
  /** Gives one column of loan ids. */
  readonly sql: string;
  readonly parameters: readonly StoredValue[];
}

/** Less is paid than was due before a day, by the sums of loan and schedule: nobody else can be overdue then. */
const OWES_MORE_THAN_PAID = `GROUP BY i.loanId
  HAVING MAX(l.outstandingFen) > MIN(i.balanceAfterFen)
      OR MAX(l.interestPaidFen + l.penaltyPaidFen) < SUM(i.interestFen)`;

/** Loans of the borrower at the bank, this one too, of which an earlier close had something to say. */
const FAMILY_HAS_STANDING = `EXISTS (SELECT 1 FROM loans o JOIN loan_standings s ON s.loanId = o.id
  WHERE o.borrowerId = l.borrowerId AND o.bankOrganisationId = l.bankOrganisationId)`;

const LOOKED_AFTER_FROM =
  "CASE WHEN l.origin = 'take-over' THEN COALESCE(l.controlBalanceOn, l.disbursedOn) ELSE l.disbursedOn END";

/**
 * The loans whose standing may change with a close, by id: each branch finds by index what one kind of fact or the day itself
 * touches, so that the cost follows what changed. It may name a loan too many, never one too few.
 */
export async function findTouchedLoans(database: Database, scope: CloseScope): Promise<number[]> {
  const branches = [
    ...becameDue(scope),
    ...paid(scope),
    ...reported(scope),
    ...entered(scope),
    ...compensated(scope),
    crossedThreshold(scope),
  ];
  const rows = await selectRows<{ loanId: number }>(
    database,
    `SELECT loanId FROM (${branches.map(({ sql }) => sql).join('\nUNION ')}) touched
      WHERE loanId > ? ORDER BY loanId`,
    [...branches.flatMap(({ parameters }) => parameters), scope.reachedLoanId],
  );
  return rows.map(({ loanId }) => loanId);
}

/** What fell due the day before and is not paid, or was paid on a later day that is closed later. */
function becameDue({ businessDate }: CloseScope): Branch[] {
  const dueOn = addDays(businessDate, -1);
  return [
    {
      sql: `SELECT i.loanId FROM (SELECT loanId FROM instalments WHERE dueOn = ?) d
              JOIN loans l ON l.id = d.loanId
              JOIN instalments i ON i.loanId = d.loanId AND i.dueOn <= ?
             ${OWES_MORE_THAN_PAID}`,
      parameters: [dueOn, dueOn],
    },
    {
      sql: `SELECT i.loanId FROM instalments i JOIN repayments r ON r.loanId = i.loanId AND r.paidOn > ?
             WHERE i.dueOn = ?`,
      parameters: [businessDate, dueOn],
    },
    { sql: 'SELECT id FROM loans WHERE extendedUntil = ?', parameters: [dueOn] },
    {
      sql: 'SELECT id FROM loans WHERE extendedUntil > ? AND maturesOn = ?',
      parameters: [dueOn, businessDate],
    },
    {
      sql: `SELECT l.id FROM loans l WHERE l.maturesOn = ?
              AND NOT EXISTS (SELECT 1 FROM instalments i WHERE i.loanId = l.id)`,
      parameters: [dueOn],
    },
  ];
}

/** Money makes nothing worse unless it is reversed: it matters where something was overdue before. */
function paid({ businessDate, seen, isFirst }: CloseScope): Branch[] {
  if (isFirst) return [];
  const since = [businessDate, seen.repaymentsSeen];
  return ['r.paidOn = ?', 'r.id > ?'].map((condition, index) => ({
    sql: `SELECT r.loanId FROM repayments r JOIN loans l ON l.id = r.loanId
           WHERE ${condition} AND (r.kind = 'reversal' OR ${FAMILY_HAS_STANDING})`,
    parameters: since.slice(index, index + 1),
  }));
}

function reported({ businessDate, seen }: CloseScope): Branch[] {
  return [
    {
      sql: "SELECT loanId FROM loan_events WHERE id > ? AND source <> 'daily-close'",
      parameters: [seen.eventsSeen],
    },
    {
      sql: "SELECT loanId FROM loan_events WHERE fromOn = ? AND source <> 'daily-close'",
      parameters: [businessDate],
    },
    {
      sql: "SELECT loanId FROM loan_events WHERE untilOn IN (?, ?) AND source <> 'daily-close'",
      parameters: [addDays(businessDate, -1), businessDate],
    },
    {
      sql: 'SELECT loanId FROM bank_classes WHERE id > ? OR fromOn = ?',
      parameters: [seen.bankClassesSeen, businessDate],
    },
  ];
}

/**
 * Loans that no close has seen, and those taken over whose first day this is: with arrears now, with due dates that passed unseen,
 * extended, without a schedule, or of an enterprise of which there was something to say.
 */
function entered({ businessDate, seen: { loansSeen } }: CloseScope): Branch[] {
  return [
    {
      sql: `SELECT i.loanId FROM loans l JOIN instalments i ON i.loanId = l.id AND i.dueOn < ?
             WHERE l.id > ? ${OWES_MORE_THAN_PAID} OR MAX(i.dueOn) >= MAX(${LOOKED_AFTER_FROM})`,
      parameters: [businessDate, loansSeen],
    },
    {
      sql: 'SELECT id FROM loans WHERE controlBalanceOn = ? AND id <= ?',
      parameters: [addDays(businessDate, -1), loansSeen],
    },
    {
      sql: 'SELECT id FROM loans WHERE extendedUntil IS NOT NULL AND id > ?',
      parameters: [loansSeen],
    },
    {
      sql: `SELECT l.id FROM loans l WHERE l.id > ? AND l.maturesOn < ?
              AND NOT EXISTS (SELECT 1 FROM instalments i WHERE i.loanId = l.id)`,
      parameters: [loansSeen, businessDate],
    },
    {
      sql: `SELECT l.id FROM loan_standings s JOIN loans o ON o.id = s.loanId AND o.borrowerKind = 'enterprise'
              JOIN loans l ON l.borrowerId = o.borrowerId AND l.bankOrganisationId = o.bankOrganisationId
             WHERE l.id > ?`,
      parameters: [loansSeen],
    },
  ];
}

/** The other loans of an enterprise at its bank, where a guarantor has paid for one or got something back: they stand by what it owes. */
function compensated({ businessDate, seen }: CloseScope): Branch[] {
  const siblings = `JOIN loans l ON l.id = c.loanId AND l.borrowerKind = 'enterprise'
      JOIN loans o ON o.borrowerId = l.borrowerId AND o.bankOrganisationId = l.bankOrganisationId AND o.id <> l.id`;
  return [
    {
      sql: `SELECT o.id FROM compensation_payments c ${siblings} WHERE c.id > ? OR c.paidOn = ?`,
      parameters: [seen.compensationsSeen, businessDate],
    },
    {
      sql: `SELECT o.id FROM recoveries r JOIN compensation_payments c ON c.claimId = r.claimId ${siblings}
             WHERE r.id > ? OR r.occurredOn = ?`,
      parameters: [seen.recoveriesSeen, businessDate],
    },
  ];
}

/** Another number of days past due that puts a loan into a worse class. */
function crossedThreshold({ businessDate, rules, rulesChanged }: CloseScope): Branch {
  if (rulesChanged) return { sql: 'SELECT loanId FROM loan_standings', parameters: [] };
  const since = classThresholds(rules).map((days) => addDays(businessDate, -days));
  return {
    sql: `SELECT loanId FROM loan_standings WHERE pastDueSince IN (${since.map(() => '?').join(', ')})`,
    parameters: since,
  };
}
