import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';

/** As of when a report is: facts up to that day count, as they are known now. */
export interface ReportDay {
  readonly asOf: BusinessDate;
  /** Overdue days are known up to this business date; null before the first daily close. */
  readonly closedThrough: BusinessDate | null;
}

/** The day asked for, or today; never a day to come. */
export async function reportDay({ system }: Context, asked: BusinessDate | undefined): Promise<ReportDay> {
  const { closedThrough, today } = await findBooksDate(system);
  return { asOf: asked !== undefined && asked < today ? asked : today, closedThrough };
}

/** The earlier of two days. */
export const earlierDay = (a: BusinessDate, b: BusinessDate): BusinessDate => (a < b ? a : b);
