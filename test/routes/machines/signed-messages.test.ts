import { expect } from 'chai';
import type { Test } from 'supertest';
import { Import } from '../../../models/import.js';
import { Repayment } from '../../../models/repayment.js';
import { findRows } from '../../../models/rows.js';
import { epochSeconds } from '../../../server/clock.js';
import { contentDigestOf, requestText, signText } from '../../../server/signing/message-signature.js';
import { forgetReceipts } from '../../../server/signing/verify-message.js';
import {
  bankSystem,
  issueTo,
  sendSigned,
  signedHeaders,
  tokenOf,
  type BankSystem,
  type Tampering,
} from '../../support/api-clients.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { disbursedLoan } from '../../support/loans.js';

const stored = async (): Promise<number> => (await findRows(Repayment, { where: {} })).length;

async function expectRefused(test: Test, reason: string, what = reason): Promise<void> {
  const reply = await test;
  expect(reply.status, `${what}: ${reply.text}`).to.equal(401);
  const { code, detail } = reply.body as { code: string; detail: string };
  expect(code, what).to.equal('message-not-authentic');
  expect(detail, what).to.contain(reason);
  expect(await stored(), what).to.equal(0);
}

/** A file as a multipart body. */
const multipartOf = (lines: string): string =>
  `--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nbalances\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${lines}\r\n--b--\r\n`;

