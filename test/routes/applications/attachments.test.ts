import { expect } from 'chai';
import { Attachment } from '../../../models/attachment.js';
import { findRow, insertRows } from '../../../models/rows.js';
import { User } from '../../../models/user.js';
import { inTransaction } from '../../../models/transaction.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { bodyOf, buildDraft, type BuiltApplication } from '../../support/applications.js';

const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TEN_MEBIBYTES = 10 * 1024 * 1024;

describe('the papers of an application', () => {
  let app: TestApp;
  let built: BuiltApplication;
  beforeEach(async () => {
    app = await startTestApp();
    built = await buildDraft(app);
  });

  const bring = (bytes: Buffer, fileName: string, kind = 'other') =>
    built.founder.client
      .post(`${built.path}/attachments`)
      .field('kind', kind)
      .attach('file', bytes, fileName);

  it('are kept under a name of the server’s own, and come back as they were [T31]', async () => {
    const kept = bodyOf(await bring(PDF, '营业执照.pdf', 'business-licence'), 201);
    expect(kept).to.include({
      fileName: '营业执照.pdf',
      mediaType: 'application/pdf',
      sizeBytes: PDF.byteLength,
    });
    const row = await findRow(Attachment, { where: { id: Number(kept.attachmentId) } });
    expect(row?.storedName).to.match(/^[0-9a-f]{48}$/);

    const reply = await built.founder.client.get(`${built.path}/attachments/${kept.attachmentId}`).buffer();
    expect(reply.headers['content-disposition']).to.match(/^attachment/);
    expect(reply.headers['content-security-policy']).to.include('sandbox');
    expect(Buffer.from(reply.body as Buffer).equals(PDF)).to.be.true;
  });

  for (const fileName of [
    '../../etc/passwd.pdf',
    '..\\..\\boot.pdf',
    '/absolute/paper.pdf',
    'a\u202Efdp.pdf',
  ]) {
    it(`lose the path and the tricks of ${JSON.stringify(fileName)} [T31]`, async () => {
      const kept = bodyOf(await bring(PDF, fileName), 201);
      expect(kept['fileName']).to.match(/^[^/\\\u202E]+\.pdf$/);
    });
  }

  it('are sixty at most; one that is taken away makes room [5.2.4]', async () => {
    const uploader = await findRow(User, { where: { username: built.founder.username } });
    const kept = Array.from({ length: 59 }, (_, place) => ({
      applicationId: Number(built.id),
      kind: 'other',
      fileName: `${place}.pdf`,
      storedName: place.toString(16).padStart(48, '0'),
      mediaType: 'application/pdf',
      sizeBytes: 1,
      sha256: place.toString(16).padStart(64, '0'),
      uploadedByUserId: uploader?.id ?? 0,
      uploadedAt: app.clock.now(),
    }));
    await inTransaction(app.system.database, (transaction) => insertRows(Attachment, kept, transaction));
    const last = bodyOf(await bring(PDF, 'sixtieth.pdf'), 201);
    expect((await bring(PNG, 'one-more.png')).status).to.equal(413);
    const { client } = built.founder;
    expect((await client.delete(`${built.path}/attachments/${last.attachmentId}`)).status).to.equal(204);
    expect((await bring(PNG, 'one-more.png')).status).to.equal(201);
  });

  const unsupported: readonly (readonly [string, Buffer])[] = [
    ['page.html', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['claims-to-be.pdf', Buffer.from('MZ\u0090\u0000 this is a program')],
    ['really-a-picture.pdf', PNG],
    ['no-extension', PDF],
    ['paper.pdf.exe', PDF],
    ['empty.pdf', Buffer.alloc(0)],
  ];
  for (const [fileName, bytes] of unsupported) {
    it(`are not ${fileName} [T30]`, async () => {
      const reply = await bring(bytes, fileName);
      expect(reply.status, reply.text).to.equal(422);
      expect(reply.body).to.include({ code: 'unsupported-file' });
      expect(bodyOf(await built.founder.client.get(`${built.path}/attachments`), 200).items).to.be.empty;
    });
  }

  it('are at most ten mebibytes', async () => {
    const reply = await bring(Buffer.concat([PDF, Buffer.alloc(TEN_MEBIBYTES)]), 'large.pdf');
    expect(reply.status).to.equal(413);
    expect(reply.body).to.include({ code: 'payload-too-large' });
  });

  it('are not brought twice, and leave a draft without a trace', async () => {
    const { attachmentId } = bodyOf(await bring(PNG, 'card.PNG'), 201);
    expect((await bring(PNG, 'again.png')).body).to.include({ code: 'already-exists' });
    const path = `${built.path}/attachments/${attachmentId}`;
    expect((await built.founder.client.delete(path)).status).to.equal(204);
    expect((await built.founder.client.get(path)).status).to.equal(404);
  });
});
