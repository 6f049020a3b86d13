import { checkedRows, denied, type Invariant } from './invariant.js';

const signed = (column: string): string =>
  `SUM(CASE WHEN r.kind = 'reversal' THEN -r.${column} ELSE r.${column} END)`;

const FACTS = `SELECT r.loanId, ${signed('principalFen')} AS principal, ${signed('interestFen')} AS interest,
  ${signed('penaltyFen')} AS penalty FROM repayments r GROUP BY r.loanId`;

const disbursedWithinApproval = denied(
  4,
  'what is disbursed was approved, and what is approved is within the cap and was asked for',
  `SELECT d.id, d.amountFen, a.approvedFen, a.requestedFen, e.capFen FROM disbursements d
     JOIN applications a ON a.id = d.applicationId
     LEFT JOIN (SELECT applicationId, MAX(capFen) AS capFen FROM eligibility_results GROUP BY applicationId) e
       ON e.applicationId = a.id
    WHERE d.amountFen > a.approvedFen OR a.approvedFen > COALESCE(e.capFen, a.approvedFen)
       OR a.state NOT IN ('disbursed', 'approved')`,
);

const oneDisbursement = denied(
  5,
  'a loan is disbursed once, and whole',
  `SELECT l.id, l.principalFen, d.n, d.amount FROM loans l
     LEFT JOIN (SELECT loanId, COUNT(*) AS n, SUM(amountFen) AS amount FROM disbursements GROUP BY loanId) d ON d.loanId = l.id
    WHERE COALESCE(d.n, 0) <> 1 OR d.amount <> l.principalFen`,
);

const outstandingIsTheSum = denied(
  6,
  'what is owed at the bank is disbursed less repaid less compensated less the bank’s part of what was recovered',
  `SELECT l.id, l.outstandingFen, f.principal, c.principalFen, rs.recovered FROM loans l
     LEFT JOIN (${FACTS}) f ON f.loanId = l.id
     LEFT JOIN compensation_payments c ON c.loanId = l.id
     LEFT JOIN (SELECT r.claimId, SUM(s.amountFen) AS recovered FROM recovery_shares s JOIN recoveries r ON r.id = s.recoveryId
                 WHERE s.bearer = 'bank' GROUP BY r.claimId) rs ON rs.claimId = c.claimId
    WHERE l.outstandingFen < 0
       OR (c.id IS NULL AND l.outstandingFen <> l.principalFen - COALESCE(f.principal, 0))
       OR (c.id IS NOT NULL AND c.outstandingFen <> l.principalFen - COALESCE(f.principal, 0))
       OR (c.id IS NOT NULL AND l.outstandingFen <>
             CASE WHEN c.outstandingFen - c.principalFen - COALESCE(rs.recovered, 0) < 0 THEN 0
                  ELSE c.outstandingFen - c.principalFen - COALESCE(rs.recovered, 0) END)`,
);

const balancesAreTheSum = denied(
  13,
  'interest and penalty paid are the sum of the facts',
  `SELECT l.id, l.interestPaidFen, f.interest, l.penaltyPaidFen, f.penalty FROM loans l LEFT JOIN (${FACTS}) f ON f.loanId = l.id
    WHERE l.interestPaidFen <> COALESCE(f.interest, 0) OR l.penaltyPaidFen <> COALESCE(f.penalty, 0)`,
);

const settledOwesNothing = denied(
  6,
  'a settled loan owes nothing and has its day; any other has none',
  `SELECT id, state, outstandingFen, settledOn FROM loans
    WHERE (state = 'settled' AND (outstandingFen <> 0 OR settledOn IS NULL)) OR (state <> 'settled' AND settledOn IS NOT NULL)`,
);

interface Guaranteed {
  readonly id: number;
  readonly state: string;
  readonly loanState: string;
  readonly guaranteedFen: number;
  readonly balanceFen: number;
  readonly outstandingFen: number;
  readonly principalFen: number;
}

const guaranteeFollows = checkedRows<Guaranteed>(
  13,
  'what a guarantor answers for follows what is owed, half a fen up',
  {
    sql: `SELECT g.id, g.state, l.state AS loanState, g.guaranteedFen, g.balanceFen, l.outstandingFen, l.principalFen
     FROM guarantees g JOIN loans l ON l.id = g.loanId`,
  },
  ({ state, loanState, guaranteedFen, balanceFen, outstandingFen, principalFen }) => {
    if (loanState === 'compensated' || loanState === 'written-off' || state === 'compensated')
      return state !== 'compensated' || balanceFen !== 0;
    if (loanState === 'settled') return state !== 'released' || balanceFen !== 0;
    const twice = 2n * BigInt(guaranteedFen) * BigInt(outstandingFen) + BigInt(principalFen);
    return state !== 'effective' || BigInt(balanceFen) !== twice / (2n * BigInt(principalFen));
  },
);

const oneLoanOfAPerson = denied(
  10,
  'a person has one loan by application at a time',
  `SELECT borrowerId, COUNT(*) AS n FROM loans
    WHERE origin = 'application' AND borrowerKind = 'individual' AND state IN ('active', 'overdue') GROUP BY borrowerId HAVING COUNT(*) > 1`,
);

const schedules = denied(
  23,
  'due dates rise from after the disbursement to maturity, and principal adds up to the loan',
  `SELECT l.id, l.principalFen, i.total, i.firstOn, i.lastOn, l.maturesOn FROM loans l
     JOIN (SELECT loanId, SUM(principalFen) AS total, MIN(dueOn) AS firstOn, MAX(dueOn) AS lastOn, COUNT(*) AS n,
                  COUNT(DISTINCT dueOn) AS days, MAX(number) AS lastNumber FROM instalments GROUP BY loanId) i ON i.loanId = l.id
    WHERE i.total <> l.principalFen OR i.firstOn <= l.disbursedOn OR i.lastOn <> l.maturesOn OR i.n <> i.days OR i.n <> i.lastNumber`,
);

const schedulesRise = denied(
  23,
  'a later instalment is due later and leaves less',
  `SELECT i.loanId, i.number FROM instalments i JOIN instalments earlier ON earlier.loanId = i.loanId AND earlier.number = i.number - 1
    WHERE i.dueOn <= earlier.dueOn OR i.balanceAfterFen <> earlier.balanceAfterFen - i.principalFen`,
);

const standingIsTheLatest = denied(
  13,
  'a loan that is overdue by the last close stands in its history as overdue',
  `SELECT l.id, l.state, s.pastDueSince FROM loans l LEFT JOIN loan_standings s ON s.loanId = l.id
    WHERE l.state = 'overdue' AND s.loanId IS NULL AND EXISTS (SELECT 1 FROM daily_closes c WHERE c.state = 'done')
      AND NOT EXISTS (SELECT 1 FROM loan_events e WHERE e.loanId = l.id AND e.kind = 'overdue' AND e.source = 'bank')`,
);

export const LOAN_INVARIANTS: readonly Invariant[] = [
  disbursedWithinApproval,
  oneDisbursement,
  outstandingIsTheSum,
  balancesAreTheSum,
  settledOwesNothing,
  guaranteeFollows,
  oneLoanOfAPerson,
  schedules,
  schedulesRise,
  standingIsTheLatest,
];
