import type { BorrowerKind } from '../../../server/core/policy/subsidy-policy.js';
import type { BusinessDate } from '../../../server/core/business-date.js';
import { parseSegments } from '../../../server/subsidies/claim-segments.js';
import { checkedRows, denied, type Invariant } from './invariant.js';

const claimIsTheSum = denied(
  1,
  'a subsidy claim is the sum of its lines',
  `SELECT c.id, c.lineCount, c.subsidyFen, l.n, l.subsidy FROM subsidy_claims c
     LEFT JOIN (SELECT claimId, COUNT(*) AS n, SUM(interestFen) AS interest, SUM(subsidyFen) AS subsidy FROM subsidy_lines
                 GROUP BY claimId) l ON l.claimId = c.id
    WHERE c.contentHash IS NOT NULL AND c.revision = 0
      AND (c.lineCount <> COALESCE(l.n, 0) OR c.interestFen <> COALESCE(l.interest, 0) OR c.subsidyFen <> COALESCE(l.subsidy, 0))`,
);

const paidOnce = denied(
  2,
  'every line of a paid claim is paid once, in full, and no line of another claim is',
  `SELECT l.id, c.state, COUNT(p.id) AS payments FROM subsidy_lines l JOIN subsidy_claims c ON c.id = l.claimId
     LEFT JOIN subsidy_payments p ON p.lineId = l.id AND p.amountFen = l.subsidyFen AND p.loanId = l.loanId
    WHERE l.loanId IS NOT NULL GROUP BY l.id, c.state HAVING COUNT(p.id) <> CASE WHEN c.state = 'paid' THEN 1 ELSE 0 END`,
);

const noDayTwice = denied(
  2,
  'no loan is paid twice for a day: its paid periods do not overlap',
  `SELECT a.id, b.id AS other FROM subsidy_lines a JOIN subsidy_lines b
       ON b.loanId = a.loanId AND b.id > a.id AND b.kind = 'period' AND b.periodFrom < a.periodUntil AND a.periodFrom < b.periodUntil
    WHERE a.kind = 'period' AND EXISTS (SELECT 1 FROM subsidy_payments p WHERE p.lineId = a.id)
      AND EXISTS (SELECT 1 FROM subsidy_payments p WHERE p.lineId = b.id)`,
);

const neverBelowZero = denied(
  2,
  'what was paid for a loan and a quarter is never below zero after its adjustments',
  `SELECT p.loanId, p.quarter, SUM(p.amountFen) AS paid FROM subsidy_payments p JOIN subsidy_lines l ON l.id = p.lineId
    WHERE l.clawbackCaseId IS NULL GROUP BY p.loanId, p.quarter HAVING SUM(p.amountFen) < 0`,
);

interface PaidLine {
  readonly id: number;
  readonly segmentsJson: string;
  readonly periodFrom: BusinessDate;
  readonly periodUntil: BusinessDate;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly kind: 'period' | 'adjustment';
  readonly subsidyFen: number;
  readonly borrowerKind: BorrowerKind;
  readonly policyId: string;
}

/** What is taken off for a clawback rests on no days and no regime. */
const LINES = `SELECT s.id, s.segmentsJson, s.periodFrom, s.periodUntil, l.disbursedOn, l.maturesOn, s.kind, s.subsidyFen,
  l.borrowerKind, s.policyId FROM subsidy_lines s JOIN loans l ON l.id = s.loanId WHERE s.clawbackCaseId IS NULL`;

const onlyDaysOfTheContract = checkedRows<PaidLine>(
  3,
  'no day before the disbursement, from maturity on or with a reason against it earns a subsidy',
  { sql: LINES },
  ({ segmentsJson, periodFrom, periodUntil, disbursedOn, maturesOn }) =>
    parseSegments(segmentsJson).some((segment) => {
      const { from, until, notSubsidisedBecause } = segment;
      if (from < periodFrom || until > periodUntil) return true;
      const earns = segment.subsidy > 0;
      return earns && (from < disbursedOn || until > maturesOn || notSubsidisedBecause !== null);
    }),
);

