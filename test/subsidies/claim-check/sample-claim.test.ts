import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { Organisation } from '../../../models/organisation.js';
import { updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { JOB_KINDS } from '../../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';
import type { Username } from '../../support/people.js';

type Answer = Readonly<Record<'contractNumber' | 'claimed' | 'computed' | 'cause', string>>;
interface Line extends Answer {
  readonly difference: string;
  readonly explanation: string;
}

interface ImportReply {
  readonly status: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unchanged: number;
  readonly subsidyClaimId: string | null;
}

const CLAIM = { kind: 'subsidy-claim', period: '2025Q2' };
const sample = (name: string): string => readFileSync(`test/cases/bank/${name}.csv`, 'utf8');
const inFen = (yuan: string): number => Math.round(Number(yuan) * 100);

/** Every page of a claim's lines. */
async function linesOf(client: Client, claimId: string, filter = ''): Promise<Line[]> {
  const lines: Line[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await client.get(`/api/v1/subsidy-claims/${claimId}/lines?limit=150${filter}${after}`);
    const page = body as { items: Line[]; nextCursor: string | null };
    lines.push(...page.items);
    cursor = page.nextCursor;
  }
  return lines;
}

describe('The published claim of 408 lines', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Organisation, { code: 'FUND01' }, { code: 'GUARANTOR' }, transaction),
    );
    for (const kind of ['portfolio', 'repayments', 'loan-events']) {
      expect(await bring('bank.maker', sample(kind), { kind })).to.include({ status: 'done', rejected: 0 });
    }
  });

  /** Sends a file over HTTP, lets the background work on it, and reads what became of it. */
  const bring = async (username: Username, bytes: string, fields: Record<string, string>) => {
    const client = await app.logIn(username);
    const request = client.post('/api/v1/imports').attach('file', Buffer.from(bytes), '申报.csv');
    const { body: received } = await request.field(fields);
    await runDueJobs(app.system, JOB_KINDS);
    const { body } = await client.get(`/api/v1/imports/${(received as { id: string }).id}`);
    return body as ImportReply;
  };
  const send = () => bring('bank.maker', sample('claim'), CLAIM);
  let claimId = '';

  it('is checked by the time its import is done, and named by it', async () => {
    const imported = await send();
    expect(imported).to.include({ status: 'done', rows: 408, accepted: 408, rejected: 0 });
    claimId = imported.subsidyClaimId ?? '';
  });

  it('has of each line the cause and the figure that the answers name', async () => {
    const answers = parse(sample('answers'), { columns: true }) as Answer[];
    const lines = await linesOf(await app.logIn('bank.maker'), claimId);
    const found = lines.map(({ contractNumber, claimed, computed, cause }) => ({
      contractNumber,
      claimed,
      computed,
      cause,
    }));
    expect(found).to.deep.equal(answers);
    for (const { claimed, computed, difference } of lines) {
      expect(inFen(difference)).to.equal(inFen(claimed) - inFen(computed));
    }
  });

  it('gives the lines of one cause, with a sentence for people in their language', async () => {
    const lines = await linesOf(await app.logIn('auditor'), claimId, '&cause=wrong-rate');
    expect(lines).to.have.length(8);
    expect(lines[0]?.explanation).to.match(/^Computed at 3\.20 %, the rate of the line; the contract says/);
    const chinese = (await app.logIn('finance.approver'))
      .get(`/api/v1/subsidy-claims/${claimId}/lines?cause=wrong-rate&limit=1`)
      .set('Accept-Language', 'zh-CN');
    expect((await chinese).body.items[0].explanation).to.match(/^按申报利率3\.20%计息；合同利率为/);
  });

  it('sums up each cause on the claim', async () => {
    const { body } = await (await app.logIn('centre.maker')).get(`/api/v1/subsidy-claims/${claimId}`);
    const { causes } = body as { causes: { cause: string; lines: number; difference: string }[] };
    expect(causes[0]).to.deep.include({ cause: 'none', lines: 187, difference: '0.00', undecided: 0 });
    expect(causes.find(({ cause }) => cause === 'unknown-loan')).to.deep.include({ lines: 4, undecided: 4 });
  });

  it('downloads with what the check found', async () => {
    const reply = (await app.logIn('bank.checker')).get(`/api/v1/subsidy-claims/${claimId}/file`);
    const rows = parse((await reply.buffer()).text, { columns: true, bom: true }) as Answer[];
    expect(rows).to.have.length(408);
    expect(rows[0]).to.include({
      申请贴息金额: '983.88',
      贴息: '983.89',
      差额: '-0.01',
      差异原因: '四舍五入尾差',
    });
  });

  it('changes nothing when it is sent again, and says so', async () => {
    expect(await send()).to.include({ subsidyClaimId: claimId, accepted: 0, unchanged: 408 });
  });

  it('is out of another bank’s sight', async () => {
    const reply = await (await app.logIn('other.bank.maker')).get(`/api/v1/subsidy-claims/${claimId}/lines`);
    expect(reply.status).to.equal(404);
  });

  it('is refused at once for a quarter that has not ended, in words', async () => {
    const client = (await app.logIn('bank.maker')).post('/api/v1/imports').set('Accept-Language', 'zh-CN');
    const request = client.attach('file', Buffer.from(sample('claim')), '申报.csv');
    const reply = await request.field({ ...CLAIM, period: '2025Q4' });
    expect(reply.status).to.equal(400);
    const { errors } = reply.body as { errors: { field: string; message: string }[] };
    expect(errors).to.deep.equal([{ field: 'period', rule: 'quarter-ended', message: '贴息季度尚未结束' }]);
  });

  it('refuses days outside its quarter, row by row', async () => {
    const bytes = sample('claim').split('\r\n').slice(0, 2).join('\r\n').replace('2025-06-20', '2025-06-21');
    const imported = await bring('other.bank.maker', bytes, CLAIM);
    expect(imported).to.include({ accepted: 0, rejected: 1 });
  });
});
