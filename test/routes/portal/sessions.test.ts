import { expect } from 'chai';
import { generateSync } from 'otplib';
import supertest from 'supertest';
import { findRow, findRows } from '../../../models/rows.js';
import { UserSession } from '../../../models/user-session.js';
import { WebSession } from '../../../models/web-session.js';
import { epochSeconds } from '../../../server/clock.js';
import { sha256 } from '../../../server/hashing.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD } from '../../support/people.js';

describe('a session of the portal', () => {
  let app: TestApp;
  let browser: Browser;

  beforeEach(async () => {
    app = await startTestApp();
    browser = openBrowser(app.app);
  });

  it('begins with the right password and shows one’s own applications [T37]', async () => {
    const reply = await browser.logIn('borrower', PASSWORD);
    expect(reply.status).to.equal(303);
    expect(reply.headers['location']).to.equal('/desk');
    const [cookie = ''] = reply.headers['set-cookie'] as unknown as string[];
    expect(cookie).to.match(/^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);

    const value = /=([\w-]{43});/.exec(cookie)?.[1] ?? '';
    expect(await findRow(WebSession, { where: { cookieHash: sha256(value) } })).to.include({
      lastUsedAt: app.clock.now(),
    });
    await browser.open('/desk').expect(303).expect('Location', '/applications');
    const page = await browser.open('/applications').expect(200);
    expect(page.text).to.include('我的申请').and.include('退出');
    expect(page.headers['cache-control']).to.equal('no-store');
  });

  it('does not begin with a wrong one: the form comes back with the name and without the password', async () => {
    const reply = await browser.logIn('borrower', 'wrong-<script>');
    expect(reply.status).to.equal(422);
    expect(reply.text).to.include('用户名、密码或验证码不正确').and.include('value="borrower"');
    expect(reply.text).not.to.include('wrong-');
    expect(reply.headers['set-cookie']).to.equal(undefined);
  });

  it('ends at log-out: the cookie is gone and worth nothing [T60]', async () => {
    const reply = await browser.logIn('borrower', PASSWORD);
    const [cookie = ''] = reply.headers['set-cookie'] as unknown as string[];
    await browser.send('/log-out').then((left) => expect(left.headers['location']).to.equal('/log-in'));
    const again = supertest(app.app)
      .get('/applications')
      .set('Cookie', cookie.split(';')[0] ?? '');
    await again.expect(303).expect('Location', '/log-in?next=%2Fapplications');
    const [session] = await findRows(UserSession, { where: { userId: app.userIds.borrower } });
    expect(session?.revokedBecause).to.equal('log-out');
  });

  it('ends half an hour after its last use, and twelve hours after its beginning', async () => {
    await browser.logIn('borrower', PASSWORD);
    for (let minutes = 0; minutes < 12 * 60; minutes += 29) {
      await browser.open('/applications').expect(200);
      app.clock.advanceSeconds(29 * 60);
    }
    await browser.open('/applications').expect(303);
    await browser.logIn('borrower', PASSWORD);
    app.clock.advanceSeconds(30 * 60);
    await browser.open('/applications').expect(303);
  });

  it('takes no form from another site, without an origin, or without its token [T36]', async () => {
    await browser.logIn('borrower', PASSWORD);
    const form = { borrowerKind: 'individual', districtCode: '440106' };
    const without = await browser.send('/applications', { ...form, formToken: '' });
    expect(without.status).to.equal(403);
    const login = supertest(app.app).post('/log-in').set('Host', '127.0.0.1').type('form');
    await login.send({ username: 'borrower', password: PASSWORD }).expect(403);
    const foreign = supertest(app.app)
      .post('/log-in')
      .set('Host', '127.0.0.1')
      .set('Origin', 'https://evil.example');
    await foreign.type('form').send({ username: 'borrower', password: PASSWORD }).expect(403);
    expect((await browser.send('/applications', form)).status).to.equal(303);
  });

  it('goes on only to pages of this portal', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const reply = await browser.send('/log-in', { username: 'borrower', password: PASSWORD, next });
      expect(reply.headers['location']).to.equal('/desk');
    }
  });

  it('needs a page of its own permission: others are told so', async () => {
    await browser.logIn('auditor', PASSWORD);
    const page = await browser.open('/applications/new').expect(403);
    expect(page.text).to.include('没有权限');
  });

  it('says on an address that is not encrypted why nobody can log in there', async () => {
    const page = await supertest(app.app).get('/log-in').set('Host', 'suidai.example');
    expect(page.text).to.include('此地址没有加密');
    expect((await browser.open('/log-in')).text).not.to.include('此地址没有加密');
  });
});

describe('staff at the portal', () => {
  it('set up a second factor before anything else, and log in with it', async () => {
    const app = await startTestApp({ secondFactor: true });
    const browser = openBrowser(app.app);
    await browser.logIn('auditor', PASSWORD);
    await browser.open('/desk').expect(303).expect('Location', '/second-factor?next=%2Fdesk');

    const { text } = await browser.send('/second-factor');
    const secret = /name="secret" value="(\w+)"/.exec(text)?.[1] ?? '';
    const code = () => generateSync({ secret, epoch: epochSeconds(app.clock.now()) });
    expect((await browser.send('/second-factor/confirmation', { otp: '000000', secret })).status).to.equal(
      422,
    );
    expect((await browser.send('/second-factor/confirmation', { otp: code(), secret })).status).to.equal(303);
    expect((await browser.open('/desk').expect(200)).text).to.include('按期限排列');

    app.clock.advanceSeconds(60);
    const other = openBrowser(app.app);
    expect((await other.logIn('auditor', PASSWORD)).text).to.include('需要动态验证码');
    const reply = await other.send('/log-in', { username: 'auditor', password: PASSWORD, otp: code() });
    expect(reply.status).to.equal(303);
  });
});
