import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { DomainError } from '../../server/core/errors.js';
import { createDestinations } from '../../server/webhooks/destinations.js';
import { sendWebhook } from '../../server/webhooks/send-webhook.js';

const PRIVATE =
  '0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1 2001:db8::1 2002:7f00:1:: 2001::1 100::1'.split(
    ' ',
  );
const PUBLIC =
  '1.1.1.1 8.8.8.8 100.128.0.1 172.32.0.1 192.169.0.1 223.5.5.5 2400:3200::1 2606:4700::1111'.split(' ');

/** Addresses that look listed, or are something else. */
const NOT_LISTED = [
  'http://hooks.bank.example/',
  'https://hooks.bank.example:8443/',
  'https://hooks.bank.example.evil.example/',
  'https://hooks.bank.example@evil.example/',
  'https://user:secret@hooks.bank.example/',
  String.raw`https://evil.example\@hooks.bank.example/`,
  'https://evil.example/#https://hooks.bank.example',
  'https://hooks.bank.example/#fragment',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://localhost/',
  'ftp://hooks.bank.example/',
  'file:///etc/passwd',
  'javascript:1',
  '//hooks.bank.example/',
  'hooks.bank.example',
  '',
];

const LISTED = { origins: ['https://hooks.bank.example'], privateNetworks: [] };

describe('where webhooks may go', () => {
  it('is to listed origins only, whatever an address is dressed as', () => {
    const destinations = createDestinations(LISTED);
    for (const good of ['https://hooks.bank.example/a?b=c', 'https://HOOKS.bank.example:443/'])
      expect(destinations.read(good).hostname).to.equal('hooks.bank.example');
    for (const url of NOT_LISTED) {
      expect(() => destinations.read(url), url)
        .to.throw(DomainError)
        .with.property('code', 'destination-not-allowed');
    }
  });

  it('is to public addresses, and to private ones only where operations allow their network', () => {
    const destinations = createDestinations(LISTED);
    for (const address of PRIVATE) expect(destinations.mayConnect(address), address).to.equal(false);
    for (const address of PUBLIC) expect(destinations.mayConnect(address), address).to.equal(true);
    const leased = createDestinations({ ...LISTED, privateNetworks: ['10.20.0.0/16', 'fd12::/32'] });
    expect(leased.mayConnect('10.20.1.1')).to.equal(true);
    expect(leased.mayConnect('10.21.1.1')).to.equal(false);
    expect(leased.mayConnect('fd12::5')).to.equal(true);
    expect(() => createDestinations({ ...LISTED, privateNetworks: ['10.20'] })).to.throw('10.20');
  });

  it('is never to a listed literal address that is private [T53]', () => {
    for (const origin of ['https://169.254.169.254', 'https://[::1]', 'https://[::ffff:10.0.0.1]']) {
      const destinations = createDestinations({ origins: [origin], privateNetworks: [] });
      expect(() => destinations.read(`${origin}/`))
        .to.throw()
        .with.nested.property('details.reason', 'private-address');
    }
  });

  it('is where the name led when it was checked, also for a name that leads elsewhere the next time [T53]', async () => {
    let calls = 0;
    const server = createServer((_request, response) => {
      calls += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://hooks.bank.example:${(server.address() as AddressInfo).port}`;
    const answers = [['127.0.0.1'], ['1.1.1.1', '127.0.0.1'], []];
    let asked = 0;
    const destinations = createDestinations(
      { origins: [origin], privateNetworks: [] },
      (_host, _options, done) => {
        const addresses = answers[asked] ?? [];
        asked += 1;
        done(
          null,
          addresses.map((address) => ({ address, family: 4 })),
        );
      },
    );
    const outgoing = { url: `${origin}/`, headers: {}, body: '{}' };
    expect(await sendWebhook(destinations, outgoing)).to.include({ problem: 'private-address' });
    expect(await sendWebhook(destinations, outgoing)).to.include({ problem: 'private-address' });
    expect(await sendWebhook(destinations, outgoing)).to.include({ problem: 'no-connection' });
    expect(calls).to.equal(0);
    expect(asked, 'one question for each connection').to.equal(3);
    server.close();
  });

  it('is left after the time-out, and an endless answer is cut off', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/endless') response.end(Buffer.alloc(1024 * 1024));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const destinations = createDestinations({ origins: [origin], privateNetworks: ['127.0.0.0/8'] });
    const outgoing = { headers: {}, body: '{}' };
    expect(await sendWebhook(destinations, { ...outgoing, url: `${origin}/silent` }, 50)).to.include({
      problem: 'timeout',
    });
    expect(await sendWebhook(destinations, { ...outgoing, url: `${origin}/endless` })).to.include({
      problem: 'answer-too-long',
    });
    server.closeAllConnections();
    server.close();
  });
});