describe('a signed message', () => {
  let app: TestApp;
  let system: BankSystem;
  let token: string;
  let path: string;
  let serial = 0;

  const repayment = (further: object = {}) => ({
    serialNumber: `S-${(serial += 1)}`,
    kind: 'repayment',
    paidOn: app.clock.today(),
    principal: '100.00',
    interest: '1.00',
    penalty: '0.00',
    ...further,
  });
  const send = (body: object, tampering: Tampering = {}): Test =>
    sendSigned(app, token, system.key, path, body, tampering);

  beforeEach(async () => {
    app = await startTestApp();
    system = await bankSystem(app);
    const { id } = await disbursedLoan(app, {});
    token = await tokenOf(app, system);
    path = `/api/v1/loans/${id}/repayments`;
  });

  it('records a repayment as the bank’s system', async () => {
    const reply = await send(repayment());
    expect(reply.status, reply.text).to.equal(201);
    const [row] = await findRows(Repayment, { where: {} });
    expect(row?.principalFen).to.equal(10_000);
  });

  it('is needed for every write, and for no read', async () => {
    const unsigned = app.visitor
      .post(path)
      .set({ Authorization: `Bearer ${token}`, 'Idempotency-Key': 'key-without-signature' })
      .set('Accept-Language', 'en')
      .send(repayment());
    await expectRefused(unsigned, 'signature headers are missing');
    await app.visitor.get(path).set('Authorization', `Bearer ${token}`).expect(200);
  });

  it('is refused when anything in it was changed on the way [T11]', async () => {
    const other = await disbursedLoan(app, {});
    const longer = JSON.stringify(repayment({ principal: '1000.00' }));
    const differs = 'signature does not fit';
    await expectRefused(send(repayment(), { body: longer }), 'not the one that was signed', 'another body');
    await expectRefused(
      send(repayment(), { body: `${JSON.stringify(repayment())} ` }),
      'not the one',
      'a blank',
    );
    const digest = { body: longer, headers: { 'Content-Digest': contentDigestOf(longer) } };
    await expectRefused(send(repayment(), digest), differs, 'body and digest');
    const paths = [`/api/v1/loans/${other.id}/repayments`, `${path}?a=1`, `${path}/`, path.toUpperCase()];
    for (const changed of paths) await expectRefused(send(repayment(), { path: changed }), differs, changed);
    const now = epochSeconds(app.clock.now());
    const changes: Record<string, string> = {
      'Suidai-Timestamp': String(now + 1),
      'Suidai-Nonce': 'another-nonce-of-length',
      'Idempotency-Key': 'another-key',
      'Suidai-Signature': signText('anything', system.key),
    };
    for (const [name, value] of Object.entries(changes))
      await expectRefused(send(repayment(), { headers: { [name]: value } }), differs, name);
    for (const name of ['Content-Digest', 'Suidai-Nonce', 'Suidai-Signature'])
      await expectRefused(send(repayment(), { headers: { [name]: '' } }), 'missing', `no ${name}`);
  });

  it('is taken within 300 seconds of our clock, before and after [T12]', async () => {
    const now = epochSeconds(app.clock.now());
    for (const apart of [-301, 301, -86_400, 86_400])
      await expectRefused(send(repayment(), { timestamp: now + apart }), '300 seconds off', String(apart));
    for (const written of ['', 'now', `${now}.0`, `0${now}`, `${now}e0`, `0x${now.toString(16)}`])
      await expectRefused(send(repayment(), { headers: { 'Suidai-Timestamp': written } }), '300', written);
    for (const apart of [-300, 300])
      expect((await send(repayment(), { timestamp: now + apart })).status).to.equal(201);
  });

  it('is taken once, also when it comes twice at the same moment, and never again later [T12]', async () => {
    const body = repayment();
    const headers = signedHeaders(app, system.key, path, JSON.stringify(body));
    const again = () => send(body, { headers });
    const replies = await Promise.all([again(), again(), again(), again()]);
    expect(replies.map(({ status }) => status).toSorted((left, right) => left - right)).to.deep.equal([
      201, 401, 401, 401,
    ]);
    app.clock.advanceSeconds(299);
    await forgetReceipts(app.system);
    expect((await again()).status).to.equal(401);
    app.clock.advanceSeconds(400);
    await forgetReceipts(app.system);
    token = await tokenOf(app, system);
    expect((await again()).status).to.equal(401);
    expect(await stored()).to.equal(1);
  });

  it('may be sent again with the same idempotency key under a new signature, and has one effect', async () => {
    const body = repayment();
    const first = signedHeaders(app, system.key, path, JSON.stringify(body));
    expect((await send(body, { headers: first })).status).to.equal(201);
    const parts = {
      method: 'POST',
      path,
      timestamp: String(first['Suidai-Timestamp']),
      nonce: 'a-second-nonce-of-it',
      idempotencyKey: String(first['Idempotency-Key']),
      contentDigest: String(first['Content-Digest']),
    };
    const signature = signText(requestText(parts), system.key);
    const headers = { ...first, 'Suidai-Nonce': parts.nonce, 'Suidai-Signature': signature };
    const repeated = await send(body, { headers });
    expect(repeated.status).to.equal(201);
    expect(repeated.headers).to.include({ 'idempotent-replayed': 'true' });
    expect(await stored()).to.equal(1);
  });

  it('is taken under either of two keys during a change, and not under the old one after it', async () => {
    const second = await issueTo(app, system.id, 'signing-key');
    expect((await send(repayment())).status).to.equal(201);
    expect((await send(repayment(), { key: second })).status).to.equal(201);
    const { credentialId } = system.key as unknown as { credentialId: string };
    const security = await app.logIn('security.admin');
    await security.delete(`/api/v1/api-clients/${system.id}/credentials/${credentialId}`).expect(204);
    expect((await send(repayment())).status).to.equal(401);
    expect((await send(repayment(), { key: second })).status).to.equal(201);
  });

  it('is not taken under the key of another client, nor under another name of the right key', async () => {
    const stranger = await bankSystem(app, { bank: 'other-bank' });
    await expectRefused(send(repayment(), { key: stranger.key }), 'does not fit', 'a stranger’s key');
    const renamed = { ...system.key, keyCode: stranger.key.keyCode };
    await expectRefused(send(repayment(), { key: renamed }), 'does not fit', 'a renamed key');
  });

  it('is checked also where it is not asked for', async () => {
    const trying = await bankSystem(app, { signedWrites: false });
    const trialToken = await tokenOf(app, trying);
    const wrong = sendSigned(app, trialToken, system.key, path, repayment());
    await expectRefused(wrong, 'does not fit');
    const unsigned = app.visitor
      .post(path)
      .set({ Authorization: `Bearer ${trialToken}`, 'Idempotency-Key': 'while-trying-out' })
      .send(repayment());
    expect((await unsigned).status).to.equal(201);
    const keyless = app.visitor
      .post(path)
      .set({ Authorization: `Bearer ${trialToken}` })
      .send(repayment());
    expect((await keyless).body).to.include({ code: 'idempotency-key-required' });
  });

  it('is a file as well, hashed while it streams by; one that was changed is not kept', async () => {
    const importing = await bankSystem(app, { scopes: ['imports.write'] });
    const importToken = await tokenOf(app, importing);
    const signed = multipartOf('合同编号,贷款余额,余额日期\nA-1,100.00,2025-03-20\n');
    const post = (body: string): Test =>
      app.visitor
        .post('/api/v1/imports')
        .set({
          Authorization: `Bearer ${importToken}`,
          'Accept-Language': 'en',
          'Content-Type': 'multipart/form-data; boundary=b',
          ...signedHeaders(app, importing.key, '/api/v1/imports', signed),
        })
        .send(body);
    await expectRefused(post(signed.replace('100.00', '900.00')), 'not the one that was signed');
    expect(await findRows(Import, { where: {} })).to.deep.equal([]);
    const taken = await post(signed);
    expect(taken.status, taken.text).to.equal(202);
    expect(await findRows(Import, { where: {} })).to.have.length(1);
  });
});
