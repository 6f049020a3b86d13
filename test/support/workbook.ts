import { crc32, deflateRawSync } from 'node:zlib';

/** One part of an archive; `claimsBytes` is what its table of contents says instead of the truth. */
export interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  readonly claimsBytes?: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;

/** A ZIP archive, written by hand so that it may also be a wrong one. */
export function zipOf(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const contents: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimsBytes } of parts) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(DEFLATED, 4);
    facts.writeUInt32LE(crc32(plain), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claimsBytes ?? plain.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([uint32(LOCAL), facts, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    contents.push(Buffer.concat([uint32(CENTRAL), uint16(20), facts, place, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const table = Buffer.concat(contents);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(table.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, table, uint32(END), end]);
}

const uint16 = (number: number): Buffer => Buffer.of(number % 256, number >> 8);
function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface SheetOptions {
  readonly system1904?: boolean;
  readonly sharedStrings?: string;
  /** What stands after the rows, merged cells say. */
  readonly afterRows?: string;
  readonly furtherParts?: readonly Part[];
}

/** Cell format 1 shows a date, 2 one in a format of its own. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
  <cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs></styleSheet>`;

/** A workbook of one sheet whose rows are given as XML. */
export function workbookOf(rows: string, options: SheetOptions = {}): Buffer {
  const { system1904 = false, sharedStrings, afterRows = '', furtherParts = [] } = options;
  const sheet = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${afterRows}</worksheet>`;
  return zipOf([
    { name: '[Content_Types].xml', content: `${HEAD}<Types/>` },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${system1904}"/>
        <sheets><sheet name="数据" sheetId="7" r:id="rId3"/><sheet name="说明" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${HEAD}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId3" Target="worksheets/sheet3.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', content: HEAD + STYLES },
    ...(sharedStrings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: HEAD + sharedStrings }]),
    { name: 'xl/worksheets/sheet1.xml', content: `${HEAD}<worksheet><sheetData/></worksheet>` },
    { name: 'xl/worksheets/sheet3.xml', content: sheet },
    ...furtherParts,
  ]);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A row of text cells; a cell may also be given as XML. */
export const rowOf = (line: number, cells: readonly string[]): string =>
  `<row r="${line}">${cells
    .map((cell, index) => {
      const address = `${String.fromCodePoint(65 + index)}${line}`;
      return cell.startsWith('<')
        ? cell.replace('<c', `<c r="${address}"`)
        : `<c r="${address}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
    })
    .join('')}</row>`;

/** The rows of a CSV text without quotes, as a workbook. */
export const workbookOfCsv = (csv: string): Buffer =>
  workbookOf(
    csv
      .trim()
      .split(/\r?\n/)
      .map((row, index) => rowOf(index + 1, row.replace('\ufeff', '').split(',')))
      .join(''),
  );
