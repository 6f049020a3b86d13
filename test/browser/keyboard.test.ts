import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { agreementOf, PAPER } from '../support/applications.js';
import { PASSWORD } from '../support/people.js';
import { BEGINNING, PAPER_KINDS, stepsOf, type Typed } from './application-steps.js';
import { expectToFit, openStage, type BrowserStage } from './browser-stage.js';

/** 400 % zoom of a screen of 1280 px is a screen of 320 px. */
const NARROW = { viewport: { width: 320, height: 640 }, locale: 'zh-CN' } as const;
const MOST_STOPS = 150;
const MOST_CHOICES = 60;

describe('a founder who uses no mouse, on the narrowest screen', () => {
  let stage: BrowserStage;
  let page: Page;

  before(async () => {
    stage = await openStage();
    await agreementOf(stage.app);
    page = await stage.visit(NARROW);
    // The window in which a file is chosen is the system's own.
    const file = { name: 'paper.pdf', mimeType: 'application/pdf', buffer: PAPER };
    page.on('filechooser', (chooser) => void chooser.setFiles(file));
  });
  after(() => stage.close());

  const isFocused = async (selector: string): Promise<boolean> =>
    (await page.locator(`${selector}:focus`).count()) > 0;

  /** Goes on with Tab until something has the focus, which has to be seen. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      if (await isFocused(selector)) {
        const outline = await page
          .locator(':focus')
          .evaluate('(each) => getComputedStyle(each).outlineStyle', undefined);
        expect(outline, `${selector} shows no focus`).not.to.equal('none');
        return;
      }
      await page.keyboard.press('Tab');
    }
    expect.fail(`${selector} is not reached by Tab on ${page.url()}`);
  };

  /** Presses Enter on a button or link, and waits for the page that comes. */
  const enter = async (selector: string): Promise<void> => {
    await tabTo(selector);
    await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
    await page.waitForLoadState('load');
    await expectToFit(page);
  };

  /** Arrow keys go through what can be chosen until the right one is. */
  const choose = async (isChosen: () => Promise<boolean>): Promise<void> => {
    for (let steps = 0; steps < MOST_CHOICES; steps += 1) {
      if (await isChosen()) return;
      await page.keyboard.press('ArrowDown');
    }
    expect.fail('The choice is not reached by the arrow keys');
  };

  /** A day is typed part by part, in the order in which this browser asks for them. */
  const typeDay = async (selector: string, day: string): Promise<void> => {
    const [year = '', month = '', date = ''] = day.split('-');
    const orders = [`${month}${date}${year}`, `${year}\t${month}${date}`, `${date}${month}${year}`];
    for (const order of orders) {
      for (const key of order) await page.keyboard.press(key === '\t' ? 'ArrowRight' : key);
      if ((await page.locator(selector).inputValue()) === day) return;
      await page.keyboard.press('Shift+Tab');
      await tabTo(selector);
    }
    expect.fail(`${selector} takes no day by keyboard`);
  };

  const type = async ({ name, value, as }: Typed): Promise<void> => {
    const selector = `[name="${name}"]`;
    const kind = await page.locator(selector).first().getAttribute('type');
    await tabTo(selector);
    if (as === 'day') await typeDay(selector, value);
    else if (kind === 'radio') {
      await page.keyboard.press('Space');
      await choose(() => page.locator(`${selector}[value="${value}"]`).isChecked());
    } else if (as === 'list') await choose(async () => (await page.locator(selector).inputValue()) === value);
    else if (kind === 'checkbox') await page.keyboard.press('Space');
    else {
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText(value);
    }
  };

  const chosen = async (): Promise<void> => {
    for (let waited = 0; waited < MOST_STOPS; waited += 1) {
      if ((await page.locator('[type=file]').inputValue()) !== '') return;
      await page.waitForTimeout(100);
    }
    expect.fail('No file has been chosen');
  };

  it('skips to the content, and logs in', async () => {
    await page.goto('/');
    await page.keyboard.press('Tab');
    expect(await isFocused('.skip')).to.equal(true);
    await page.keyboard.press('Enter');
    expect(await isFocused('main')).to.equal(true);
    await enter('main a[href="/applications/new"]');
    await type({ name: 'username', value: 'borrower', as: 'text' });
    await type({ name: 'password', value: PASSWORD, as: 'text' });
    await enter('main form button');
    expect(new URL(page.url()).pathname).to.equal('/applications/new');
  });

  it('writes an application step by step', async () => {
    for (const field of BEGINNING) await type(field);
    await enter('main form button');
    const [applicant = [], ...others] = stepsOf(stage.app, 902);
    // The account's number is a woman's, whose post decides when she retires.
    const post: Typed = { name: 'applicant.workerClass', value: 'female-50', as: 'list' };
    for (const step of [[...applicant, post], ...others]) {
      for (const field of step) await type(field);
      await enter('main form .actions button');
    }
    expect(new URL(page.url()).pathname).to.match(/\/papers$/);
  });

  it('brings the papers, and submits', async () => {
    for (const kind of PAPER_KINDS) {
      await type({ name: 'kind', value: kind, as: 'list' });
      await tabTo('[type=file]');
      await page.keyboard.press('Space');
      await chosen();
      await enter('main form:has([type=file]) button');
    }
    await enter('main a[href$="/submission"]');
    await type({ name: 'consentTextVersion', value: 'yes', as: 'box' });
    await enter('main form .actions button');
    expect(await page.locator('main').innerText()).to.match(/银行预审\s+还剩 \d+ 个工作日/);
  });

  it('reads messages and the guide, and logs out', async () => {
    await enter('header a[href="/messages"]');
    expect(await page.locator('main').innerText()).to.include('贷款申请有新进展');
    await enter('header a[href="/help/borrower"]');
    expect(await page.locator('h1').innerText()).to.equal('创业者操作指南');
    await enter('header form button');
    expect(new URL(page.url()).pathname).to.equal('/log-in');
  });

  it('raised no alarm', () => {
    expect(stage.alarms).to.deep.equal([]);
  });
});
