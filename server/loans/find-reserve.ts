/** The amount of a loan's reserve as its bank reported it last, in fen and null without a report: SQL of a scalar, by the loan's alias. */
export const lastReserve = (alias: string): string => `(SELECT r.amountFen FROM repayment_reserves r
  WHERE r.loanId = ${alias}.id ORDER BY r.heldOn DESC, r.id DESC LIMIT 1)`;
