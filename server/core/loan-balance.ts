import { DomainError } from './errors.js';
import { addFen, divideHalfUp, fen, formatYuan, subtractFen, type Fen } from './money.js';

/** A repayment as the bank split it. We check the split and never re-allocate it. */
export interface RepaymentSplit {
  readonly principal: Fen;
  readonly interest: Fen;
  readonly penalty: Fen;
}

/** What has become of a loan's money: the sum of its facts. */
export interface LoanBalance {
  readonly outstanding: Fen;
  readonly interestPaid: Fen;
  readonly penaltyPaid: Fen;
}

/** The balance after a repayment. Throws `amount-exceeds-outstanding` when more principal comes back than is owed. */
export function withRepayment(balance: LoanBalance, split: RepaymentSplit): LoanBalance {
  if (split.principal > balance.outstanding) {
    throw new DomainError('amount-exceeds-outstanding', {
      amount: formatYuan(split.principal),
      outstanding: formatYuan(balance.outstanding),
    });
  }
  return {
    outstanding: subtractFen(balance.outstanding, split.principal),
    interestPaid: addFen(balance.interestPaid, split.interest),
    penaltyPaid: addFen(balance.penaltyPaid, split.penalty),
  };
}

/** The balance as it is when a repayment never was. */
export function withReversal(balance: LoanBalance, split: RepaymentSplit): LoanBalance {
  return {
    outstanding: addFen(balance.outstanding, split.principal),
    interestPaid: subtractFen(balance.interestPaid, split.interest),
    penaltyPaid: subtractFen(balance.penaltyPaid, split.penalty),
  };
}

/**
 * What a guarantor answers for of what is still owed: of each repaid yuan the guarantor is freed of the same part of it, half
 * a fen rounded up. Nothing is owed: zero; everything is: the whole guaranteed amount.
 */
export function guaranteedBalance(guaranteed: Fen, outstanding: Fen, principal: Fen): Fen {
  return fen(Number(divideHalfUp(BigInt(guaranteed) * BigInt(outstanding), BigInt(principal))));
}
