import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Model, ModelStatic } from 'sequelize';
import { AuditEvent } from '../../models/audit-event.js';
import { Application } from '../../models/application.js';
import { MODELS } from '../../models/index.js';
import { findRow, findRows, selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { findChainHeads } from '../../server/audit/find-events.js';
import { verifyChain } from '../../server/audit/verify-chain.js';
import { systemContext } from '../../server/context.js';
import { addMonths } from '../../server/core/business-date.js';
import { ERASED } from '../../server/core/erased.js';
import { runErasure } from '../../server/erasures/run-erasure.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  bodyOf,
  buildApprovedApplication,
  buildFounder,
  buildSubmittedApplication,
  completeFormBody,
  creditCodeOf,
  type BuiltApplication,
} from '../support/applications.js';
import { eraseWhatIsDue, proposeErasure } from '../support/erasures.js';
import { DOCUMENTS, issuePaper } from '../support/issue-paper.js';
import { disbursed, repaid } from '../support/loans.js';
import { bringRoster, personRow } from '../support/rosters.js';
import { identityNumberOf, phoneOf } from '../support/people.js';
import { assertInvariants } from '../torture/invariants/all-invariants.js';

const SPOUSE = { name: '慕容若兰', identityNumber: identityNumberOf(778) };
const ADDRESS = '广州市天河区不存在路 4711 号';
const ACCOUNT = '6222029999888877';
const NOTE = '借款人慕容先生电话中称下月还款';

const yearsLater = (app: TestApp, years: number): void =>
  app.clock.setDay(addMonths(app.clock.today(), years * 12));

/** Every amount and count of the books: the sum of each column of money, and how many rows there are. */
async function booksOf({ system }: TestApp): Promise<Readonly<Record<string, unknown>>> {
  const books: Record<string, unknown> = {};
  for (const model of MODELS as readonly ModelStatic<Model>[]) {
    const columns = Object.keys(model.getAttributes()).filter((column) => /Fen$|Rate$/.test(column));
    if (columns.length === 0) continue;
    const sums = columns.map((column) => `SUM(${column}) AS ${column}`).join(', ');
    const [row] = await selectRows(
      system.database,
      `SELECT COUNT(*) AS \`rows\`, ${sums} FROM ${model.tableName}`,
    );
    books[model.tableName] = row;
  }
  return books;
}

/** Which tables hold one of these texts, in clear or under a key that is still there. */
async function tablesThatTell({ system }: TestApp, secrets: readonly string[]): Promise<string[]> {
  const telling: string[] = [];
  for (const model of MODELS as readonly ModelStatic<Model>[]) {
    const rows = await selectRows<Record<string, unknown>>(
      system.database,
      `SELECT * FROM ${model.tableName}`,
    );
    const texts = rows.flatMap((row) =>
      Object.entries(row).map(([column, value]) =>
        column.endsWith('Cipher') && typeof value === 'string'
          ? system.cipher.decrypt(value, `${model.tableName}.${column.replace(/Cipher$/, '')}`)
          : String(value),
      ),
    );
    if (secrets.some((secret) => texts.some((text) => text.includes(secret)))) telling.push(model.tableName);
  }
  return telling;
}

async function assertAuditVerifies(): Promise<void> {
  for (const { organisationId } of await findChainHeads()) {
    const { intact, fault } = await verifyChain(organisationId);
    expect(intact, `chain of ${organisationId}: ${fault ?? ''}`).to.equal(true);
  }
}

