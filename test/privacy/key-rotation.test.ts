import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { Application } from '../../models/application.js';
import { AuditEvent } from '../../models/audit-event.js';
import { initialiseModels, MODELS } from '../../models/index.js';
import { findRows, selectRows } from '../../models/rows.js';
import { findAttachments, readAttachment } from '../../server/applications/attachments/find-attachments.js';
import { revealPersonalData } from '../../server/applications/reveal-personal-data.js';
import type { Context, System } from '../../server/context.js';
import { systemContext } from '../../server/context.js';
import { createFileStore } from '../../server/gateways/file-store.js';
import { createFieldCipher, type FieldKey } from '../../server/privacy/field-cipher.js';
import { resealValues, sealedColumns } from '../../server/privacy/reseal-values.js';
import { buildFounder, buildSubmittedApplication, PAPER } from '../support/applications.js';
import { FIELD_KEYS, INDEX_KEY, startTestApp, type TestApp } from '../support/app.js';

const NEW_KEY: FieldKey = { id: '2', key: randomBytes(32) };

describe('Keys of personal values', function () {
  this.timeout(120_000);
  let app: TestApp;
  let applicationIds: number[];

  /** The same installation as an instance sees it that has these keys, the first one writing. */
  const withKeys = (keys: readonly FieldKey[]): System => {
    const cipher = createFieldCipher(keys, INDEX_KEY);
    return { ...app.system, cipher, files: createFileStore(app.fileFolder, cipher) };
  };
  const officerOn = async (system: System): Promise<Context> => ({
    ...(await app.contextOf('district.reviewer')),
    system,
  });
  const readAll = async (context: Context): Promise<number> => {
    let read = 0;
    for (const applicationId of applicationIds) {
      const { parties } = await revealPersonalData(context, { applicationId, purpose: '复核' });
      expect(parties[0]?.identityNumber).to.match(/^\d{17}[\dX]$/);
      const [paper] = await findAttachments(context, applicationId);
      const { bytes } = await readAttachment(context, { applicationId, attachmentId: paper?.id ?? 0 });
      expect(Buffer.from(bytes).subarray(0, PAPER.length).equals(PAPER)).to.equal(true);
      read += 1;
    }
    return read;
  };
  const writtenBy = async (keyId: string): Promise<number> => {
    let count = 0;
    for (const { model, column } of sealedColumns()) {
      const sql = `SELECT COUNT(*) AS found FROM ${model.tableName} WHERE ${column} LIKE ?`;
      const [row] = await selectRows<{ found: number }>(app.system.database, sql, [`v1.${keyId}.%`]);
      count += Number(row?.found);
    }
    return count;
  };

  beforeEach(async () => {
    app = await startTestApp();
    initialiseModels(app.system.database.sequelize);
    for (let count = 0; count < 4; count += 1) {
      await buildSubmittedApplication(app, { founder: await buildFounder(app) });
    }
    applicationIds = (await findRows(Application, { where: {} })).map(({ id }) => id);
  });

  it('are changed while people read and write: no read fails, and then the old key may go', async () => {
    const [oldKey] = FIELD_KEYS;
    if (!oldKey) expect.fail('no key');
    const before = await writtenBy('1');
    expect(before).to.be.above(20);

    const during = withKeys([NEW_KEY, oldKey]);
    const officer = await officerOn(during);
    const rotation = { ended: false };
    let reads = 0;
    const readers = Array.from({ length: 4 }, async () => {
      while (!rotation.ended) reads += await readAll(officer);
    });
    const resealed = await resealValues(systemContext(during, 'rotation'));
    rotation.ended = true;
    await Promise.all(readers);
    expect(reads).to.be.above(0);
    expect(resealed.values).to.equal(before);
    expect(resealed.files).to.be.above(4);
    expect(await writtenBy('1')).to.equal(0);

    expect(await readAll(await officerOn(withKeys([NEW_KEY])))).to.equal(applicationIds.length);
    const again = await resealValues(systemContext(during, 'rotation'));
    expect(again, 'a second run').to.deep.equal({ values: 0, files: 0 });
    const events = await findRows(AuditEvent, { where: { command: 'personal-data.reseal' } });
    expect(events.length).to.be.above(0);
  });

  it('leave nothing plain: neither in the database nor among the papers', async () => {
    const context = await app.contextOf('district.reviewer');
    const secrets = new Set<string>();
    for (const applicationId of applicationIds) {
      const revealed = await revealPersonalData(context, { applicationId, purpose: '复核' });
      for (const { identityNumber, phone } of revealed.parties) {
        secrets.add(identityNumber);
        if (phone !== null) secrets.add(phone);
      }
      if (revealed.subsidyAccount.accountNumber !== null) secrets.add(revealed.subsidyAccount.accountNumber);
    }
    expect(secrets.size).to.be.above(8);
    for (const model of MODELS) {
      const rows = await selectRows(app.system.database, `SELECT * FROM ${model.tableName}`);
      const dump = JSON.stringify(rows);
      for (const secret of secrets) expect(dump.includes(secret), model.tableName).to.equal(false);
    }
    const entries = await readdir(app.fileFolder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(bytes.includes('%PDF'), entry.name).to.equal(false);
    }
  });
});
