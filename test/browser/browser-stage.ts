import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUM = '/usr/bin/chromium';

/** A telephone of the smallest sort that is still in use. */
export const PHONE = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
} as const;

/** The program behind a real address, and a real browser before it. */
export interface BrowserStage {
  readonly app: TestApp;
  readonly origin: string;
  /** A new person at a browser; whatever a page lets run or breaks of its policy is kept in `alarms`. */
  visit(options?: object): Promise<Page>;
  readonly alarms: string[];
  close(): Promise<void>;
}

export async function openStage(): Promise<BrowserStage> {
  const app = await startTestApp();
  const server: Server = createServer(app.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const alarms: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    app,
    origin,
    alarms,
    visit: async (options = PHONE) => {
      const context = await browser.newContext({ ...options, baseURL: origin });
      contexts.push(context);
      const page = await context.newPage();
      page.on('dialog', (dialog) => {
        alarms.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('pageerror', (error) => alarms.push(`error: ${error.message}`));
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) alarms.push(message.text());
      });
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(origin) && !url.startsWith('blob:')) alarms.push(`foreign host: ${url}`);
      });
      return page;
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Fails with every rule of accessibility that the page breaks, and where; and if the page is wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
  // A page of ours runs nothing that is not its own, so the debugger puts axe-core in.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: AxeViolation[] }>('axe.run(document)');
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
  );
  expect(found.join('\n'), page.url()).to.equal('');
  await expectToFit(page);
}

/** Fails if the page is wider than the screen. */
export async function expectToFit(page: Page): Promise<void> {
  const tooWide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(tooWide, `${page.url()} is wider than the screen`).to.equal(0);
}
