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

/** The id after which the page begins, in descending order of ids; undefined on the first page. Fails: malformed. */
export function idBefore({ cursor }: PageRequest): number | undefined {
  if (cursor === undefined) return undefined;
  const [, id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
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
  return { items, nextCursor: more ? Buffer.from(`i${last.id}`, 'latin1').toString('base64url') : null };
}
