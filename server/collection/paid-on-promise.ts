/**
 * What was repaid on the loan of an action `p` from the day it gives a promise through the day promised, reversed repayments
 * aside; 0 where nothing is promised. In fen.
 */
export const PAID_ON_PROMISE = `(SELECT COALESCE(SUM(r.principalFen + r.interestFen + r.penaltyFen), 0)
  FROM repayments r LEFT JOIN repayments reversal ON reversal.reversesRepaymentId = r.id
 WHERE r.loanId = p.loanId AND r.kind <> 'reversal' AND reversal.id IS NULL
   AND r.paidOn BETWEEN p.actedOn AND p.promisedOn)`;
