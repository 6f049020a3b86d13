/** Reversed entries aside, from the day the promise of `p` was given through the day it names. */
const inTime = (day: string): string => `${day} BETWEEN p.actedOn AND p.promisedOn`;

/** Repaid at the bank. */
const REPAID = `SELECT COALESCE(SUM(r.principalFen + r.interestFen + r.penaltyFen), 0)
  FROM repayments r LEFT JOIN repayments reversal ON reversal.reversesRepaymentId = r.id
 WHERE r.loanId = p.loanId AND r.kind <> 'reversal' AND reversal.id IS NULL AND ${inTime('r.paidOn')}`;

/** Recovered since a guarantor has paid: from then on the bank takes no repayment. */
const RECOVERED = `SELECT COALESCE(SUM(r.amountFen), 0)
  FROM compensation_claims claimed JOIN recoveries r ON r.claimId = claimed.id AND r.kind = 'receipt'
  LEFT JOIN recoveries reversal ON reversal.reversesRecoveryId = r.id
 WHERE claimed.loanId = p.loanId AND reversal.id IS NULL AND ${inTime('r.occurredOn')}`;

/**
 * What a debtor paid from the day of an action `p` that gives a promise through the day promised, reversed entries aside, whether at the
 * bank or to those who had paid the bank; 0 where nothing is promised. In fen.
 */
export const PAID_ON_PROMISE = `((${REPAID}) + (${RECOVERED}))`;
