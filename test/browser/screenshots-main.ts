import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import { freePort } from '../support/free-port.js';
import { PICTURES, type Picture } from './pictures.js';

const FOLDER = 'docs/guide/pictures';
const PASSWORD = 'Only-for-pictures-1';
const READY_WITHIN_S = 120;

async function startDemo(folder: string, port: number): Promise<ChildProcess> {
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, PORT: String(port), DEMO_PASSWORD: PASSWORD };
  const demo = spawn(process.execPath, ['dist/server/demo/main.js'], { env, stdio: 'ignore' });
  for (let waited = 0; waited < READY_WITHIN_S; waited += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return demo;
    await delay(1_000);
  }
  throw new Error('The demo was not ready in time');
}

async function take(
  browser: Browser,
  origin: string,
  { name, user, path, size, reach }: Picture,
): Promise<void> {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', baseURL: origin });
  const page = await context.newPage();
  if (user !== null) {
    await page.goto('/log-in');
    await page.fill('input[name=username]', user);
    await page.fill('input[name=password]', PASSWORD);
    await Promise.all([page.waitForURL((url) => url.pathname !== '/log-in'), page.click('main button')]);
  }
  await page.goto(path);
  await reach?.(page);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
}

/** `npm run screenshots`: the pictures of the guides and the README, from the demo as a stranger starts it. */
const folder = await mkdtemp(join(tmpdir(), 'suidai-pictures-'));
const port = await freePort();
await mkdir(FOLDER, { recursive: true });
const demo = await startDemo(folder, port);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const picture of PICTURES) await take(browser, `http://127.0.0.1:${port}`, picture);
} finally {
  await browser.close();
  demo.kill('SIGTERM');
  await once(demo, 'exit');
  await rm(folder, { recursive: true, force: true });
}
