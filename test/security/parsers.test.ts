import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { startTestApp, type TestApp } from '../support/app.js';

const ABORTED = 60;
const QUOTE = '/api/v1/subsidy-quotes';

describe('What comes in from outside', function () {
  this.timeout(60_000);
  let app: TestApp;
  let server: Server;

  before(async () => {
    app = await startTestApp();
    server = createServer(app.app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  it('may break off in the middle of an upload and leaves nothing behind [T32]', async () => {
    const token = await tokenOf(app);
    const { port } = server.address() as AddressInfo;
    for (let count = 0; count < ABORTED; count += 1) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(
        [
          'POST /api/v1/imports HTTP/1.1',
          'Host: 127.0.0.1',
          `Authorization: Bearer ${token}`,
          `Idempotency-Key: aborted-upload-${count}`,
          'Content-Type: multipart/form-data; boundary=x',
          'Content-Length: 1000000',
          '',
          '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nrepayments',
          `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${'1,'.repeat(count * 500)}`,
        ].join('\r\n'),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
      socket.destroy();
    }
    const left = async (): Promise<number> => {
      const entries = await readdir(app.fileFolder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).length;
    };
    for (let look = 0; look < 100 && (await left()) > 0; look += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await left(), 'files left').to.equal(0);
    await app.visitor.get('/api/v1/loan-prime-rates').expect(200);
  });

  it('is refused at once when it is deeper, longer or more than anybody needs [T33]', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const long = JSON.stringify({ principal: '1'.repeat(300_000) });
    const startedAt = performance.now();
    for (const body of [deep, long]) {
      const reply = await app.visitor.post(QUOTE).set('Content-Type', 'application/json').send(body);
      expect(reply.status).to.be.within(400, 413);
    }
    const many = Array.from({ length: 800 }, (_, index) => `a[${index}][b]=1`).join('&');
    await app.visitor.get(`/api/v1/loan-prime-rates?${many}`).expect(200);
    expect(performance.now() - startedAt).to.be.below(5_000);
  });

  it('does not reach what objects inherit, nor passes twice under one name [T18] [T33]', async () => {
    const body = '{"__proto__":{"role":"auditor"},"constructor":{"prototype":{"role":"auditor"}}}';
    await app.visitor.post(QUOTE).set('Content-Type', 'application/json').send(body).expect(400);
    expect(({} as { role?: string }).role).to.equal(undefined);
    const twice = await (await app.logIn('auditor')).get('/api/v1/loans?limit=1&limit=100');
    expect(twice.status).to.equal(400);
  });

  it('has no way around the declared methods [T5]', async () => {
    const auditor = await app.logIn('auditor');
    const overridden = await auditor.post('/api/v1/loans').set('X-HTTP-Method-Override', 'DELETE');
    expect(overridden.status).to.equal(405);
  });
});

async function tokenOf(app: TestApp): Promise<string> {
  const { actor } = await app.contextOf('bank.maker');
  const nowSeconds = Math.floor(Date.parse(app.clock.now()) / 1000);
  const { userId, sessionId } = actor;
  return app.system.auth.accessTokens.issue({ userId, sessionId, sessionVersion: 0 }, nowSeconds);
}
