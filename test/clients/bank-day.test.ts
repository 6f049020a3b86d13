import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { readExample } from '../../templates/render-page.js';
import { startLiveServer, type LiveServer } from './live-server.js';

const run = promisify(execFile);
const TOOLS = ['bash', 'curl', 'openssl'];

interface Day {
  readonly imports: Readonly<
    Record<string, { status: string; rows: number; accepted: number; unchanged: number }>
  >;
  readonly lines: number;
  readonly causes: Readonly<Record<string, number>>;
  readonly state: string;
  readonly heard: object;
}

describe('a bank’s day against a live server', () => {
  let server: LiveServer;
  before(async function () {
    this.timeout(120_000);
    server = await startLiveServer();
  });
  after(async () => server.stop());

  it('goes by the examples of the page for banks', async function () {
    this.timeout(120_000);
    if (TOOLS.some((tool) => spawnSync(tool, ['--version']).error)) this.skip();
    const { host, clientId, clientSecret, keyCode, signingKey } = server.credentials;
    const script = ['token.sh', 'sign.sh', 'send-file.sh'].map(readExample).join('\necho\n');
    const { stdout } = await run('bash', ['-euc', script], {
      cwd: await mkdtemp(join(tmpdir(), 'suidai-examples-')),
      env: {
        ...process.env,
        HOST: host,
        CLIENT_ID: clientId,
        CLIENT_SECRET: clientSecret,
        KEY_CODE: keyCode,
        SIGNING_KEY: signingKey,
      },
    });
    const [loans = '', repayment = '', imported = ''] = stdout.split('\n');
    expect(JSON.parse(loans)).to.deep.equal({ items: [], nextCursor: null });
    expect(JSON.parse(repayment), 'signed well, for a loan that is not there').to.include({
      code: 'not-found',
    });
    expect(imported).to.contain('"kind":"repayments"');
  });

  it('brings its files, reads the check of each line, settles a loan and hears of it', async function () {
    this.timeout(120_000);
    const { host, clientId, clientSecret, keyCode, signingKey } = server.credentials;
    const { stdout } = await run(
      process.execPath,
      ['dist/test/clients/bank-day.js', 'test/cases/bank', '2025Q2'],
      {
        env: {
          SUIDAI_HOST: host,
          SUIDAI_CLIENT_ID: clientId,
          SUIDAI_CLIENT_SECRET: clientSecret,
          SUIDAI_KEY_CODE: keyCode,
          SUIDAI_SIGNING_KEY: signingKey,
          SUIDAI_HOOK_PORT: String(server.hookPort),
        },
      },
    );
    const { imports, lines, causes, state, heard } = JSON.parse(stdout) as Day;
    expect(Object.values(imports).map(({ status }) => status)).to.deep.equal(
      Array.from({ length: 5 }, () => 'done'),
    );
    expect(imports['portfolio']).to.include({ rows: 400, accepted: 400 });
    expect(imports['again']).to.include({ accepted: 0, unchanged: imports['again']?.rows });
    expect(lines).to.equal(imports['claim']?.rows);
    expect(causes).to.include.keys('none', 'day-count-both-ends', 'duplicate-line', 'unknown-loan');
    expect(state).to.equal('settled');
    expect(heard).to.deep.equal({ topic: 'loan.settled', ofThatLoan: true });
  });
});
