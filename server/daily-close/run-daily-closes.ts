import { DailyClose } from '../../models/daily-close.js';
import { findRow } from '../../models/rows.js';
import type { Context, SystemContext } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { closeDay, type RunGuard } from './close-day.js';

/** Which business dates a run closed, in order; empty where the books stood there already. */
export type DailyCloseRun = { readonly closed: readonly BusinessDate[] };

/** How a run is bounded. */
export interface DailyCloseOptions extends RunGuard {
  /** The last day to close; the day before today if it is left out. */
  readonly through?: BusinessDate | undefined;
}

/**
 * Closes every business date that is not closed yet, one by one. The
 * first close of all begins with that day. Fails: outside-loan-term (a day to come), request-in-progress (another run is
 * at work on the same day).
 */
export async function runDailyCloses(
  caller: Context | SystemContext,
  { through: asked, ...guard }: DailyCloseOptions = {},
): Promise<DailyCloseRun> {
  // The run is a sequence of commands, each of which happens once by its own; the key of the request is for none of them.
  const { idempotency: _, ...context } = { idempotency: undefined, ...caller };
  const today = caller.system.clock.today();
  const through = asked ?? addDays(today, -1);
  if (through > today) throw new DomainError('outside-loan-term', { date: through, latest: today });
  const last = await findRow(DailyClose, { where: {}, order: [['businessDate', 'DESC']] });
  const first = last === null ? through : nextDay(last);
  const closed: BusinessDate[] = [];
  for (let day = first; day <= through; day = addDays(day, 1)) {
    await closeDay(context, day, guard);
    closed.push(day);
  }
  return { closed };
}

const nextDay = ({ state, businessDate }: { state: string; businessDate: BusinessDate }): BusinessDate =>
  state === 'done' ? addDays(businessDate, 1) : businessDate;
