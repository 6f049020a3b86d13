import { denied, type Invariant } from './invariant.js';

const exposuresAreTheSum = denied(
  11,
  'a guarantor’s exposure is what its guarantees answer for',
  `SELECT e.organisationId, e.exposureFen, g.balance FROM guarantor_exposures e
     LEFT JOIN (SELECT guarantorOrganisationId, SUM(balanceFen) AS balance FROM guarantees WHERE state IN ('issued', 'effective')
                 GROUP BY guarantorOrganisationId) g ON g.guarantorOrganisationId = e.organisationId
    WHERE e.exposureFen <> COALESCE(g.balance, 0)`,
);

const agreementExposures = denied(
  11,
  'an agreement’s exposure is what its guarantees answer for',
  `SELECT e.agreementId, e.exposureFen, g.balance FROM agreement_exposures e
     LEFT JOIN (SELECT agreementId, SUM(balanceFen) AS balance FROM guarantees WHERE state IN ('issued', 'effective') GROUP BY agreementId) g
       ON g.agreementId = e.agreementId
    WHERE e.exposureFen <> COALESCE(g.balance, 0)`,
);

const postingsBalance = denied(
  12,
  'every posting has two accounts and an amount above zero',
  `SELECT p.id FROM ledger_postings p LEFT JOIN ledger_accounts d ON d.id = p.debitAccountId LEFT JOIN ledger_accounts c ON c.id = p.creditAccountId
    WHERE p.amountFen <= 0 OR d.id IS NULL OR c.id IS NULL OR d.id = c.id`,
);

const BALANCES = `SELECT a.kind, a.holderId,
    COALESCE((SELECT SUM(amountFen) FROM ledger_postings WHERE debitAccountId = a.id), 0) -
    COALESCE((SELECT SUM(amountFen) FROM ledger_postings WHERE creditAccountId = a.id), 0) AS balance FROM ledger_accounts a`;

const accountsAreTheBudgets = denied(
  12,
  'the accounts of a budget say what its row says',
  `SELECT b.id, x.kind, x.balance FROM budgets b JOIN (${BALANCES}) x ON x.holderId = b.id
    WHERE (x.kind = 'reserved' AND x.balance <> b.reservedFen) OR (x.kind = 'committed' AND x.balance <> b.committedFen)
       OR (x.kind = 'paid' AND x.balance <> b.paidFen) OR (x.kind = 'granted' AND -x.balance <> b.allottedFen)
       OR (x.kind = 'returned' AND -x.balance <> b.returnedFen)`,
);

const reversedOnce = denied(
  16,
  'a fact is reversed once, by one of the same amount on the same loan',
  `SELECT r.id FROM repayments r JOIN repayments o ON o.id = r.reversesRepaymentId
    WHERE o.kind = 'reversal' OR o.loanId <> r.loanId OR o.principalFen <> r.principalFen OR o.interestFen <> r.interestFen
       OR o.penaltyFen <> r.penaltyFen OR r.paidOn < o.paidOn`,
);

export const LEDGER_INVARIANTS: readonly Invariant[] = [
  exposuresAreTheSum,
  agreementExposures,
  postingsBalance,
  accountsAreTheBudgets,
  reversedOnce,
];
