import { DailyClose } from '../../models/daily-close.js';
import { Loan } from '../../models/loan.js';
import { LoanStandingChange } from '../../models/loan-standing-change.js';
import { findRow, findRows } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { StandingStep } from '../core/daily-close/loan-standing.js';
import { DomainError } from '../core/errors.js';
import { standingHistory } from './standing-history.js';

/**
 * How a loan has stood from day to day: as it is known now, or as it was known when a business date had been closed. Days
 * before the first step had nothing to remark. Fails: not-found.
 */
export async function findStandingHistory(
  context: Context,
  loanId: number,
  knownOn?: BusinessDate,
): Promise<StandingStep[]> {
  const loan = await findRow(Loan, { where: { id: loanId, ...loanScope(context.actor) } });
  if (!loan) throw new DomainError('not-found');
  const where = knownOn === undefined ? {} : { closeId: { '<=': await lastCloseBy(knownOn) } };
  const changes = await findRows(LoanStandingChange, {
    where: { loanId, ...where },
    order: [
      ['closeId', 'ASC'],
      ['fromOn', 'ASC'],
    ],
  });
  return standingHistory(changes);
}

async function lastCloseBy(businessDate: BusinessDate): Promise<number> {
  const close = await findRow(DailyClose, {
    where: { businessDate: { '<=': businessDate } },
    order: [['businessDate', 'DESC']],
  });
  return close?.id ?? 0;
}
