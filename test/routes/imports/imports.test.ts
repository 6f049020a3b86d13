import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import iconv from 'iconv-lite';
import type { Response } from 'supertest';
import { AuditEvent } from '../../../models/audit-event.js';
import { ImportRejection } from '../../../models/import-rejection.js';
import { Organisation } from '../../../models/organisation.js';
import { findRows, updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { JOB_KINDS } from '../../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { fieldsNamed } from '../../support/fields-named.js';
import { workbookOfCsv } from '../../support/workbook.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';

const IMPORTS = '/api/v1/imports';
const PORTFOLIO = readFileSync('test/cases/bank/portfolio.csv', 'utf8');
const REPAYMENTS = readFileSync('test/cases/bank/repayments.csv', 'utf8');
const ID_NUMBER = '440111199106024543';

interface Answer {
  readonly id: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

const answerOf = (response: Response): Answer => response.body as Answer;
const itemsOf = (response: Response) => (response.body as { items: Record<string, unknown>[] }).items;

describe('A bank file over HTTP', () => {
  let app: TestApp;
  let bank: Client;
  beforeEach(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Organisation, { code: 'FUND01' }, { code: 'GUARANTOR' }, transaction),
    );
    bank = await app.logIn('bank.maker');
  });

  const send = async (
    kind: string,
    bytes: string | Buffer,
    fields: Record<string, string> = {},
    by = bank,
  ) => {
    const request = by.post(IMPORTS).field('kind', kind);
    for (const [name, value] of Object.entries(fields)) void request.field(name, value);
    const response = await request.attach('file', Buffer.from(bytes), `${kind}.csv`);
    expect(response.status, response.text).to.equal(202);
    return answerOf(response);
  };
  const sendOnce = (content = PORTFOLIO) =>
    bank
      .post(IMPORTS)
      .set('Idempotency-Key', 'the-same-key')
      .field('kind', 'portfolio')
      .attach('file', Buffer.from(content), 'a.csv');
  const work = () => runDueJobs(app.system, JOB_KINDS);
  const bring = async (kind: string, bytes: string | Buffer, fields: Record<string, string> = {}) => {
    const { id } = await send(kind, bytes, fields);
    await work();
    return answerOf(await bank.get(`${IMPORTS}/${id}`));
  };
  const rejectedFile = async (id: string): Promise<string> => {
    const response = await bank.get(`${IMPORTS}/${id}/rejected-file`).responseType('blob');
    expect(response.headers['content-type']).to.include('text/csv');
    return (response.body as Buffer).toString('utf8');
  };
  const storedFiles = () =>
    readdirSync(app.fileFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  it('is answered at once, read in the background, and says what became of its rows', async () => {
    const queued = await send('portfolio', PORTFOLIO);
    expect(queued).to.include({ kind: 'portfolio', status: 'queued', rows: 0, subsidyClaimId: null });
    await work();
    const done = answerOf(await bank.get(`${IMPORTS}/${queued.id}`));
    expect(done).to.include({ status: 'done', rows: 400, accepted: 400, rejected: 0, unchanged: 0 });
    expect(done).to.include({ progressPercent: 100, failure: null, sameAsImportId: null });
    expect(await bring('repayments', REPAYMENTS)).to.include({ status: 'done', rows: 2110, accepted: 2110 });
    const commands = ['import.receive', 'import.begin', 'portfolio.import', 'import.finish'];
    const events = await findRows(AuditEvent, { where: { command: commands } });
    expect(new Set(events.map(({ command }) => command))).to.deep.equal(new Set(commands));
    expect(new Set(events.map(({ actorUserId }) => actorUserId))).to.deep.equal(
      new Set([app.userIds['bank.maker']]),
    );
  });

  it('changes nothing the second time, and names the first', async () => {
    const first = await bring('portfolio', PORTFOLIO);
    const second = await bring('portfolio', PORTFOLIO);
    expect(second).to.include({ rows: 400, accepted: 0, unchanged: 400, sameAsImportId: first.id });
  });

  it('is read in UTF-8 with a mark and in GB18030 alike', async () => {
    await bring('portfolio', `\ufeff${PORTFOLIO}`);
    expect(await bring('portfolio', iconv.encode(PORTFOLIO, 'gb18030'))).to.include({ unchanged: 400 });
  });

  it('lies sealed while it waits and is gone when it is done', async () => {
    await send('portfolio', PORTFOLIO);
    const [file] = storedFiles();
    expect(storedFiles()).to.have.length(1);
    const bytes = readFileSync(`${file?.parentPath}/${file?.name}`);
    expect(bytes.includes(ID_NUMBER)).to.be.false;
    expect(bytes.includes(Buffer.from('合同编号'))).to.be.false;
    await work();
    expect(storedFiles()).to.be.empty;
  });

  it('names each rejected row with line, column and how to mend it, in the language of the reader', async () => {
    const rows = PORTFOLIO.split('\n').slice(0, 6);
    rows[2] = rows[2]?.replace(/^[^,]*/, '') ?? '';
    rows[4] = rows[4]?.replace(ID_NUMBER.slice(0, 6), 'x').replace(/3\.\d\d,/, 'x,') ?? '';
    const { id, accepted, rejected } = await bring('portfolio', rows.join('\n'));
    expect([accepted, rejected]).to.deep.equal([3, 2]);
    const english = itemsOf(await bank.get(`${IMPORTS}/${id}/rows?outcome=rejected`));
    expect(english[0]).to.deep.equal({
      line: 3,
      column: '合同编号',
      code: 'missing',
      message: '“合同编号” must not be empty',
      furtherProblems: [],
    });
    const chinese = itemsOf(await bank.get(`${IMPORTS}/${id}/rows`).set('Accept-Language', 'zh'));
    expect(chinese[0]).to.include({ message: '“合同编号”不能为空' });
    expect(chinese[1]).to.include({ line: 5 });
  });

  it('gives the rejected rows page by page', async () => {
    const rows = REPAYMENTS.split('\n').slice(0, 6).join('\n');
    const { id, rejected } = await bring('repayments', rows);
    expect(rejected).to.equal(5);
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await bank.get(`${IMPORTS}/${id}/rows?limit=2${cursor}`);
      seen.push(...itemsOf(page).map(({ line }) => line));
      const { nextCursor } = page.body as { nextCursor: string | null };
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(seen).to.deep.equal([2, 3, 4, 5, 6]);
  });

  it('gives the rejected rows back as a file that can be corrected and sent again', async () => {
    const rows = PORTFOLIO.split('\n').slice(0, 3);
    const wrong = [rows[0], rows[1]?.replace(',3.85,', ',=3.85,'), rows[2]].join('\n');
    const { id } = await bring('portfolio', wrong);
    const file = await rejectedFile(id);
    const lines = file.trimEnd().split('\r\n');
    expect(lines[0]).to.equal(`\ufeff${rows[0]?.trim()},拒绝原因`);
    expect(lines).to.have.length(2);
    expect(lines[1]).to.include(`,'=3.85,`).and.to.include(ID_NUMBER);

    const corrected = file.replace(`'=3.85`, '3.85');
    expect(await bring('portfolio', corrected)).to.include({ accepted: 1, rejected: 0 });
    const again = await bring('portfolio', corrected.replace(',3.85,', ',x,'));
    expect(again['ignoredColumns']).to.deep.equal([]);
    expect((await rejectedFile(again.id)).match(/拒绝原因/g)).to.have.length(1);
  });

  it('takes a workbook like a CSV file, and gives its rejected rows back as one', async () => {
    const csv = PORTFOLIO.split('\n').slice(0, 4).join('\n');
    const { id } = await bring('portfolio', workbookOfCsv(csv.replace(',3.85,', ',x,')));
    const file = await bank.get(`${IMPORTS}/${id}/rejected-file?format=xlsx`).responseType('blob');
    expect(file.headers['content-disposition']).to.include('.xlsx');
    const again = await bring('portfolio', file.body as Buffer);
    expect(again).to.include({ rows: 1, rejected: 1 });
    expect(again['ignoredColumns']).to.deep.equal([]);
    expect(await bring('portfolio', workbookOfCsv(csv))).to.include({
      accepted: 1,
      unchanged: 2,
      rejected: 0,
    });
  });

  it('keeps rejected rows encrypted, and gives them to the bank that sent them alone', async () => {
    const { id } = await bring(
      'portfolio',
      PORTFOLIO.split('\n').slice(0, 2).join('\n').replace(',3.85,', ',x,'),
    );
    const [stored] = await findRows(ImportRejection, { where: { importId: Number(id) } });
    expect(JSON.stringify(stored)).not.to.include(ID_NUMBER);
    const path = `${IMPORTS}/${id}/rejected-file`;
    expect((await (await app.logIn('other.bank.maker')).get(path)).status).to.equal(404);
    // The centre corrects its own rosters, never a bank's file.
    expect((await (await app.logIn('centre.maker')).get(path)).status).to.equal(404);
    expect((await (await app.logIn('auditor')).get(path)).status).to.equal(403);
    const shown = await (await app.logIn('centre.maker')).get(`${IMPORTS}/${id}/rows`);
    expect(shown.text).not.to.include(ID_NUMBER);
  });

  it('may come from the centre, which names the bank', async () => {
    const centre = await app.logIn('centre.maker');
    const { id } = await send('portfolio', PORTFOLIO, { bankCode: 'BANK' }, centre);
    await work();
    expect(answerOf(await bank.get(`${IMPORTS}/${id}`))).to.include({ status: 'done', accepted: 400 });
    const unnamed = await centre
      .post(IMPORTS)
      .field('kind', 'portfolio')
      .attach('file', Buffer.from(PORTFOLIO), 'a.csv');
    expect(unnamed.status).to.equal(400);
    const foreign = await bank
      .post(IMPORTS)
      .field('kind', 'portfolio')
      .field('bankCode', 'OTHER-BANK')
      .attach('file', Buffer.from(PORTFOLIO), 'a.csv');
    expect(foreign.status).to.equal(404);
    await work();
    expect(storedFiles()).to.be.empty;
  });

  it('fails as a whole when its header is not that of its kind, and says which columns are missing', async () => {
    const { status, failure } = await bring('portfolio', REPAYMENTS);
    expect(status).to.equal('failed');
    expect(failure).to.include({ code: 'unsupported-file' });
    expect((failure as { detail: string }).detail).to.include('借款人名称');
  });

  it('is refused, not fallen over, where the form has no boundary or ends in the middle of the file', async () => {
    const cut = '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc';
    for (const [type, body] of [
      ['multipart/form-data', 'x'],
      ['multipart/form-data; boundary=edge', cut],
      ['multipart/form-data; boundary=edge', cut.slice(0, 30)],
    ] as const) {
      const response = await bank.post(IMPORTS).set('Content-Type', type).send(body);
      expect([response.status, fieldsNamed(response.body)], body).to.deep.equal([400, ['body']]);
    }
    // What had come in of the file is removed while the refusal is already on its way.
    while (storedFiles().length > 0) await delay(20);
  });

  it('is taken in once when the request is repeated', async () => {
    const [first, second] = [answerOf(await sendOnce()), answerOf(await sendOnce())];
    expect(second.id).to.equal(first.id);
    expect(storedFiles()).to.have.length(1);
  });

  it('does not take another file under the key of an earlier one', async () => {
    await sendOnce();
    const other = await sendOnce(`${PORTFOLIO}\n`);
    expect(other.status).to.equal(422);
    expect(other.body).to.include({ code: 'idempotency-mismatch' });
    expect(storedFiles()).to.have.length(1);
  });
});
