import { daysBetween, type BusinessDate } from '../../../server/core/business-date.js';
import { checkedRows, denied, type Invariant } from './invariant.js';

interface Borne {
  readonly claimId: number;
  readonly bearer: string;
  readonly shareBasisPoints: number;
  readonly amountFen: number;
  readonly claimedFen: number;
  readonly recovered: number;
  readonly shared: number;
}

const BORNE = `SELECT s.claimId, s.bearer, s.shareBasisPoints, s.amountFen, c.claimedFen, COALESCE(got.amount, 0) AS recovered,
    COALESCE(book.shared, 0) AS shared
  FROM compensation_shares s JOIN compensation_claims c ON c.id = s.claimId
  LEFT JOIN (SELECT r.claimId, rs.bearer, SUM(rs.amountFen) AS amount FROM recovery_shares rs JOIN recoveries r ON r.id = rs.recoveryId
              GROUP BY r.claimId, rs.bearer) got ON got.claimId = s.claimId AND got.bearer = s.bearer
  LEFT JOIN (SELECT claimId, SUM(CASE WHEN kind = 'reversal' THEN -sharedFen ELSE sharedFen END) AS shared FROM recoveries
              GROUP BY claimId) book ON book.claimId = s.claimId`;

const sharesOfTheDebt = checkedRows<Borne>(
  7,
  'every bearer carries its share of the debt, less than a fen apart',
  { sql: BORNE },
  ({ shareBasisPoints, amountFen, claimedFen }) => {
    const apart = BigInt(amountFen) * 10_000n - BigInt(claimedFen) * BigInt(shareBasisPoints);
    return apart >= 10_000n || apart <= -10_000n;
  },
);

const paidIsWhatOthersBear = denied(
  7,
  'a guarantor pays what all but the bank bear, once, never more principal than was owed',
  `SELECT p.claimId, p.amountFen, s.others, p.principalFen, p.outstandingFen FROM compensation_payments p
     JOIN compensation_claims c ON c.id = p.claimId
     LEFT JOIN (SELECT claimId, SUM(CASE WHEN bearer = 'bank' THEN 0 ELSE amountFen END) AS others, SUM(amountFen) AS whole
                  FROM compensation_shares GROUP BY claimId) s ON s.claimId = p.claimId
    WHERE p.amountFen <> COALESCE(s.others, -1) OR s.whole <> c.claimedFen OR p.amountFen <> c.compensationFen
       OR p.principalFen + p.interestFen <> p.amountFen OR p.principalFen > p.outstandingFen
       OR p.contentHash <> c.contentHash OR c.principalFen <> p.outstandingFen`,
);

const oneLivingClaim = denied(
  7,
  'a loan is compensated once, and paid claims are the ones with a payment',
  `SELECT c.id, c.state, p.id AS payment FROM compensation_claims c LEFT JOIN compensation_payments p ON p.claimId = c.id
    WHERE (p.id IS NOT NULL AND c.state NOT IN ('paid', 'recovering', 'closed', 'written-off'))
       OR (p.id IS NULL AND c.state IN ('paid', 'recovering', 'closed', 'written-off'))`,
);

interface Dated {
  readonly id: number;
  readonly pastDueSince: BusinessDate;
  readonly cutOffOn: BusinessDate;
  readonly paidOn: BusinessDate;
}

const MORE_THAN_DAYS = 90;

const notTooEarly = checkedRows<Dated>(
  8,
  'nothing is compensated before the 91st day overdue, nor before the books it was claimed by',
  {
    sql: `SELECT c.id, c.pastDueSince, c.cutOffOn, p.paidOn FROM compensation_claims c JOIN compensation_payments p ON p.claimId = c.id`,
  },
  ({ pastDueSince, cutOffOn, paidOn }) =>
    daysBetween(pastDueSince, cutOffOn) <= MORE_THAN_DAYS || paidOn < cutOffOn,
);

const recoveredWithinDebt = denied(
  9,
  'no more is recovered than the debt and its costs',
  `SELECT c.id, c.claimedFen, b.shared, b.costs, b.repaid FROM compensation_claims c
     JOIN (SELECT r.claimId, SUM(CASE WHEN r.kind = 'reversal' THEN -r.sharedFen ELSE r.sharedFen END) AS shared,
                  SUM(CASE WHEN r.kind = 'reversal' THEN -r.costsFen ELSE r.costsFen END) AS repaid,
                  SUM(CASE WHEN r.kind = 'cost' THEN r.amountFen WHEN o.kind = 'cost' THEN -r.amountFen ELSE 0 END) AS costs
             FROM recoveries r LEFT JOIN recoveries o ON o.id = r.reversesRecoveryId GROUP BY r.claimId) b ON b.claimId = c.id
    WHERE b.shared < 0 OR b.shared > c.claimedFen OR b.repaid < 0 OR b.repaid > b.costs
       OR (c.state = 'closed' AND (b.shared <> c.claimedFen OR b.repaid <> b.costs))`,
);

const entriesAreSplit = denied(
  9,
  'the parts of every entry add up to it',
  `SELECT r.id, r.kind, r.sharedFen, s.amount FROM recoveries r
     LEFT JOIN (SELECT recoveryId, SUM(amountFen) AS amount FROM recovery_shares GROUP BY recoveryId) s ON s.recoveryId = r.id
    WHERE COALESCE(s.amount, 0) <> CASE WHEN r.kind = 'reversal' THEN -r.sharedFen ELSE r.sharedFen END
       OR (r.kind = 'receipt' AND r.costsFen + r.sharedFen <> r.amountFen)`,
);

const bearersGetTheirPart = checkedRows<Borne>(
  9,
  'every bearer has got back its part of what was recovered, less than a fen apart, and never more than it carries',
  { sql: BORNE },
  ({ amountFen, claimedFen, recovered, shared }) => {
    const apart = BigInt(recovered) * BigInt(claimedFen) - BigInt(shared) * BigInt(amountFen);
    return (
      recovered > amountFen || recovered < 0 || apart >= BigInt(claimedFen) || apart <= -BigInt(claimedFen)
    );
  },
);

const writtenOffByThree = denied(
  18,
  'a debt is written off by three persons',
  `SELECT w.id FROM write_offs w JOIN users p ON p.id = w.proposedByUserId JOIN users a ON a.id = w.approvedByUserId
     JOIN users c ON c.id = w.confirmedByUserId
    WHERE p.personIndex = a.personIndex OR a.personIndex = c.personIndex OR p.personIndex = c.personIndex`,
);

export const COMPENSATION_INVARIANTS: readonly Invariant[] = [
  sharesOfTheDebt,
  paidIsWhatOthersBear,
  oneLivingClaim,
  notTooEarly,
  recoveredWithinDebt,
  entriesAreSplit,
  bearersGetTheirPart,
  writtenOffByThree,
];
