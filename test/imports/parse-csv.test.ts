import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { DomainError } from '../../server/core/errors.js';
import { parseCsv } from '../../server/imports/parse-csv.js';
import type { ParsedRow } from '../../server/imports/parsed-row.js';

/** Reads a text that arrives in pieces of so many bytes. */
async function rowsOf(text: string, pieceBytes = 65_536): Promise<ParsedRow[]> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let from = 0; from < bytes.length; from += pieceBytes)
      yield await Promise.resolve(bytes.subarray(from, from + pieceBytes));
  }
  const rows: ParsedRow[] = [];
  for await (const some of parseCsv(pieces())) rows.push(...some);
  return rows;
}

async function refusalOf(text: string): Promise<unknown> {
  try {
    await rowsOf(text);
  } catch (error) {
    if (error instanceof DomainError) return error.details;
    throw error;
  }
  return 'read';
}

/** What a parser that knows everything about CSV makes of the same text. */
const known = (text: string): string[][] =>
  parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });

const plainCell = fc.string({ unit: fc.constantFrom('a', '7', '.', '还', '款', ' ', '-'), maxLength: 6 });
const quotedCell = fc
  .string({ unit: fc.constantFrom('b', ',', '"', '\n', '期'), maxLength: 5 })
  .map((cell) => `"${cell.replaceAll('"', '""')}"`);

const fileOf = (cell: fc.Arbitrary<string>, lineEnd: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.constantFrom('', '\ufeff'),
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
      lineEnd,
      fc.boolean(),
    )
    .map(
      ([mark, rows, end, ended]) =>
        `${mark}列,头${end}${rows.map((row) => row.join(',')).join(end)}${ended ? end : ''}`,
    );

describe('The rows of a CSV file', () => {
  it('are those that a full parser finds, with and without quotes, however the file is cut', async () => {
    const file = fileOf(fc.oneof(plainCell, quotedCell), fc.constantFrom('\n', '\r\n', '\r'));
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 40 }), async (text, pieceBytes) => {
        const rows = await rowsOf(text, pieceBytes);
        expect(rows.map((row) => row.cells)).to.deep.equal(known(text));
      }),
      { numRuns: 500 },
    );
  });

  it('know their lines, also those after a cell of several lines', async () => {
    const rows = await rowsOf('列,头\r\na,b\r\n\r\n"c\nd",e\r\nf,g\r\n', 7);
    expect(rows.map(({ line, cells }) => [line, ...cells])).to.deep.equal([
      [1, '列', '头'],
      [2, 'a', 'b'],
      [5, 'c\nd', 'e'],
      [6, 'f', 'g'],
    ]);
  });

  it('that are too long, or not CSV, are refused with their line, quoted or not', async () => {
    const long = 'x'.repeat(20_000);
    expect(await refusalOf(`列,头\na,b\n${long},c\n`)).to.deep.equal({ reason: 'row-too-long', line: 3 });
    expect(await refusalOf(`列,头\na,b\n${long}`)).to.deep.equal({ reason: 'row-too-long', line: 3 });
    expect(await refusalOf(`列,头\na,"b"\n${long},c\n`)).to.deep.equal({ reason: 'row-too-long', line: 3 });
    expect(await refusalOf('列,头\na,b\nc,"d\n')).to.include({ reason: 'not-csv' });
  });
});
