import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import { readFileHeader } from '../../server/core/bank-files/file-header.js';
import { LOAN_EVENT_COLUMNS, readLoanEventRow } from '../../server/core/bank-files/loan-events-file.js';
import { PORTFOLIO_COLUMNS, readPortfolioRow } from '../../server/core/bank-files/portfolio-file.js';
import { readRepaymentRow, REPAYMENT_COLUMNS } from '../../server/core/bank-files/repayments-file.js';
import type { RowProblem } from '../../server/core/bank-files/row-problem.js';
import { DomainError } from '../../server/core/errors.js';
import type { FileBytes } from '../../server/imports/file-bytes.js';
import { readBankFile, type BankFileKind } from '../../server/imports/read-bank-file.js';

const PORTFOLIO = { columns: PORTFOLIO_COLUMNS, readRow: readPortfolioRow };
const REPAYMENTS = { columns: REPAYMENT_COLUMNS, readRow: readRepaymentRow };
const LOAN_EVENTS = { columns: LOAN_EVENT_COLUMNS, readRow: readLoanEventRow };

const sample = (name: string): Buffer => readFileSync(`test/cases/bank/${name}.csv`);

async function read<Column extends string, Row>(
  kind: BankFileKind<Column, Row>,
  bytes: FileBytes,
  batchSize = 1000,
) {
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  const batches: (readonly [number, number])[] = [];
  let unknown: readonly string[] = [];
  for await (const batch of readBankFile(kind, bytes, { size: batchSize })) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
    batches.push([batch.firstLine, batch.lastLine]);
    unknown = readFileHeader(kind.columns, batch.header).unknown;
  }
  return { rows, problems, batches, unknown };
}

async function refusal(bytes: FileBytes): Promise<DomainError> {
  try {
    await read(REPAYMENTS, bytes);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('The file was read');
}

const HEADER = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息,原流水号';

describe('A bank file', () => {
  it('is read whole, row by row', async () => {
    expect((await read(PORTFOLIO, sample('portfolio'))).rows).to.have.length(400);
    expect((await read(REPAYMENTS, sample('repayments'))).rows).to.have.length(2110);
    expect((await read(LOAN_EVENTS, sample('loan-events'))).rows).to.have.length(41);
  });

  it('gives the same rows in UTF-8, with a mark, and in GB18030, however it is cut into pieces', async () => {
    const plain = sample('portfolio').toString('utf8');
    const expected = await read(PORTFOLIO, Buffer.from(plain));
    async function* pieces() {
      const bytes = iconv.encode(plain, 'gb18030');
      for (let from = 0; from < bytes.length; from += 777)
        yield await Promise.resolve(bytes.subarray(from, from + 777));
    }
    expect(await read(PORTFOLIO, Buffer.from(`\ufeff${plain}`))).to.deep.equal(expected);
    expect(await read(PORTFOLIO, iconv.encode(plain, 'gb18030'))).to.deep.equal(expected);
    expect(await read(PORTFOLIO, pieces())).to.deep.equal(expected);
  });

  it('comes in batches that name their lines', async () => {
    const { batches } = await read(LOAN_EVENTS, sample('loan-events'), 20);
    expect(batches).to.deep.equal([
      [2, 21],
      [22, 41],
      [42, 42],
    ]);
  });

  it('may have its columns in any order and more of them than we know', async () => {
    const text =
      '备注,罚息,利息,本金,交易类型,交易日期,合同编号,流水号\n好,0.00,1.00,2.00,还款,2025-01-02,H1,S1\n';
    const { rows, unknown } = await read(REPAYMENTS, Buffer.from(text));
    expect(rows[0]).to.include({
      serialNumber: 'S1',
      contractNumber: 'H1',
      principal: 200,
      interest: 100,
      penalty: 0,
    });
    expect(unknown).to.deep.equal(['备注']);
  });

  it('names line and column of what it cannot read, and reads the rest', async () => {
    const text = [
      HEADER,
      'S1,H1,2025-02-29,还款,1.00,0,0,',
      'S2,H1,2025-02-28,还款,1e3,0,0,',
      'S3,H1,2025-02-28,转账,1.00,0,0,',
      ',H1,2025-02-28,还款,1.00,0,0,',
      'S5,H1,2025-02-28,冲正,1.00,0,0,',
      'S6,H1,2025-02-28,还款,0,0,0.00,',
      'S7,H1,2025-02-28,还款,1.00,0,0',
      'S8,H1,2025-02-28,还款,1.00,0,0,',
    ].join('\r\n');
    const { rows, problems } = await read(REPAYMENTS, Buffer.from(text));
    expect(rows.map((row) => row.serialNumber)).to.deep.equal(['S8']);
    expect(problems.map(({ line, column, code }) => [line, column, code])).to.deep.equal([
      [2, '交易日期', 'malformed'],
      [3, '本金', 'malformed'],
      [4, '交易类型', 'unknown-value'],
      [5, '流水号', 'missing'],
      [6, '原流水号', 'missing'],
      [7, null, 'malformed'],
      [8, null, 'malformed'],
    ]);
  });

  it('is refused without a required column, with one twice, empty, or not CSV at all', async () => {
    const reasons = await Promise.all(
      ['流水号,合同编号\nS1,H1\n', `${HEADER},本金\n`, '', `${HEADER}\nS1,"H1,2025-01-01\n`].map(
        async (text) => {
          const { code, details } = await refusal(Buffer.from(text));
          return [code, details['reason']];
        },
      ),
    );
    expect(reasons).to.deep.equal([
      ['unsupported-file', 'missing-columns'],
      ['unsupported-file', 'repeated-columns'],
      ['unsupported-file', 'empty'],
      ['unsupported-file', 'not-csv'],
    ]);
  });

  it('tells a wrong check digit, a firm with a personal document and a balance above the loan apart', async () => {
    const [header, first = ''] = sample('portfolio').toString('utf8').split('\n');
    const problemsOf = async (row: string) =>
      (await read(PORTFOLIO, Buffer.from(`${header}\n${row}\n`))).problems.map(({ column, code }) => [
        column,
        code,
      ]);
    expect(await problemsOf(first.replace('4543', '4544'))).to.deep.equal([['证件号码', 'malformed']]);
    expect(await problemsOf(first.replace('个人', '小微企业').replace('就业困难人员', ''))).to.deep.equal([
      ['证件类型', 'contradiction'],
    ]);
    expect(await problemsOf(first.replace(',200000.00,2025', ',200000.01,2025'))).to.deep.equal([
      ['贷款余额', 'contradiction'],
    ]);
  });
});
