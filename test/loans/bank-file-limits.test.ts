import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addDays, addMonths, parseBusinessDate, type BusinessDate } from '../../server/core/business-date.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { bringFile } from '../support/imports.js';
import { disbursedLoan, loanRow } from '../support/loans.js';

const EVENTS = '合同编号,事件类型,起始日,截止日,说明';
const TODAY = parseBusinessDate('2025-07-01');
const TOMORROW = addDays(TODAY, 1);
const [HEADER = '', ROW = ''] = readFileSync('test/cases/bank/portfolio.csv', 'utf8').split(/\r?\n/);
const TAKEN_OVER = 'GZCD202500001';
/** Of the loan in `ROW`. */
const MATURES_ON = parseBusinessDate('2026-06-04');

const takenOver = async () => {
  const loan = await findRow(Loan, { where: { contractNumber: TAKEN_OVER } });
  return { extendedUntil: loan?.extendedUntil, flags: JSON.parse(loan?.flagsJson ?? '[]') as string[] };
};
const extension = (contract: string, from: BusinessDate, until: BusinessDate) =>
  `${contract},展期,${from},${until},`;

describe('A bank’s file', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
    app.clock.setDay(TODAY);
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Organisation, { code: 'FUND01' }, { code: 'GUARANTOR' }, transaction),
    );
  });

  const bring = (kind: 'portfolio' | 'loan-events', ...lines: readonly string[]) =>
    bringFile(app, 'bank.maker', { kind, bytes: `${lines.join('\n')}\n` });
  const problems = async (kind: 'portfolio' | 'loan-events', ...lines: readonly string[]) =>
    (await bring(kind, ...lines)).problems.map(({ line, column, code }) => [line, column, code]);

  it('takes over no loan that is still to be disbursed, and no balance of a day to come', async () => {
    const lent = ROW.replace(',2024-06-04,', `,${TOMORROW},`).replace(/,2025-06-30$/, `,${TOMORROW}`);
    const stated = ROW.replace(TAKEN_OVER, 'OTHER').replace(/,2025-06-30$/, `,${TOMORROW}`);
    expect(await problems('portfolio', HEADER, lent, stated)).to.deep.equal([
      [2, '放款日期', 'outside-loan-term'],
      [3, '余额日期', 'outside-loan-term'],
    ]);
    expect(await findRows(Loan, { where: {} })).to.deep.equal([]);
  });

  it('reports what has happened, and what is agreed for later', async () => {
    await bring('portfolio', HEADER, ROW);
    const reported = await problems(
      'loan-events',
      EVENTS,
      `${TAKEN_OVER},逾期,${TOMORROW},,`,
      `${TAKEN_OVER},停业,${TOMORROW},,`,
      extension(TAKEN_OVER, MATURES_ON, addMonths(MATURES_ON, 12)),
    );
    expect(reported).to.deep.equal([
      [2, '起始日', 'outside-loan-term'],
      [3, '起始日', 'outside-loan-term'],
    ]);
    expect(await takenOver()).to.deep.equal({ extendedUntil: addMonths(MATURES_ON, 12), flags: [] });
  });

  it('flags an extension of a loan taken over that is longer than the policy allows', async () => {
    const tooLong = addMonths(MATURES_ON, 13);
    await bring('portfolio', HEADER, ROW.replace(',2026-06-04,,', `,2026-06-04,${tooLong},`));
    expect(await takenOver()).to.deep.equal({ extendedUntil: tooLong, flags: ['extension-above-cap'] });
  });

  it('flags it, too, when the extension is reported later', async () => {
    await bring('portfolio', HEADER, ROW);
    const tooLong = addMonths(MATURES_ON, 13);
    expect(await problems('loan-events', EVENTS, extension(TAKEN_OVER, MATURES_ON, tooLong))).to.deep.equal(
      [],
    );
    expect(await takenOver()).to.deep.equal({ extendedUntil: tooLong, flags: ['extension-above-cap'] });
  });

  it('moves the maturity back where the bank corrects the end of its own report', async () => {
    await bring('portfolio', HEADER, ROW);
    const report = (months: number) =>
      problems('loan-events', EVENTS, extension(TAKEN_OVER, MATURES_ON, addMonths(MATURES_ON, months)));
    await report(12);
    await report(6);
    expect(await takenOver()).to.deep.equal({ extendedUntil: addMonths(MATURES_ON, 6), flags: [] });
    await report(9);
    expect(await takenOver()).to.deep.equal({ extendedUntil: addMonths(MATURES_ON, 9), flags: [] });
  });

  it('leaves a maturity as it is that another report or the take-over itself has moved further', async () => {
    const longest = addMonths(MATURES_ON, 11);
    await bring('portfolio', HEADER, ROW.replace(',2026-06-04,,', `,2026-06-04,${longest},`));
    const report = (months: number) =>
      problems('loan-events', EVENTS, extension(TAKEN_OVER, MATURES_ON, addMonths(MATURES_ON, months)));
    await report(6);
    await report(5);
    expect(await takenOver()).to.deep.equal({ extendedUntil: longest, flags: [] });
  });

  it('extends a loan of ours once, by at most a year, like its supervisor', async () => {
    const { id, contractNumber, maturesOn } = await disbursedLoan(app);
    const report = (from: BusinessDate, until: BusinessDate) =>
      problems('loan-events', EVENTS, extension(contractNumber, from, until));
    const refused = [[2, '截止日', 'outside-loan-term']];
    const aYear = addMonths(maturesOn, 12);

    expect(await report(maturesOn, addDays(aYear, 1))).to.deep.equal(refused);
    expect(await findRows(LoanEvent, { where: { loanId: id } })).to.deep.equal([]);
    expect(await report(maturesOn, addMonths(maturesOn, 6))).to.deep.equal([]);
    expect(await report(addMonths(maturesOn, 6), aYear)).to.deep.equal(refused);
    expect(await loanRow(id)).to.include({ extendedUntil: addMonths(maturesOn, 6) });
  });
});