const policyInForce = checkedRows<PaidLine>(
  25,
  'a line names the regime that was in force when its loan was disbursed',
  { sql: LINES },
  ({ disbursedOn, policyId }, { system }) =>
    system.referenceData.current().policyBook.regimeOn(disbursedOn).source.id !== policyId,
);

const kept = (kind: string): string => `SUM(CASE WHEN kind = '${kind}' THEN amountFen ELSE 0 END)`;

const budgetIsTheSum = denied(
  1,
  'a budget is the sum of its entries, and what is used of it does not exceed it',
  `SELECT b.id, b.reservedFen, b.committedFen, b.paidFen FROM budgets b
     LEFT JOIN (SELECT budgetId, ${kept('allot')} + ${kept('carry-in')} - ${kept('carry-out')} AS allotted, ${kept('reserve')} AS reserved,
                       ${kept('release')} AS released, ${kept('commit')} AS committed, ${kept('pay')} AS paid,
                       ${kept('return')} - ${kept('take-back')} AS returned
                  FROM budget_entries GROUP BY budgetId) e ON e.budgetId = b.id
    WHERE b.allottedFen <> COALESCE(e.allotted, 0)
       OR b.returnedFen <> COALESCE(e.returned, 0)
       OR b.reservedFen <> COALESCE(e.reserved - e.released - e.committed, 0)
       OR b.committedFen <> COALESCE(e.committed - e.paid, 0) OR b.paidFen <> COALESCE(e.paid, 0)
       OR b.reservedFen + b.committedFen + b.paidFen > b.allottedFen + b.returnedFen`,
);

const reservationsAreKept = denied(
  22,
  'what is kept for approved applications is what their open reservations add up to',
  `SELECT b.id, b.reservedFen, r.open FROM budgets b
     LEFT JOIN (SELECT budgetId, SUM(amountFen) AS open FROM subsidy_reservations WHERE releasedAt IS NULL GROUP BY budgetId) r
       ON r.budgetId = b.id
    WHERE b.reservedFen <> COALESCE(r.open, 0)`,
);

const committedIsFunded = denied(
  1,
  'a bank gets no less than its funded claims come to, and no claim more than it comes to',
  `SELECT c.bankOrganisationId, SUM(c.subsidyFen) AS funded, SUM(COALESCE(e.committed, 0)) AS committed FROM subsidy_claims c
     LEFT JOIN (SELECT subjectId, SUM(amountFen) AS committed FROM budget_entries WHERE kind = 'commit' AND subjectKind = 'subsidy-claim'
                 GROUP BY subjectId) e ON e.subjectId = c.id
    WHERE c.state IN ('funded', 'paid') GROUP BY c.bankOrganisationId
   HAVING SUM(COALESCE(e.committed, 0)) < SUM(c.subsidyFen)
       OR SUM(CASE WHEN COALESCE(e.committed, 0) > c.subsidyFen AND COALESCE(e.committed, 0) > 0 THEN 1 ELSE 0 END) > 0`,
);

const returnedWithinDemand = denied(
  1,
  'no more comes back on a demand than it asks for, and one that is closed has come back whole',
  `SELECT c.id, c.state, c.totalFen, COALESCE(r.returned, 0) AS returned FROM clawback_cases c
     LEFT JOIN (SELECT caseId, SUM(CASE WHEN kind = 'reversal' THEN -amountFen ELSE amountFen END) AS returned
                  FROM clawback_receipts GROUP BY caseId) r ON r.caseId = c.id
    WHERE COALESCE(r.returned, 0) NOT BETWEEN 0 AND c.totalFen
       OR (c.state = 'closed' AND COALESCE(r.returned, 0) <> c.totalFen)
       OR (c.state IN ('issued', 'overdue') AND COALESCE(r.returned, 0) = c.totalFen)`,
);

export const SUBSIDY_INVARIANTS: readonly Invariant[] = [
  claimIsTheSum,
  paidOnce,
  noDayTwice,
  neverBelowZero,
  onlyDaysOfTheContract,
  policyInForce,
  budgetIsTheSum,
  reservationsAreKept,
  returnedWithinDemand,
  committedIsFunded,
];
