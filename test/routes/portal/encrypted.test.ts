import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { createListener } from '../../../server/serve.js';
import { selfMadeTls } from '../../../server/self-made-seal.js';
import { startTestApp } from '../../support/app.js';

describe('the demo with a certificate of its own', () => {
  it('lets people log in from other machines, and keeps the certificate for the next start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suidai-tls-'));
    const tls = await selfMadeTls(folder);
    expect(await selfMadeTls(folder)).to.deep.equal(tls);
    expect(await readFile(join(folder, 'demo-tls.json'), 'utf8')).to.include('PRIVATE KEY');
    const { app } = await startTestApp();
    const server = createListener(app, tls).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const options = { port, path: '/log-in', headers: { Host: 'demo.example' }, ca: tls.certificates };
    const request = get({ ...options, host: '127.0.0.1', checkServerIdentity: () => undefined });
    const [reply] = (await once(request, 'response')) as [IncomingMessage];
    const page = await text(reply);
    server.close();
    await rm(folder, { recursive: true });
    expect(reply.statusCode).to.equal(200);
    expect(page).not.to.include('此地址没有加密').and.not.include('DEMO_TLS');
  });
});
