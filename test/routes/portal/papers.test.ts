import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { disbursedLoan } from '../../support/loans.js';
import { PASSWORD } from '../../support/people.js';

describe('papers in the portal', () => {
  let app: TestApp;
  let borrower: Browser;
  let path: string;
  before(async () => {
    app = await startTestApp();
    const { id } = await disbursedLoan(app);
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    path = `/loans/${id}/documents`;
    borrower = openBrowser(app.app);
    await borrower.logIn('borrower', PASSWORD);
  });

  it('are issued and downloaded by the borrower', async () => {
    expect((await borrower.open(path.replace('/documents', ''))).text).to.include(path);
    expect((await borrower.open(path)).text)
      .to.include('还没有签发文书')
      .and.include('<option>2025Q2</option>');
    const reply = await borrower.send(path, { kind: 'subsidy-statement', quarter: '2025Q2' });
    expect(reply.status).to.equal(303);
    expect(reply.headers['location']).to.include(`${path}#document-`);
    const [file] = /\/documents\/\d+\/file/.exec((await borrower.open(path)).text) ?? [''];
    const download = await borrower.open(file);
    expect(download.status).to.equal(200);
    expect(download.headers['content-disposition']).to.match(/^attachment.*\.pdf/);
    expect(download.headers['content-type']).to.equal('application/pdf');
  });

  it('say beside the list why one cannot be issued', async () => {
    const reply = await borrower.send(path, { kind: 'subsidy-statement', quarter: '2025Q3' });
    expect(reply.status).to.equal(422);
    expect(reply.text).to.include('该贴息季度尚未结束').and.include('签发文书');
  });

  it('are verified by anybody who holds one, by code and by file, and tell nothing personal', async () => {
    const { text } = await borrower.open(path);
    const [verify] = /\/verify\/[0-9A-Z]{16}/.exec(text) ?? [''];
    const [file] = /\/documents\/\d+\/file/.exec(text) ?? [''];
    const bytes = (await borrower.open(file)).body as Buffer;
    const stranger = openBrowser(app.app);
    const page = await stranger.open(verify);
    expect(page.status).to.equal(200);
    expect(page.text).to.include('真实有效').and.include('贴息明细单').and.include('300000.00');
    expect(page.text).to.not.include('陈');
    const same = await stranger.upload(verify, {}, { fileName: 'paper.pdf', bytes });
    expect(same.text).to.include('文件与签发时一字不差');
    const changed = Buffer.from(bytes);
    changed[100] = (changed[100] ?? 0) ^ 1;
    const other = await stranger.upload(verify, {}, { fileName: 'paper.pdf', bytes: changed });
    expect(other.text).to.include('文件与签发时不一致');
  });

  it('that do not exist are not confirmed, and the question is asked again', async () => {
    const stranger = openBrowser(app.app);
    const reply = await stranger.open('/verify/0000000000000000');
    expect(reply.status).to.be.oneOf([404, 422]);
    expect(reply.text).to.include('没有找到');
    expect((await stranger.open('/verify')).text).to.include('输入核验码');
  });

  it('are not asked about without end', async () => {
    const stranger = openBrowser(app.app);
    let status = 0;
    for (let times = 0; times < 40 && status !== 429; times += 1)
      ({ status } = await stranger.open('/verify/0000000000000000'));
    expect(status).to.equal(429);
  });
});
