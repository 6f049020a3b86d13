import { posix } from 'node:path';
import { DomainError } from '../../core/errors.js';
import { readXml } from './parse-xml.js';
import { notAWorkbook, type WorkbookArchive } from './workbook-archive.js';

/** What of a workbook is needed to read the cells of its first sheet. */
export interface Workbook {
  /** Name of the first sheet's part. */
  readonly sheet: string;
  readonly system1904: boolean;
  /** The texts that cells refer to by number. */
  readonly sharedTexts: readonly string[];
  /** Numbers of the cell formats that show a date. */
  readonly dateFormats: ReadonlySet<number>;
}

/** As many characters as a spreadsheet program lets a cell have. */
export const LONGEST_CELL = 32_767;

const FOLDER = 'xl';

/** Reads everything of a workbook but its rows. Throws `unsupported-file`. */
export async function readWorkbook(archive: WorkbookArchive): Promise<Workbook> {
  const { sheetRelation, system1904 } = await readWorkbookPart(archive);
  return {
    sheet: await readTarget(archive, sheetRelation),
    system1904,
    sharedTexts: await readSharedTexts(archive),
    dateFormats: await readDateFormats(archive),
  };
}

async function readWorkbookPart(archive: WorkbookArchive) {
  let sheetRelation: string | undefined;
  let system1904 = false;
  await readXml(await archive.open(`${FOLDER}/workbook.xml`), {
    open(name, attributes) {
      if (name === 'workbookPr') system1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name === 'sheet') sheetRelation ??= attributes['r:id'];
    },
  });
  if (sheetRelation === undefined) throw notAWorkbook();
  return { sheetRelation, system1904 };
}

async function readTarget(archive: WorkbookArchive, relation: string): Promise<string> {
  let target: string | undefined;
  await readXml(await archive.open(`${FOLDER}/_rels/workbook.xml.rels`), {
    open(name, attributes) {
      if (name === 'Relationship' && attributes['Id'] === relation) target = attributes['Target'];
    },
  });
  if (target === undefined) throw notAWorkbook();
  return target.startsWith('/') ? target.slice(1) : posix.join(FOLDER, target);
}

/** A text may be cut into runs of different fonts; what tells how it is pronounced does not belong to it. */
async function readSharedTexts(archive: WorkbookArchive): Promise<string[]> {
  const part = `${FOLDER}/sharedStrings.xml`;
  if (!archive.has(part)) return [];
  const texts: string[] = [];
  let text = '';
  let within = '';
  let spoken = false;
  await readXml(await archive.open(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') spoken = true;
      within = name;
    },
    text(piece) {
      if (within === 't' && !spoken) text = joined(text, piece);
    },
    close(name) {
      if (name === 'si') texts.push(text);
      if (name === 'rPh') spoken = false;
      within = '';
    },
  });
  return texts;
}

/** Adds to the text of a cell. Throws `unsupported-file` where it grows beyond what a cell may hold. */
export function joined(text: string, piece: string): string {
  if (text.length + piece.length > LONGEST_CELL) {
    throw new DomainError('unsupported-file', { reason: 'row-too-long' });
  }
  return text + piece;
}

const BUILT_IN_DATES = [...range(14, 22), ...range(27, 36), ...range(45, 47), ...range(50, 58)];

function* range(from: number, to: number): Generator<number> {
  for (let number = from; number <= to; number += 1) yield number;
}

/** A format shows a date when days, months or years stand in it outside of quotes and brackets. */
const showsDate = (format: string): boolean =>
  /[dmy年月日]/i.test(format.replaceAll(/"[^"]*"|\[[^[\]]*\]|\\./g, ''));

async function readDateFormats(archive: WorkbookArchive): Promise<Set<number>> {
  const part = `${FOLDER}/styles.xml`;
  if (!archive.has(part)) return new Set();
  const dates = new Set(BUILT_IN_DATES);
  const cellFormats: number[] = [];
  let inCellFormats = false;
  await readXml(await archive.open(part), {
    open(name, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt' && showsDate(attributes['formatCode'] ?? '')) dates.add(id);
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) cellFormats.push(id);
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return new Set([...cellFormats.keys()].filter((index) => dates.has(cellFormats[index] ?? 0)));
}
