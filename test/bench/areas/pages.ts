import type { Request, Response } from 'express';
import { rememberActor } from '../../../routes/middleware/request-context.js';
import type { Page, PageInput, View } from '../../../routes/portal/page.js';
import { PORTAL_PAGES } from '../../../routes/portal/portal.js';
import { framedValues, sendView } from '../../../routes/portal/render.js';
import type { Context } from '../../../server/context.js';
import { renderPage } from '../../../templates/render-page.js';
import { assertSame } from '../compare.js';
import { interleaved, median } from '../interleaved.js';
import { atMost, benchRow, ratioAtLeast, type Measurement } from '../measurement.js';

const RENDERS_A_ROUND = 100;
const ROWS = 50;
const NONCE = /nonce="[^"]*"|'nonce-[^']*'/g;

/** A page that is asked for, and what is sent: as Express would hand it over, without a network. */
function exchange(
  path: string,
  context?: Context,
): { request: Request; sent: () => string; response: Response } {
  let body = '';
  const request = {
    path,
    originalUrl: path,
    get: () => undefined,
    acceptsLanguages: () => ['zh-CN'],
  } as unknown as Request;
  if (context) rememberActor(request, context.actor);
  const response = {
    type: () => response,
    setHeader: () => response,
    send: (text: string) => {
      body = text;
      return response;
    },
  } as unknown as Response;
  return { request, response, sent: () => body };
}

const bodyOf = async (path: string, view: View, context?: Context): Promise<string> => {
  const { request, response, sent } = exchange(path, context);
  await sendView(request, response, view);
  return sent();
};

/** A worklist of fifty loans as the page hands it over. */
const LIST: View = {
  view: 'loans',
  title: { zh: '贷款', en: 'Loans' },
  values: {
    items: Array.from({ length: ROWS }, (_, index) => ({
      loanId: String(index + 1),
      contractNumber: `BANK01-CD-2025-${String(index).padStart(4, '0')}`,
      borrowerName: '示范创业者',
      principal: '300000.00',
      outstanding: '250000.00',
      maturesOn: '2027-03-15',
      shown: { label: { zh: '正常', en: 'Active' }, tone: 'good' },
    })),
    fields: [],
    more: '/loans?cursor=51',
  },
};

/** Renders a second, by a round of many. */
async function rendersASecond(render: () => unknown): Promise<number> {
  const startedAt = performance.now();
  for (let times = 0; times < RENDERS_A_ROUND; times += 1) await render();
  return (RENDERS_A_ROUND * 1_000) / (performance.now() - startedAt);
}

const render: Measurement = {
  name: 'page-render',
  async measure({ rounds }) {
    const ours = () => bodyOf('/loans', LIST);
    const values = await framedValues(exchange('/loans').request, LIST);
    const bare = () => renderPage('portal/loans', values);
    assertSame('page', (await ours()).replace(NONCE, ''), bare().replace(NONCE, ''));
    const medians = await interleaved(
      rounds,
      () => rendersASecond(ours),
      () => rendersASecond(bare),
    );
    const what =
      'a worklist of fifty rows with its frame, language, policy and nonce, against the bare template with its values at hand';
    return benchRow({ name: 'page-render', what, unit: 'pages/s' }, medians, ratioAtLeast(0.8));
  },
};

const EMPTY_INPUT: PageInput = {
  params: {},
  query: {},
  body: {},
  file: undefined,
  stored: undefined,
  keepsCookies: true,
  known: true,
};

function pageAt(path: string): Page {
  const page = PORTAL_PAGES.find((each) => each.method === 'get' && each.path === path);
  if (!page) throw new Error(`There is no page ${path}`);
  return page;
}

/** The first pages of worklists, as those see them who see the most. */
const WORKLISTS = [
  { path: '/desk', query: {}, username: 'bank.maker' },
  { path: '/desk/loans', query: {}, username: 'bank.maker' },
  { path: '/desk/loans', query: { state: 'overdue' }, username: 'bank.maker' },
  { path: '/desk/loans', query: { state: 'active' }, username: 'bank.maker' },
  { path: '/desk/loans', query: { state: 'active' }, username: 'district.reviewer' },
  { path: '/desk/loans', query: {}, username: 'centre.maker' },
  { path: '/loans', query: { state: 'active' }, username: 'centre.maker' },
] as const;

const worklist: Measurement = {
  name: 'worklist',
  needsServer: true,
  async measure(bench) {
    const world = await bench.world();
    let slowest = 0;
    for (const { path, query, username } of WORKLISTS) {
      const context = await world.contextOf(username);
      const page = pageAt(path);
      const times: number[] = [];
      for (let round = 0; round <= bench.rounds; round += 1) {
        const startedAt = performance.now();
        const answer = await page.handle(context, { ...EMPTY_INPUT, query });
        if (!('view' in answer)) throw new Error(`${path} shows no page`);
        await bodyOf(path, answer, context);
        if (round > 0) times.push(performance.now() - startedAt);
      }
      const time = median(times);
      bench.progress(`  ${username} ${path} ${JSON.stringify(query)}: ${time.toFixed(1)} ms`);
      slowest = Math.max(slowest, time);
    }
    const what = `the slowest first page of a worklist over ${world.loans} loans, read and rendered in the server`;
    return benchRow(
      { name: 'worklist', what, unit: 'ms' },
      { ours: slowest, baseline: null },
      atMost(100, 'ms'),
    );
  },
};

export const PAGES: readonly Measurement[] = [render, worklist];
