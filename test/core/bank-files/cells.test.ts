import { expect } from 'chai';
import { dayOfSerial, halfWidth, isFormula } from '../../../server/core/bank-files/cell-text.js';
import { readFileHeader, type FileColumns } from '../../../server/core/bank-files/file-header.js';
import { RowReader } from '../../../server/core/bank-files/row-reader.js';

const codesOf = (reader: RowReader<'编号' | '日期' | '备注'>) => reader.problems.map(({ code }) => code);

describe('A cell', () => {
  const COLUMNS: FileColumns<'编号' | '日期' | '备注'> = { required: ['编号', '日期'], optional: ['备注'] };
  const readerOf = (header: readonly string[], cells: readonly string[]) =>
    new RowReader(5, readFileHeader(COLUMNS, header), cells);

  it('that a spreadsheet program has spoilt is refused, and told apart', () => {
    const scientific = readerOf(['编号', '日期'], ['1.23E+17', '45736']);
    expect(scientific.reference('编号', 32)).to.equal(undefined);
    expect(scientific.day('日期')).to.equal(undefined);
    expect(codesOf(scientific)).to.deep.equal(['scientific-notation', 'excel-date']);
    expect(scientific.problems[1]?.message.zh).to.contain('2025-03-20');
  });

  it('is read whatever the input method, and refused as a formula, too long or unreadable', () => {
    expect(readerOf(['编号', '日期'], ['ＡＢ１２', '']).reference('编号', 4)).to.equal('AB12');
    for (const [text, code] of [
      ['=1+1', 'formula'],
      ['12345', 'malformed'],
      ['a\u0007', 'malformed'],
      ['\ufffd', 'malformed'],
    ] as const) {
      const reader = readerOf(['编号', '日期'], [text, '']);
      expect(reader.optionalText('编号', 4)).to.equal(undefined);
      expect(codesOf(reader)).to.deep.equal([code]);
    }
  });

  it('that is not there is empty, and a row of another length says so', () => {
    const short = readerOf(['编号', '日期'], ['A']);
    expect(short.isEmpty('日期')).to.equal(true);
    expect(short.isEmpty('备注')).to.equal(true);
    expect(short.optionalDay('日期')).to.equal(null);
    expect(short.optionalReference('备注', 4)).to.equal(null);
    expect(short.problems.map(({ line, column, code }) => [line, column, code])).to.deep.equal([
      [5, null, 'malformed'],
    ]);
  });

  it('may hold a number with a sign, and no formula', () => {
    expect(['-1.5', '+3', '12'].map(isFormula)).to.deep.equal([false, false, false]);
    expect(['=A1', "'=A1", '@x', '-x', '+1+1'].map(isFormula)).to.deep.equal([true, true, true, true, true]);
    expect(halfWidth('（％）')).to.equal('(%)');
  });

  it('of a serial number is a day of its system, within reason', () => {
    expect(dayOfSerial(61, false)).to.equal('1900-03-01');
    expect(dayOfSerial(60, false)).to.equal(undefined);
    expect(dayOfSerial(73_000, false)).to.equal('2099-11-11');
    expect(dayOfSerial(73_001, false)).to.equal(undefined);
    expect(dayOfSerial(45_736.5, false)).to.equal(undefined);
    expect(dayOfSerial(44_274, true)).to.equal('2025-03-20');
  });

  it('of a header is found in any order, and named where it is unknown, missing or there twice', () => {
    expect(readFileHeader(COLUMNS, ['日期', ' 编号 ', '其他', '日期'])).to.deep.include({
      unknown: ['其他'],
      missing: [],
      repeated: ['日期'],
    });
    expect(readFileHeader(COLUMNS, ['备注']).missing).to.deep.equal(['编号', '日期']);
    const percent: FileColumns<'年利率(%)'> = { required: ['年利率(%)'], optional: [] };
    expect(readFileHeader(percent, ['年利率（％）']).missing).to.deep.equal([]);
  });
});
