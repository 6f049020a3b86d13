import { RosterEntry } from '../../models/roster-entry.js';
import { RosterFile } from '../../models/roster-file.js';
import { findRow, findRows, insertRows, updateRows, type Row } from '../../models/rows.js';
import { canonicalJson } from '../core/canonical-json.js';
import { REGISTRIES, type RegistryName } from '../core/registries/registries.js';
import type { RosterRow } from '../core/registries/roster-files.js';
import { BatchTally } from '../imports/batch-tally.js';
import type { BatchContext, WriteBatch } from '../imports/import-kind.js';
import type { FieldCipher } from '../privacy/field-cipher.js';
import { settleIndexes } from '../privacy/settle-indexes.js';

/** What the content of an entry is encrypted for. */
export const ROSTER_CONTENT = 'roster_entries.content';

/** A row with the keys under which it is found. */
interface KeyedRow {
  readonly row: RosterRow;
  readonly subjectIndex: string;
  readonly aboutIndex: string | null;
  readonly liveKey: string;
  readonly contentMark: string;
}

type Tally = BatchTally<RosterRow>;
type Live = ReadonlyMap<string, Row<RosterEntry>>;

/**
 * Takes the rows of a roster: who was listed with the same content stays, who is new or has changed is listed anew, and a delta's
 * 终止 takes off the list.
 */
export const takeRoster: WriteBatch<RosterRow> = async (batch, rows) => {
  const { unit, file } = batch;
  const tally: Tally = new BatchTally();
  const roster = await findRow(RosterFile, {
    where: { importId: file.importId },
    transaction: unit.transaction,
  });
  if (!roster) throw new Error(`Import ${file.importId} is no roster`);
  const keyed = keyRows(batch, roster, rows, tally);
  const indexes = keyed.flatMap((each) => [
    each.subjectIndex,
    each.aboutIndex,
    each.liveKey,
    each.contentMark,
  ]);
  await settleIndexes(batch.context.system, unit.transaction, indexes);
  const stored = await findRows(RosterEntry, {
    where: { liveKey: keyed.map(({ liveKey }) => liveKey) },
    transaction: unit.transaction,
  });
  const live: Live = new Map(stored.map((entry) => [entry.liveKey ?? '', entry]));
  const ended = keyed.filter((each) => endsAnEntry(each, live, tally));
  const listed = keyed.filter(({ row }) => row.change === 'list');
  const changed = listed.filter((each) => isNews(each, live, roster, tally));
  const seen = listed.flatMap(({ liveKey, contentMark }) => {
    const entry = live.get(liveKey);
    return entry?.contentMark === contentMark ? [entry.id] : [];
  });
  await updateRows(RosterEntry, { lastFileId: roster.id }, { id: seen }, unit.transaction);
  await endEntries(
    batch,
    roster,
    [...ended, ...changed].flatMap(({ liveKey }) => live.get(liveKey)?.id ?? []),
  );
  await insertRows(
    RosterEntry,
    changed.map((each) => entryOf(batch.context.system.cipher, roster, each)),
    unit.transaction,
  );
  return tally.result();
};

function keyRows(
  { context }: BatchContext,
  { registry, mode }: Row<RosterFile>,
  rows: readonly RosterRow[],
  tally: Tally,
): KeyedRow[] {
  const { cipher } = context.system;
  const keyed = new Map<string, KeyedRow>();
  for (const row of rows) {
    const each = keyOf(cipher, registry, row);
    if (row.aboutNumber === null && REGISTRIES[registry].about !== null) {
      tally.reject(row, null, 'missing', {
        zh: '本名册每行须写明所在单位的统一社会信用代码或基地编号',
        en: 'Each row of this roster names the credit code of the firm or the number of the base',
      });
    } else if (row.change === 'end' && mode === 'snapshot') {
      tally.reject(row, '变更类型', 'contradiction', {
        zh: '全量名册只列在册对象,不应有“终止”',
        en: 'A snapshot lists who is on the list; 终止 belongs into a file of changes',
      });
    } else if (keyed.has(each.liveKey)) {
      tally.reject(row, null, 'duplicate', {
        zh: '同一文件中出现了不止一次',
        en: 'The file names this one more than once',
      });
    } else keyed.set(each.liveKey, each);
  }
  return [...keyed.values()];
}

function keyOf(cipher: FieldCipher, registry: RegistryName, row: RosterRow): KeyedRow {
  const { line: _line, change: _change, ...content } = row;
  const subjectIndex = cipher.blindIndex(row.subjectKind === 'place' ? 'place' : 'identity', row.number);
  const aboutKind = REGISTRIES[registry].about === 'base' ? 'place' : 'identity';
  const aboutIndex = row.aboutNumber === null ? null : cipher.blindIndex(aboutKind, row.aboutNumber);
  const about = aboutIndex === null ? '' : cipher.uncovered(aboutIndex);
  return {
    row,
    subjectIndex,
    aboutIndex,
    liveKey: cipher.blindIndex('roster', `${registry} ${cipher.uncovered(subjectIndex)} ${about}`),
    contentMark: cipher.blindIndex('roster', canonicalJson(content)),
  };
}

function endsAnEntry({ row, liveKey }: KeyedRow, live: Live, tally: Tally): boolean {
  if (row.change !== 'end') return false;
  if (live.has(liveKey)) tally.accept(row);
  // Sent again, it has ended already.
  else tally.pass();
  return live.has(liveKey);
}

/** Whether a row says something that the registry did not know; a file that contradicts itself is told so. */
function isNews(
  { row, liveKey, contentMark }: KeyedRow,
  live: Live,
  roster: Row<RosterFile>,
  tally: Tally,
): boolean {
  const entry = live.get(liveKey);
  if (entry?.contentMark === contentMark) {
    tally.pass();
    return false;
  }
  if (entry?.lastFileId === roster.id) {
    tally.reject(row, null, 'conflict', {
      zh: '同一文件中前面的行内容不同',
      en: 'An earlier row of the same file says something else',
    });
    return false;
  }
  tally.accept(row);
  return true;
}

async function endEntries({ unit }: BatchContext, roster: Row<RosterFile>, id: number[]): Promise<void> {
  const ended = { delistedOn: roster.asOfOn, endedByFileId: roster.id, liveKey: null };
  await updateRows(RosterEntry, ended, { id }, unit.transaction);
}

function entryOf(cipher: FieldCipher, roster: Row<RosterFile>, each: KeyedRow) {
  const { row, subjectIndex, aboutIndex, liveKey, contentMark } = each;
  const { number, name, aboutNumber, aboutName, address } = row;
  const content = canonicalJson({ number, name, aboutNumber, aboutName, address });
  return {
    registry: roster.registry,
    subjectKind: row.subjectKind,
    subjectIndex,
    aboutIndex,
    contentCipher: cipher.encrypt(content, ROSTER_CONTENT),
    contentMark,
    districtCode: row.districtCode,
    placeName: row.subjectKind === 'place' ? name : null,
    fromOn: row.fromOn,
    untilOn: row.untilOn,
    listedOn: roster.asOfOn,
    delistedOn: null,
    firstFileId: roster.id,
    lastFileId: roster.id,
    endedByFileId: null,
    liveKey,
  };
}
