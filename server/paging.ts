import { parseBusinessDate, type BusinessDate } from './core/business-date.js';
import { DomainError } from './core/errors.js';

/** What a list is asked for: how many rows, and after which one. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of a list; `nextCursor` is null on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

const CURSOR = /^i([1-9]\d{0,15})$/;
const DAY_CURSOR = /^d(\d{4}-\d{2}-\d{2})i([1-9]\d{0,15})$/;

const encoded = (cursor: string): string => Buffer.from(cursor, 'latin1').toString('base64url');
const decoded = (cursor: string): string => Buffer.from(cursor, 'base64url').toString('latin1');

/** The id after which the page begins, in descending order of ids; undefined on the first page. Fails: malformed. */
export function idBefore({ cursor }: PageRequest): number | undefined {
  if (cursor === undefined) return undefined;
  const [, id] = CURSOR.exec(decoded(cursor)) ?? [];
  if (id === undefined) throw new DomainError('malformed', { field: 'cursor' });
  return Number(id);
}

/** Cuts a page from rows of which one more was read than the page holds, the newest first. */
export function pageById<Item extends { readonly id: number }>(
  rows: readonly Item[],
  { limit }: PageRequest,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encoded(`i${last.id}`) : null };
}

/** The row after which the page begins in a list by day and id; undefined on the first page. Fails: malformed. */
export function afterDay({
  cursor,
}: PageRequest): { readonly day: BusinessDate; readonly id: number } | undefined {
  if (cursor === undefined) return undefined;
  const [, day, id] = DAY_CURSOR.exec(decoded(cursor)) ?? [];
  if (day === undefined) throw new DomainError('malformed', { field: 'cursor' });
  return { day: parseBusinessDate(day), id: Number(id) };
}

/** Cuts a page from rows in the order of a day and their ids, of which one more was read than the page holds. */
export function pageByDay<Item extends { readonly id: number }>(
  rows: readonly Item[],
  { limit }: PageRequest,
  dayOf: (item: Item) => BusinessDate,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encoded(`d${dayOf(last)}i${last.id}`) : null };
}
