import { DailyClose } from '../../models/daily-close.js';
import { conditionOf } from '../../models/condition.js';
import { findRow, selectRows, type Row } from '../../models/rows.js';
import type { System } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

export type ListedClose = Row<DailyClose>;

/** Where the books stand. */
export interface BooksDate {
  /** The last business date that is closed; null before the first close. */
  readonly closedThrough: BusinessDate | null;
  /** The business date that is closed next. */
  readonly businessDate: BusinessDate;
  readonly today: BusinessDate;
}

/** The closes, the newest first. */
export async function findDailyCloses({ database }: System, page: PageRequest): Promise<Page<ListedClose>> {
  const before = idBefore(page);
  const { sql, parameters } = conditionOf(before === undefined ? {} : { id: { '<': before } });
  const rows = await selectRows<ListedClose>(
    database,
    `SELECT * FROM daily_closes${sql} ORDER BY id DESC LIMIT ${Math.trunc(page.limit) + 1}`,
    parameters,
  );
  return pageById(rows, page);
}

/** One close. Fails: not-found. */
export async function findDailyClose(id: number): Promise<ListedClose> {
  const close = await findRow(DailyClose, { where: { id } });
  if (!close) throw new DomainError('not-found');
  return close;
}

/** Where the books stand, apart from what the clock says. */
export async function findBooksDate({ clock }: System): Promise<BooksDate> {
  const today = clock.today();
  const last = await findRow(DailyClose, { where: { state: 'done' }, order: [['businessDate', 'DESC']] });
  const closedThrough = last?.businessDate ?? null;
  return { closedThrough, businessDate: closedThrough === null ? today : addDays(closedThrough, 1), today };
}
