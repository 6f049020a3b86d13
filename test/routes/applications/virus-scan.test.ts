import { readdir } from 'node:fs/promises';
import type { Server } from 'node:net';
import { expect } from 'chai';
import { Attachment } from '../../../models/attachment.js';
import { findRows } from '../../../models/rows.js';
import { createVirusScanner } from '../../../server/gateways/virus-scanner.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { buildDraft, type BuiltApplication } from '../../support/applications.js';
import { EICAR, startScanner } from '../../support/scanner.js';

/** A paper of more than one piece. */
const paper = (content: string): Buffer => Buffer.from(`%PDF-1.7\n${'.'.repeat(100_000)}${content}\n%%EOF\n`);

describe('papers with a virus scanner', () => {
  let app: TestApp;
  let built: BuiltApplication;
  const servers: Server[] = [];
  const listen = async (answers?: string): Promise<void> => {
    const { server, port } = await startScanner(answers);
    servers.push(server);
    Object.assign(app.system, { scanner: createVirusScanner({ host: '127.0.0.1', port }) });
  };
  const bring = (bytes: Buffer) =>
    built.founder.client
      .post(`${built.path}/attachments`)
      .field('kind', 'other')
      .attach('file', bytes, 'paper.pdf');
  const nothingIsKept = async (): Promise<void> => {
    expect(await findRows(Attachment, { where: { applicationId: Number(built.id) } })).to.be.empty;
    const files = await readdir(app.fileFolder, { recursive: true, withFileTypes: true });
    expect(files.filter((each) => each.isFile())).to.be.empty;
  };

  beforeEach(async () => {
    app = await startTestApp();
    built = await buildDraft(app);
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('are kept when it finds nothing, and not when it finds something [5.4.3]', async () => {
    await listen();
    const refused = await bring(paper(EICAR));
    expect(refused.status, refused.text).to.equal(422);
    expect(refused.body).to.include({ code: 'unsupported-file' });
    await nothingIsKept();
    expect((await bring(paper('harmless'))).status).to.equal(201);
  });

  it('are not kept when it says anything else, or nothing [5.4.3]', async () => {
    for (const answer of ['stream: OK, perhaps', 'INSTREAM size limit exceeded. ERROR', '']) {
      await listen(answer);
      const reply = await bring(paper(answer));
      expect(reply.status, answer).to.equal(503);
      expect(reply.headers['retry-after']).to.match(/^\d+$/);
    }
    await nothingIsKept();
  });

  it('are not kept when nobody listens [5.4.3]', async () => {
    const { server, port } = await startScanner();
    await new Promise((resolve) => server.close(resolve));
    Object.assign(app.system, { scanner: createVirusScanner({ host: '127.0.0.1', port }) });
    expect((await bring(paper('harmless'))).status).to.equal(503);
    await nothingIsKept();
  });
});
