import { expect } from 'chai';
import { generateSync } from 'otplib';
import { findRow } from '../../../models/rows.js';
import { User } from '../../../models/user.js';
import { epochSeconds } from '../../../server/clock.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD } from '../../support/people.js';

const QUARTER_OF_AN_HOUR = 15 * 60;
const HALF_AN_HOUR = 30 * 60;

/** The value of a hidden field of a page. */
const hiddenIn = (page: string, name: string): string =>
  new RegExp(`type="hidden" name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
const waitingIn = (page: string) => ({ kept: hiddenIn(page, 'kept'), next: hiddenIn(page, 'next') });

describe('what somebody typed into a form that was sent too late', () => {
  let app: TestApp;
  let browser: Browser;
  const logIn = (username: string, waiting: object) =>
    browser.send('/log-in', { username, password: PASSWORD, ...waiting });

  beforeEach(() => {
    browser = openBrowser(app.app);
  });

  describe('when the session has run out', () => {
    const BEGINNING = { borrowerKind: 'enterprise', districtCode: '440106' };

    before(async () => {
      app = await startTestApp();
    });

    /** The log-in page that answers a form which was on the screen for half an hour. */
    async function sentTooLate(): Promise<string> {
      await browser.logIn('borrower', PASSWORD);
      const formToken = hiddenIn((await browser.open('/applications/new')).text, 'formToken');
      app.clock.advanceSeconds(HALF_AN_HOUR);
      const page = await browser.send('/applications', { ...BEGINNING, formToken });
      expect(page.status).to.equal(401);
      return page.text;
    }
    it('comes back after the log-in, and has had no effect', async () => {
      const page = await sentTooLate();
      expect(page).to.include('刚才填写的内容还在').and.not.include('440106');
      const waiting = waitingIn(page);
      const wrong = await browser.send('/log-in', { username: 'borrower', password: 'wrong', ...waiting });
      expect(waitingIn(wrong.text)).to.deep.equal(waiting);
      const right = await logIn('borrower', waiting);
      expect(right.status).to.equal(307);
      expect(right.headers['location']).to.equal('/applications');
      const form = await browser.send('/applications', { password: PASSWORD, ...waiting });
      expect(form.status).to.equal(200);
      expect(form.text)
        .to.include('还没有提交')
        .and.match(/value="enterprise"[^>]* checked/)
        .and.match(/value="440106" selected/)
        .and.not.include(PASSWORD);
      expect((await browser.open('/applications')).text).to.include('还没有申请');
      await browser.send('/applications', BEGINNING).then((sent) => expect(sent.status).to.equal(303));
    });

    it('opens for nobody else, at no other address and not after an hour', async () => {
      const waiting = waitingIn(await sentTooLate());
      await logIn('other.borrower', waiting);
      const other = await browser.send('/applications', waiting);
      expect(other.headers['location']).to.equal('/applications');
      expect(other.status).to.equal(303);

      await logIn('borrower', waiting);
      const elsewhere = await browser.send('/registry-consent', waiting);
      expect(elsewhere.headers['location']).to.equal('/registry-consent');
      app.clock.advanceSeconds(HALF_AN_HOUR);
      await logIn('borrower', waiting);
      app.clock.advanceSeconds(HALF_AN_HOUR - 1);
      await logIn('borrower', waiting);
      expect((await browser.send('/applications', waiting)).status).to.equal(200);
      app.clock.advanceSeconds(1);
      expect((await browser.send('/applications', waiting)).status).to.equal(303);
    });

    it('is not kept when the form was not given out in that session', async () => {
      await browser.logIn('borrower', PASSWORD);
      app.clock.advanceSeconds(HALF_AN_HOUR);
      const foreign = await browser.send('/applications', { ...BEGINNING, formToken: 'x'.repeat(43) });
      expect(foreign.status).to.equal(303);
      expect(foreign.headers['location']).to.equal('/log-in');
    });
  });

  describe('when the second factor is not fresh any more', () => {
    let secret = '';
    const otp = (): string => generateSync({ secret, epoch: epochSeconds(app.clock.now()) });

    before(async () => {
      app = await startTestApp({ secondFactor: true });
    });

    it('comes back after the proof, with what the form has bound [7.5.3]', async () => {
      await browser.logIn('security.admin', PASSWORD);
      const enrolled = await browser.send('/second-factor');
      secret = hiddenIn(enrolled.text, 'secret');
      await browser.send('/second-factor/confirmation', { secret, otp: otp() });
      const address = `/desk/users/${app.userIds['bank.maker']}/second-factor-reset`;
      const opened = await browser.open(address).expect(200);
      const bound = { seen: hiddenIn(opened.text, 'seen'), requestKey: hiddenIn(opened.text, 'requestKey') };
      app.clock.advanceSeconds(QUARTER_OF_AN_HOUR);
      const asked = await browser.send(address, { ...bound, reason: '本人到场核验' });
      expect(asked.status).to.equal(401);
      expect(asked.text)
        .to.include('15 分钟')
        .and.include('刚才填写的内容还在')
        .and.not.include('本人到场核验');
      const waiting = waitingIn(asked.text);
      expect(waiting.next).to.equal(address);
      const wrong = await browser.send('/second-factor/proof', { otp: '000000', ...waiting });
      expect(hiddenIn(wrong.text, 'kept')).to.equal(waiting.kept);
      const proven = await browser.send('/second-factor/proof', { otp: otp(), ...waiting });
      expect(proven.status).to.equal(307);
      expect(proven.headers['location']).to.equal(address);
      const form = await browser.send(address, { otp: otp(), ...waiting });
      expect(form.status).to.equal(200);
      expect(form.text).to.include('还没有提交').and.include('解除动态口令');
      const unchanged = await findRow(User, { where: { username: 'bank.maker' } });
      expect(unchanged?.sessionVersion).to.equal(0);
    });
  });
});