describe('Personal data whose retention has ended', function () {
  this.timeout(120_000);
  let app: TestApp;
  let refused: BuiltApplication;
  let lent: BuiltApplication;
  let loanId: number;
  let documentId: string;
  let secrets: string[];

  const formOf = (serial: number) => {
    const form = completeFormBody(app, 'individual', serial);
    return {
      applicant: { ...(form['applicant'] as object), maritalStatus: 'married' },
      spouse: { ...SPOUSE, identityKind: 'resident-identity-card' },
      business: { ...(form['business'] as object), address: ADDRESS },
      subsidyAccount: { bankName: '第一银行', accountNumber: ACCOUNT },
    };
  };
  const secretsOf = (serial: number): string[] => {
    const plain = [identityNumberOf(serial), phoneOf(serial), `陈${serial}`, `天河第${serial}号店`];
    const { cipher } = app.system;
    return [
      ...plain,
      creditCodeOf(serial),
      cipher.blindIndex('identity', identityNumberOf(serial)),
      cipher.blindIndex('phone', phoneOf(serial)),
    ];
  };

  beforeEach(async () => {
    app = await startTestApp();
    const refusedFounder = await buildFounder(app);
    refused = await buildSubmittedApplication(app, {
      founder: refusedFounder,
      form: formOf(refusedFounder.serial),
    });
    const bank = await app.logIn('bank.maker');
    const refusal = { outcome: 'refuse', reason: `陈${refusedFounder.serial}材料不实` };
    bodyOf(await bank.post(`${refused.path}/prechecks`).send(refusal), 200);

    const founder = await buildFounder(app);
    lent = await buildApprovedApplication(app, { founder, form: formOf(founder.serial) });
    loanId = (await disbursed(app, Number(lent.id))).id;
    const call = { kind: 'call', actedOn: app.clock.today(), outcome: 'reached', note: NOTE };
    await bank.post(`/api/v1/loans/${loanId}/collection-actions`).send(call);
    const centre = await app.logIn('centre.maker');
    ({ documentId } = await issuePaper(centre, { kind: 'repayment-schedule', subjectId: String(loanId) }));
    await issuePaper(centre, { kind: 'application-form', subjectId: lent.id });
    app.clock.setDay(addMonths(app.clock.today(), 2));
    await repaid(app, loanId, { principal: '300000.00', interest: '1550.00' });
    const settled = { kind: 'settled', fromOn: app.clock.today(), note: '慕容先生一次还清' };
    bodyOf(await bank.post(`/api/v1/loans/${loanId}/events`).send(settled), 201);
    secrets = [...secretsOf(founder.serial), ...secretsOf(refusedFounder.serial)];
    secrets.push(SPOUSE.name, SPOUSE.identityNumber, ADDRESS, ACCOUNT, '慕容');
  });

  it('are unreadable for ever after two administrators agreed, and every amount stays [T59]', async () => {
    expect(await tablesThatTell(app, secrets)).to.include.members(['applications', 'borrowers', 'documents']);
    yearsLater(app, 31);
    const before = await booksOf(app);

    const run = await eraseWhatIsDue(app);
    expect(run).to.include({ state: 'done', loans: 1, applications: 1, accounts: 4, erased: 6 });

    expect(await tablesThatTell(app, secrets)).to.deep.equal([]);
    const entries = await readdir(app.fileFolder, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).to.deep.equal([]);
    expect(await booksOf(app)).to.deep.equal(before);
    await assertInvariants({ system: app.system, database: app.system.database });
    await assertAuditVerifies();
    const events = await findRows(AuditEvent, { where: { command: 'personal-data.erase' } });
    expect(events.map(({ subjectKind }) => subjectKind)).to.deep.equal([
      'loan',
      'application',
      ...Array<string>(4).fill('user'),
    ]);
  });

  it('are shown as erased where they were, and a paper that is gone says so', async () => {
    yearsLater(app, 31);
    await eraseWhatIsDue(app);
    const bank = await app.logIn('bank.maker');
    const loan = bodyOf(await bank.get(`/api/v1/loans/${loanId}`), 200);
    expect(loan).to.include({ borrowerName: ERASED, principal: '300000.00', state: 'settled' });
    const shown = bodyOf(await bank.get(lent.path), 200);
    expect(shown).to.include({ applicantName: ERASED, subsidyAccountNumber: null });
    expect(shown['parties']).to.deep.include({
      ...(shown['parties'] as readonly object[])[0],
      name: ERASED,
      identityNumber: ERASED,
      phone: null,
    });
    const listed = bodyOf(await bank.get('/api/v1/loans'), 200);
    expect(listed.items[0]).to.include({ borrowerName: ERASED });
    const revealed = bodyOf(
      await bank.post(`${lent.path}/personal-data-views`).send({ purpose: '核对' }),
      200,
    );
    expect(JSON.stringify(revealed)).to.include(ERASED);
    const file = await bank.get(`${DOCUMENTS}/${documentId}/file`);
    expect(file.status).to.equal(410);
    expect(file.body).to.include({ code: 'erased' });
    const page = await bank.get(`${lent.path}/attachments`);
    expect(page.status, page.text).to.equal(200);
  });

  it('are kept as long as they have to be: a refused application three years, a loan thirty', async () => {
    yearsLater(app, 2);
    const early = await eraseWhatIsDue(app);
    expect(early).to.include({ state: 'done', loans: 0, applications: 0, accounts: 0 });
    yearsLater(app, 2);
    const run = await eraseWhatIsDue(app);
    expect(run).to.include({ state: 'done', loans: 0, applications: 1, accounts: 3 });
    const kept = await findRow(Application, { where: { id: Number(lent.id) } });
    expect(kept?.applicantName).to.equal(`陈${lent.founder.serial}`);
    expect(await findRow(Application, { where: { id: Number(refused.id) } })).to.include({
      applicantName: ERASED,
      applicantUserId: null,
    });
  });

  it('are gone from the file of the embedded database too, not only from its rows', async function () {
    const { sequelize, engine } = app.system.database;
    if (engine !== 'sqlite') this.skip();
    const readFiles = async (): Promise<Buffer> => {
      await execute(sequelize, 'PRAGMA wal_checkpoint(TRUNCATE)', []);
      return readFile((sequelize as unknown as { options: { storage: string } }).options.storage);
    };
    expect((await readFiles()).includes(SPOUSE.name)).to.equal(true);
    yearsLater(app, 31);
    await eraseWhatIsDue(app);
    const bytes = await readFiles();
    for (const secret of secrets) expect(bytes.includes(secret), secret).to.equal(false);
  });

  it('end in rosters and in rows that a file had wrong as well', async () => {
    const [wrong, gone, listed] = ['440106199001019999', identityNumberOf(901), identityNumberOf(903)];
    await bringRoster(app, { registry: 'registered-unemployed', rows: [personRow(gone), personRow(wrong)] });
    await bringRoster(app, { registry: 'registered-unemployed', rows: [personRow(listed)] });
    const index = app.system.cipher.blindIndex('identity', gone);
    expect(await tablesThatTell(app, [wrong])).to.deep.equal(['import_rejections']);
    expect(await tablesThatTell(app, [index])).to.deep.equal(['roster_entries']);

    yearsLater(app, 4);
    expect(await eraseWhatIsDue(app)).to.include({ rosterEntries: 1, rejectedRows: 1 });
    expect(await tablesThatTell(app, [wrong, gone, index])).to.deep.equal([]);
    expect(await tablesThatTell(app, [app.system.cipher.blindIndex('identity', listed)])).to.deep.equal([
      'roster_entries',
    ]);
    expect(await eraseWhatIsDue(app), 'once is enough').to.include({ rosterEntries: 0, rejectedRows: 0 });
  });

  it('go on where the work was broken off', async () => {
    yearsLater(app, 31);
    const { path, contentHash } = await proposeErasure(app);
    await (await app.logIn('security.admin')).post(`${path}/approve`).send({ contentHash });
    const erasureRunId = Number(path.split('/').at(-1));
    const context = systemContext(app.system, 'broken-off');
    let held = 0;
    const breaksOff = runErasure(context, erasureRunId, async () => {
      if ((held += 1) === 3) throw new Error('the instance dies');
    });
    expect(await breaksOff.catch((error: Error) => error.message)).to.equal('the instance dies');
    await runErasure(context, erasureRunId, async () => undefined);
    expect(await tablesThatTell(app, secrets)).to.deep.equal([]);
    const erased = await findRows(AuditEvent, { where: { command: 'personal-data.erase' } });
    expect(erased.length, 'each row once').to.equal(6);
  });

  it('are not erased by one person, nor on another list than the one that was seen', async () => {
    const { path, contentHash } = await proposeErasure(app);
    const system = await app.logIn('system.admin');
    expect((await system.post(`${path}/approve`).send({ contentHash })).status).to.equal(403);
    const security = await app.logIn('security.admin');
    const other = await security.post(`${path}/approve`).send({ contentHash: '0'.repeat(64) });
    expect(other.body).to.include({ code: 'approval-does-not-match' });
    expect((await system.post('/api/v1/erasure-runs')).body).to.include({ code: 'already-exists' });
    const declined = await security.post(`${path}/decline`).send({ contentHash, reason: '名单需复核' });
    expect(declined.status, declined.text).to.equal(204);
    const again = await security.post(`${path}/approve`).send({ contentHash });
    expect(again.body).to.include({ code: 'illegal-transition' });
    await proposeErasure(app);
  });
});
