import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import { readRepaymentRow, REPAYMENT_COLUMNS } from '../../server/core/bank-files/repayments-file.js';
import { PORTFOLIO_COLUMNS, readPortfolioRow } from '../../server/core/bank-files/portfolio-file.js';
import type { RowProblem } from '../../server/core/bank-files/row-problem.js';
import { DomainError } from '../../server/core/errors.js';
import { describeError } from '../../server/core/error-messages.js';
import { readBankFile, type BankFileKind } from '../../server/imports/read-bank-file.js';
import { rowOf, workbookOf, workbookOfCsv, zipOf } from '../support/workbook.js';

const REPAYMENTS = { columns: REPAYMENT_COLUMNS, readRow: readRepaymentRow };
const PORTFOLIO = { columns: PORTFOLIO_COLUMNS, readRow: readPortfolioRow };
const HEADER = ['流水号', '合同编号', '交易日期', '交易类型', '本金', '利息', '罚息'];
const ROW = ['S1', 'H1', '2025-01-02', '还款', '100.00', '2.5', '0'];
const MEGABYTE = 1024 * 1024;

async function read<Column extends string, Row>(kind: BankFileKind<Column, Row>, bytes: Uint8Array) {
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  for await (const batch of readBankFile(kind, bytes, { size: 1000 })) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { rows, problems };
}

/** How a file is refused: its reason, which has words in both languages. */
async function reasonOf(bytes: Uint8Array): Promise<unknown> {
  try {
    await read(REPAYMENTS, bytes);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'unsupported-file') throw error;
    const reason = String(error.details['reason']);
    for (const language of ['zh', 'en'] as const)
      expect(describeError(error, language).detail, `${reason} needs words`).not.to.include(reason);
    return reason;
  }
  return 'read';
}

/** The row with one cell replaced, as both formats. */
function withCell(column: string, cell: string, sheetCell = cell): readonly (readonly [string, Buffer])[] {
  const replaced = (value: string) => ROW.map((each, index) => (HEADER[index] === column ? value : each));
  return [
    ['CSV', Buffer.from(`${HEADER.join(',')}\n${replaced(cell).join(',')}\n`)],
    ['XLSX', workbookOf(rowOf(1, HEADER) + rowOf(2, replaced(sheetCell)))],
  ];
}

const number = (value: string, format = 0) => `<c s="${format}"><v>${value}</v></c>`;

describe('A workbook', () => {
  it('gives the same rows as the CSV file it was made from', async () => {
    const csv = readFileSync('test/cases/bank/portfolio.csv', 'utf8');
    const fromCsv = await read(PORTFOLIO, Buffer.from(csv));
    expect(await read(PORTFOLIO, workbookOfCsv(csv))).to.deep.equal(fromCsv);
    expect(fromCsv.rows).to.have.length(400);
  });

  it('is read from its first sheet, with shared texts in runs, gaps, empty rows and numbers as they were entered', async () => {
    const shared = `<sst><si><t>S1</t></si><si><r><t>H</t></r><r><t>1</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>`;
    const cells = ['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', number('45659', 1), '还款'];
    const row = rowOf(7, [...cells, number('1.1000000000000001'), number('300000'), number('0')]);
    const bytes = workbookOf(`${rowOf(2, [...HEADER, '原流水号'])}<row r="5"/>${row}`, {
      sharedStrings: shared,
    });
    const { rows, problems } = await read(REPAYMENTS, bytes);
    expect(problems).to.deep.equal([]);
    expect(rows).to.have.length(1);
    expect(rows[0]).to.include({ line: 7, serialNumber: 'S1', contractNumber: 'H1', paidOn: '2025-01-02' });
    expect(rows[0]).to.include({ principal: 110, interest: 30_000_000, penalty: 0 });
  });

  it('tells its dates in the 1900 and the 1904 system, also in a format of its own', async () => {
    for (const [system1904, serial] of [
      [false, 45659],
      [true, 44197],
    ] as const)
      for (const format of [1, 2]) {
        const row = ROW.map((cell, index) => (index === 2 ? number(String(serial), format) : cell));
        const { rows } = await read(REPAYMENTS, workbookOf(rowOf(1, HEADER) + rowOf(2, row), { system1904 }));
        expect(rows[0]?.paidOn, `${system1904} ${format}`).to.equal('2025-01-02');
      }
  });
});

