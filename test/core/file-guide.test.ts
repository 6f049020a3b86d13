import { expect } from 'chai';
import { readBalanceRow } from '../../server/core/bank-files/balances-file.js';
import { FILE_GUIDES } from '../../server/core/bank-files/file-guide.js';
import { readFileHeader } from '../../server/core/bank-files/file-header.js';
import { BANK_FILE_KINDS, type BankFileKindName } from '../../server/core/bank-files/import-kind-name.js';
import { readLoanEventRow } from '../../server/core/bank-files/loan-events-file.js';
import { readPaymentResultRow } from '../../server/core/bank-files/payment-results-file.js';
import { readPortfolioRow } from '../../server/core/bank-files/portfolio-file.js';
import { readRepaymentRow } from '../../server/core/bank-files/repayments-file.js';
import { RowReader } from '../../server/core/bank-files/row-reader.js';
import { readSubsidyClaimRow } from '../../server/core/bank-files/subsidy-claim-file.js';

const READERS: Readonly<Record<BankFileKindName, (reader: RowReader<never>) => unknown>> = {
  portfolio: readPortfolioRow,
  repayments: readRepaymentRow,
  'loan-events': readLoanEventRow,
  'subsidy-claim': readSubsidyClaimRow,
  balances: readBalanceRow,
  'payment-results': readPaymentResultRow,
};

describe('the guide to bank files', () => {
  it('tells of every kind', () => {
    expect(FILE_GUIDES.map(({ kind }) => kind)).to.have.members(BANK_FILE_KINDS);
  });

  for (const { kind, columns, notes, sample } of FILE_GUIDES) {
    const [head = '', ...rows] = sample.map((line) => line.split(','));
    const header = readFileHeader(columns, head as readonly string[]);
    /** What the reader says of a row, one of its cells perhaps replaced. */
    const problemsOf = (row: readonly string[], column?: string, text = ''): readonly string[] => {
      const cells = row.map((cell, index) => (head[index] === column ? text : cell));
      const reader = new RowReader<never>(2, header as never, cells);
      READERS[kind](reader);
      return reader.problems.map(({ message }) => message.zh);
    };

    it(`shows a file of ${kind} that is taken, with every column`, () => {
      expect(header.missing).to.deep.equal([]);
      expect(header.unknown).to.deep.equal([]);
      expect(head).to.have.members([...columns.required, ...columns.optional]);
      for (const row of rows) expect(problemsOf(row), row.join(',')).to.deep.equal([]);
    });

    it(`names for ${kind} only columns that there are, and every word they take`, () => {
      expect(head).to.include.members(Object.keys(notes));
      for (const [column, { words }] of Object.entries(notes)) {
        if (!words) continue;
        const said = problemsOf(rows[0] ?? [], column, '没有这个词').join();
        if (said.includes('应为：')) expect(said).to.contain(`应为：${words.join('、')}`);
        else expect(said, column).not.to.equal('');
        for (const word of words)
          expect(problemsOf(rows[0] ?? [], column, word).join(), word).not.to.contain('应为：');
      }
    });
  }
});
