import { addDays, type BusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import type { LoanRow } from '../../server/loans/loan-case.js';
import type { TestApp } from './app.js';
import { disbursedLoan, type ApprovedStory } from './loans.js';

/** A night: the day begins, and every day before it is closed. */
export async function closedBefore(app: TestApp, day: BusinessDate): Promise<void> {
  app.clock.setDay(day);
  await runDailyCloses(await app.contextOf('centre.maker'));
}

/** A loan of today whose first monthly interest nobody pays: at the end of it its first day overdue is closed. */
export async function overdueLoan(app: TestApp, story: ApprovedStory = {}): Promise<LoanRow> {
  const loan = await disbursedLoan(app, {
    repaymentMethod: 'interest-monthly',
    ratePercent: '2.40',
    ...story,
  });
  await closedBefore(app, addDays(app.clock.today(), 33));
  return loan;
}