describe('A cell', () => {
  const CASES = [
    ['合同编号', '=1+1', 'formula'],
    ['合同编号', '@SUM(A1)', 'formula'],
    ['合同编号', '+cmd', 'formula'],
    ['流水号', '1.23457E+17', 'scientific-notation'],
    ['流水号', '1E+17', 'scientific-notation'],
    ['本金', '1.5E+5', 'scientific-notation'],
    ['交易日期', '45659', 'excel-date'],
    ['交易日期', '2025/1/2', 'malformed'],
    ['本金', '-1.00', 'malformed'],
    ['本金', '1.005', 'malformed'],
    ['合同编号', 'H\u00001', 'malformed'],
    ['合同编号', 'H\ufffd', 'malformed'],
    ['合同编号', 'x'.repeat(65), 'malformed'],
  ] as const;
  for (const [column, cell, code] of CASES) {
    it(`${column} ${JSON.stringify(cell.slice(0, 20))} is refused as ${code}, and the message says how to mend it`, async () => {
      for (const [format, bytes] of withCell(column, cell)) {
        if (format === 'XLSX' && cell.includes('\u0000')) continue;
        const { rows, problems } = await read(REPAYMENTS, bytes);
        expect(rows, format).to.be.empty;
        expect(problems[0], format).to.include({ line: 2, column, code });
        expect(problems[0]?.message.zh).to.include(column);
        expect(problems[0]?.message.en).to.include(column);
      }
    });
  }

  it('in full-width figures and letters is read as what it stands for', async () => {
    const files = [
      ...withCell('本金', '１００．００'),
      ...withCell('合同编号', 'Ｈ１'),
      ...withCell('交易日期', '２０２５－０１－０２'),
    ];
    for (const [format, bytes] of files) {
      const { rows } = await read(REPAYMENTS, bytes);
      expect(rows[0], format).to.include({ contractNumber: 'H1', paidOn: '2025-01-02', principal: 10_000 });
    }
  });

  it('of a workbook that is computed is refused, whatever it came to', async () => {
    for (const cell of ['<c><f>B1*2</f><v>100</v></c>', '<c t="str"><f>A1&amp;"x"</f><v>100</v></c>']) {
      const [, [, bytes] = ['', Buffer.alloc(0)]] = withCell('本金', '', cell);
      expect((await read(REPAYMENTS, bytes)).problems[0]).to.include({ column: '本金', code: 'formula' });
    }
  });

  it('of a workbook with a number too long for it is refused, because figures are lost', async () => {
    for (const value of ['1.2345678901234568E+17', '440111199106024540']) {
      const [, [, bytes] = ['', Buffer.alloc(0)]] = withCell('合同编号', '', number(value));
      expect((await read(REPAYMENTS, bytes)).problems[0]).to.include({ code: 'scientific-notation' });
    }
    const [, [, bytes] = ['', Buffer.alloc(0)]] = withCell('合同编号', '', number('123456789012345'));
    expect((await read(REPAYMENTS, bytes)).rows[0]).to.include({ contractNumber: '123456789012345' });
  });
});

const csv = (...rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).join('\n');

const both = (...rows: readonly (readonly string[])[]) => [
  Buffer.from(csv(...rows)),
  workbookOf(rows.map((row, index) => rowOf(index + 1, row)).join('')),
];

