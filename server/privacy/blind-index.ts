import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

/** What a value is, so that equal texts of different kinds have different indexes. */
export type IndexKind = 'identity' | 'phone' | 'account' | 'username' | 'address' | 'place' | 'roster';

/**
 * A key that lies over the indexes as they are stored and can be exchanged for another. `bare` is none: the index as the first key of all,
 * `FIELD_INDEX_KEY`, gives it.
 */
export type IndexCover = 'bare' | { readonly id: string; readonly key: Buffer };

/** Keyed hashes by which encrypted values are found. All of them are 64 characters of ASCII. */
export interface BlindIndexes {
  /** The index of a normalised value as it is written now. `kind` keeps equal texts of different kinds apart. */
  blindIndex(kind: IndexKind, value: string): string;
  /** The same index under the other covers that are known: under one of them it may still be stored. */
  olderForms(index: string): readonly string[];
  /** The same index as it is written now. Throws where its cover is not known. */
  renewed(index: string): string;
  /** The same index without its cover: what does not change when covers do. Throws where its cover is not known. */
  uncovered(index: string): string;
  /** How every index begins that is written now; null where it has no cover. */
  readonly coverPrefix: string | null;
  /** The name of the cover under which indexes are written now. */
  readonly newestCover: string;
}

const LENGTH = 64;
const BARE = /^[0-9a-f]{64}$/;
/** 32 bytes in base64url; the rest of the 64 characters is filled up. */
const COVERED = /^c\.([A-Za-z0-9]{1,8})\.([A-Za-z0-9_-]{43})\.*$/;

/** Whether a text has the form of an index: what is made of several things may hold one. */
export const isIndex = (text: string): boolean =>
  text.length === LENGTH && (BARE.test(text) || COVERED.test(text));

/** Indexes under one key and the covers over it, the first of which writes. */
export function createBlindIndexes(indexKey: Buffer, covers: readonly IndexCover[] = ['bare']): BlindIndexes {
  const [newest = 'bare'] = covers;
  const coverById = new Map(covers.flatMap((cover) => (cover === 'bare' ? [] : [[cover.id, cover]])));
  const uncovered = (index: string): string => {
    if (BARE.test(index)) return index;
    const [, id = '', body = ''] = COVERED.exec(index) ?? [];
    const cover = coverById.get(id);
    if (!cover) throw new Error(`An index lies under a cover that FIELD_INDEX_COVERS does not name: ${id}`);
    return permute(createDecipheriv('aes-256-ecb', cover.key, null), Buffer.from(body, 'base64url')).toString(
      'hex',
    );
  };
  const under = (cover: IndexCover, bare: string): string => {
    if (cover === 'bare') return bare;
    const body = permute(createCipheriv('aes-256-ecb', cover.key, null), Buffer.from(bare, 'hex'));
    return `c.${cover.id}.${body.toString('base64url')}`.padEnd(LENGTH, '.');
  };
  return {
    blindIndex: (kind, value) =>
      under(newest, createHmac('sha256', indexKey).update(`${kind}:${value}`).digest('hex')),
    olderForms: (index) =>
      covers.length === 1 ? [] : covers.slice(1).map((cover) => under(cover, uncovered(index))),
    renewed: (index) => under(newest, uncovered(index)),
    uncovered,
    coverPrefix: newest === 'bare' ? null : `c.${newest.id}.`,
    newestCover: newest === 'bare' ? newest : newest.id,
  };
}

/**
 * One block after the other is enough here: the text is a keyed hash, in which no block of 16 bytes ever comes twice, and equal indexes have
 * to stay equal.
 */
function permute(
  cipher: ReturnType<typeof createCipheriv> | ReturnType<typeof createDecipheriv>,
  bytes: Buffer,
): Buffer {
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}
