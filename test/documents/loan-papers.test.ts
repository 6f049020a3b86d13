import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { Borrower } from '../../models/borrower.js';
import { Document } from '../../models/document.js';
import { DocumentFile } from '../../models/document-file.js';
import { Loan } from '../../models/loan.js';
import { findRow, findRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { recordRepayment } from '../../server/loans/record-repayment.js';
import { startTestApp, type Client, type TestApp } from '../support/app.js';
import { bodyOf } from '../support/applications.js';
import { disbursedLoan, repaymentOf } from '../support/loans.js';
import { DOCUMENTS, fileOf, issuePaper } from '../support/issue-paper.js';
import { needsPoppler, readPaper } from '../support/papers.js';

describe('a paper about a loan', () => {
  let app: TestApp;
  let borrower: Client;
  let loanId: number;
  before(async () => {
    app = await startTestApp();
    borrower = await app.logIn('borrower');
    loanId = (await disbursedLoan(app)).id;
    app.clock.setDay(parseBusinessDate('2025-07-01'));
  });
  const statement = () => ({ kind: 'subsidy-statement', subjectId: String(loanId), quarter: '2025Q2' });
  const schedule = () => ({ kind: 'repayment-schedule', subjectId: String(loanId) });

  it('is issued with a number and a code, kept as a fact and audited', async () => {
    const issued = await issuePaper(borrower, statement());
    expect(issued.number).to.match(/^WS2025\d{6}$/);
    expect(issued.verificationCode).to.match(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    const row = await findRow(Document, { where: { id: Number(issued.documentId) } });
    expect(row).to.include({ kind: 'subsidy-statement', edition: '2025Q2', revision: 1, subjectId: loanId });
    expect(row?.factsCipher).to.not.include('陈一');
    const events = await findRows(AuditEvent, { where: { subjectKind: 'loan', subjectId: loanId } });
    expect(events.map(({ command }) => command)).to.include.members(['document.issue', 'document.sign']);
  });

  it('says every segment with its reason, and is signed', async function () {
    await needsPoppler(this);
    const issued = await issuePaper(borrower, statement());
    const paper = await readPaper(await fileOf(borrower, issued));
    expect(paper.text).to.include('创业担保贷款贴息明细单').and.include(issued.number);
    // 300,000 yuan at 3.10 % for 92 days of 360, half of it subsidised.
    expect(paper.text).to.include('2,376.67元').and.include('1,188.33元').and.include('1.55%');
    expect(paper.text).to.include('人民币壹仟壹佰捌拾捌元叁角叁分').and.include('第1/1页');
    expect(paper.signature).to.include('Signature is Valid').and.include('ETSI.CAdES.detached');
    expect(paper.signature).to.include('Total document signed');
  });

  it('is tagged, titled and in Chinese', async function () {
    await needsPoppler(this);
    const bytes = await fileOf(borrower, await issuePaper(borrower, statement()));
    const { info, structure } = await readPaper(bytes);
    expect(info).to.include({ Tagged: 'yes', 'Page size': '595.28 x 841.89 pts (A4)' });
    expect(info['Title']).to.include('贴息明细单');
    expect(bytes.toString('latin1')).to.include('/Lang (zh-CN)').and.include('/DisplayDocTitle true');
    expect(structure).to.match(/H1 \(block\)\s+"创业担保贷款贴息明细单"/);
    expect(structure).to.match(/TH:\s+\/Scope \/Column\s+"不贴息原因"/);
  });

  it('is refused by its signature once a byte has changed', async function () {
    await needsPoppler(this);
    const bytes = await fileOf(borrower, await issuePaper(borrower, statement()));
    const at = bytes.indexOf('/Title') + 12;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect((await readPaper(bytes)).signature).to.not.include('Signature is Valid');
  });

  it('is issued once while its facts are the same, and never made again', async () => {
    const first = await issuePaper(borrower, schedule());
    const bytes = await fileOf(borrower, first);
    app.clock.advanceSeconds(3600);
    const again = await issuePaper(await app.logIn('bank.maker'), schedule());
    expect(again).to.deep.equal(first);
    expect(await fileOf(borrower, again)).to.deep.equal(bytes);
    expect(await findRows(DocumentFile, { where: { documentId: Number(first.documentId) } })).to.have.length(
      1,
    );
  });

  it('has another revision once its facts have changed, and the earlier one says so', async () => {
    const first = await issuePaper(borrower, statement());
    const repayment = repaymentOf(app, loanId, { principal: '100000.00' });
    const paidOn = parseBusinessDate('2025-05-20');
    await recordRepayment(await app.contextOf('bank.maker'), { ...repayment, paidOn });
    const second = await issuePaper(borrower, statement());
    expect(second).to.include({ revision: 2 });
    expect(second.number).to.not.equal(first.number);
    const path = `/api/v1/document-verifications/${first.verificationCode}`;
    expect(bodyOf(await app.visitor.get(path), 200)).to.include({ superseded: true, sha256: first.sha256 });
  });

  it('of a quarter that is not over is refused, and so is one without a quarter', async () => {
    const running = await borrower.post(DOCUMENTS).send({ ...statement(), quarter: '2025Q3' });
    expect(running.status).to.equal(422);
    expect(running.body).to.include({ code: 'document-not-issuable' });
    const { quarter: _left, ...without } = statement();
    const unnamed = await borrower.post(DOCUMENTS).send(without);
    expect(unnamed.status).to.equal(400);
    expect(JSON.stringify(unnamed.body)).to.include('quarter');
  });

  it('repeats the head of a long table on every page, and no total stands alone', async function () {
    await needsPoppler(this);
    const long = await disbursedLoan(app, { repaymentMethod: 'equal-instalment', termMonths: 36 });
    const issued = await issuePaper(borrower, { kind: 'repayment-schedule', subjectId: String(long.id) });
    const { pages } = await readPaper(await fileOf(borrower, issued));
    expect(pages).to.have.length(2);
    for (const [index, page] of pages.entries()) {
      const text = page.replaceAll(/\s/g, '');
      expect(text)
        .to.include('剩余本金（元）')
        .and.include(`第${index + 1}/2页`)
        .and.include(issued.number);
    }
    expect(pages[1]?.replaceAll(/\s/g, '')).to.match(/36\d{4}-\d{2}-\d{2}.*合计/);
  });

  it('prints rare characters, and refuses a name that it cannot print', async function () {
    await needsPoppler(this);
    const { id, borrowerId } = await disbursedLoan(app);
    const rename = (name: string) =>
      inTransaction(app.system.database, async (transaction) => {
        await updateRows(Loan, { borrowerName: name }, { id }, transaction);
        await updateRows(Borrower, { name }, { id: borrowerId }, transaction);
      });
    const order = { kind: 'repayment-schedule', subjectId: String(id) };
    await rename('龑㛃𠅤');
    const paper = await readPaper(await fileOf(borrower, await issuePaper(borrower, order)));
    expect(paper.text).to.include('龑㛃𠅤');
    await rename('陈𪚥');
    const refused = await borrower.post(DOCUMENTS).send(order);
    expect(refused.body).to.include({ code: 'unprintable-characters' });
    expect(JSON.stringify(refused.body)).to.include('𪚥');
  });

  it('is confirmed to anybody with its code, without anything personal', async () => {
    const issued = await issuePaper(borrower, statement());
    const code = issued.verificationCode.toLowerCase().replaceAll(/(.{4})(?=.)/g, '$1-');
    const path = `/api/v1/document-verifications/${code}`;
    const told = bodyOf(await app.visitor.get(`${path}?sha256=${issued.sha256}`), 200);
    expect(told).to.include({ number: issued.number, sha256: issued.sha256, fileMatches: true });
    expect(JSON.stringify(told)).to.include('300000.00').and.not.include('陈');
    const other = bodyOf(await app.visitor.get(`${path}?sha256=${'0'.repeat(64)}`), 200);
    expect(other).to.include({ fileMatches: false });
    expect((await app.visitor.get('/api/v1/document-verifications/0000000000000000')).status).to.equal(404);
  });

  it('of somebody else is not there, nor can it be issued', async () => {
    const issued = await issuePaper(borrower, statement());
    const stranger = await app.logIn('other.borrower');
    expect((await stranger.get(`${DOCUMENTS}/${issued.documentId}/file`)).status).to.equal(404);
    expect((await stranger.post(DOCUMENTS).send(statement())).status).to.equal(404);
    const list = `${DOCUMENTS}?subjectKind=loan&subjectId=${loanId}`;
    expect((await stranger.get(list)).status).to.equal(404);
    expect((await (await app.logIn('other.bank.maker')).get(list)).status).to.equal(404);
  });
});