describe('A file', () => {
  it('with columns missing, twice, or a title above its header is refused', async () => {
    for (const bytes of both(HEADER.slice(1), ROW.slice(1)))
      expect(await reasonOf(bytes)).to.equal('missing-columns');
    for (const bytes of both([...HEADER, '本金'], [...ROW, '1']))
      expect(await reasonOf(bytes)).to.equal('repeated-columns');
    for (const bytes of both(['还款流水表'], HEADER, ROW))
      expect(await reasonOf(bytes)).to.equal('missing-columns');
  });

  it('with merged cells in its header is refused; elsewhere they do no harm', async () => {
    const rows = rowOf(1, HEADER) + rowOf(2, ROW);
    const merged = (ref: string) =>
      workbookOf(rows, { afterRows: `<mergeCells><mergeCell ref="${ref}"/></mergeCells>` });
    expect(await reasonOf(merged('E1:G1'))).to.equal('merged-header');
    expect(await reasonOf(merged('A1:A2'))).to.equal('merged-header');
    expect(await reasonOf(merged('A9:C9'))).to.equal('read');
    expect(await reasonOf(Buffer.from(csv(['流水', '', '日期', '金额', '', '', ''], HEADER, ROW)))).to.equal(
      'missing-columns',
    );
  });

  it('with a cell of 10 MB is refused before the cell is in memory', async () => {
    const huge = 'x'.repeat(10 * MEGABYTE);
    expect(await reasonOf(Buffer.from(csv(HEADER, [...ROW.slice(0, 6), huge])))).to.equal('row-too-long');
    const inline = workbookOf(rowOf(1, HEADER) + rowOf(2, [...ROW.slice(0, 6), huge]));
    expect(await reasonOf(inline)).to.be.oneOf(['row-too-long', 'too-large']);
    const noise = Buffer.from(
      Array.from({ length: 40_000 }, (_, index) => 65 + ((index * 7919) % 26)),
    ).toString();
    const sharedStrings = `<sst><si><t>${noise}</t></si></sst>`;
    expect(await reasonOf(workbookOf(rowOf(1, HEADER), { sharedStrings }))).to.equal('row-too-long');
  });

  it('in a wrong encoding is refused, or its unreadable rows are', async () => {
    const text = csv(HEADER, ROW);
    expect(await reasonOf(iconv.encode(text, 'utf-16'))).to.equal('utf-16');
    expect(await reasonOf(iconv.encode(text, 'big5'))).to.equal('missing-columns');
    const mixed = Buffer.concat([
      Buffer.from(`${HEADER.join(',')}\nS1,`),
      iconv.encode('合同', 'gb18030'),
      Buffer.from(',2025-01-02,还款,1,0,0\n'),
    ]);
    const [problem] = (await read(REPAYMENTS, mixed)).problems;
    expect(problem).to.include({ column: '合同编号', code: 'malformed' });
    expect(problem?.message.zh).to.contain('UTF-8');
  });

  it('with rows of empty cells, as spreadsheet programs leave them at the end, has no row there', async () => {
    const file = Buffer.from(
      csv(
        HEADER,
        ROW,
        HEADER.map(() => ''),
        HEADER.map(() => ' '),
      ),
    );
    const { rows, problems } = await read(REPAYMENTS, file);
    expect([rows.length, problems]).to.deep.equal([1, []]);
  });

  it('that is an old workbook, a picture, a text document or cut short is refused', async () => {
    expect(await reasonOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).to.equal('old-excel');
    expect(await reasonOf(Buffer.from('\u0089PNG\r\n\u001a\n'))).to.equal('missing-columns');
    expect(await reasonOf(zipOf([{ name: 'word/document.xml', content: '<w/>' }]))).to.equal('not-xlsx');
    const whole = workbookOf(rowOf(1, HEADER) + rowOf(2, ROW));
    for (const length of [10, 200, whole.length - 10])
      expect(await reasonOf(whole.subarray(0, length)), String(length)).to.equal('not-xlsx');
    expect(await reasonOf(workbookOf('<row r="1"><c></row>'))).to.equal('not-xlsx');
    const entity = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`;
    expect(await reasonOf(workbookOf(rowOf(1, HEADER), { sharedStrings: `${entity}<sst/>` }))).to.equal(
      'not-xlsx',
    );
  });

  it('that is a bomb is refused by its table of contents, and one whose table lies by what comes out [T28]', async () => {
    const zeros = Buffer.alloc(40 * MEGABYTE);
    const before = process.memoryUsage().rss;
    const bomb = workbookOf(rowOf(1, HEADER), { furtherParts: [{ name: 'xl/media/1.bin', content: zeros }] });
    expect(await reasonOf(bomb)).to.equal('too-large');
    const lying = zipOf([{ name: 'xl/workbook.xml', content: zeros, claimsBytes: 1000 }]);
    expect(await reasonOf(lying)).to.equal('not-xlsx');
    const many = Array.from({ length: 2_001 }, (_, index) => ({ name: `p${index}`, content: '' }));
    expect(await reasonOf(zipOf(many))).to.equal('too-large');
    expect(process.memoryUsage().rss - before).to.be.below(200 * MEGABYTE);
  });
});
