import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { PORTAL_PAGES } from '../../routes/portal/portal.js';
import type { Page as PortalPage } from '../../routes/portal/page.js';
import { can } from '../../server/auth/permissions.js';
import { ROLES, type Role } from '../../server/core/roles.js';
import { GUIDES } from '../../templates/guides.js';
import { rowsAbove } from '../routes/row-makers/rows-above.js';
import { ROW_MAKERS } from '../routes/row-makers/index.js';
import { PERSON_IN } from '../routes/scenarios/world.js';
import { PASSWORD } from '../support/people.js';
import { expectAccessible, expectToFit, openStage, type BrowserStage } from './browser-stage.js';

/** The narrowest screen that everything has to fit. */
const NARROW = { viewport: { width: 320, height: 640 }, locale: 'zh-CN' } as const;

const PEOPLE = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'bank-machine');

/** Pages that send a file, end something or lead elsewhere. */
const NOT_A_PAGE = /\/files?(?:\/|$)|\.csv$|^\/language\/|\/papers\/:attachmentId$/;

const isShownTo =
  (role: Role) =>
  ({ method, path, permission }: PortalPage): boolean =>
    method === 'get' && permission !== 'public' && !NOT_A_PAGE.test(path) && can(role, permission);

/** What a page has to be asked with. */
const QUERIES: Readonly<Record<string, string>> = {
  '/reports/loans': '?figure=issued&from=2025-01-01&to=2025-06-30',
};

const STEPS = ['people', 'business', 'loan', 'standing'];

describe('every page, as everybody who may see it', () => {
  let stage: BrowserStage;
  before(async () => {
    stage = await openStage();
    // Quarters are few: the one payment run comes before the claims of other rows take them.
    await ROW_MAKERS['runId']?.own(stage.app, 'auditor');
  });
  after(() => stage.close());

  /** The addresses of a page: with a row of the reader's own for every parameter. */
  const addressesOf = async ({ path }: PortalPage, role: Role): Promise<string[]> => {
    const params: Record<string, string> = {};
    for (const [, name = ''] of path.matchAll(/:(\w+)/g)) {
      if (name === 'step') continue;
      const id = await ROW_MAKERS[name]?.own(stage.app, role);
      expect(id, `:${name} of ${path} has no row maker`).to.be.a('string');
      Object.assign(params, { [name]: id ?? '' }, await rowsAbove(name, id ?? ''));
    }
    const address =
      path.replaceAll(/:(\w+)/g, (whole, name: string) => params[name] ?? whole) + (QUERIES[path] ?? '');
    return address.includes(':step') ? STEPS.map((step) => address.replace(':step', step)) : [address];
  };

  const logIn = async (role: Role): Promise<Page> => {
    const page = await stage.visit(NARROW);
    await page.goto('/log-in');
    await page.fill('[name=username]', PERSON_IN[role]);
    await page.fill('[name=password]', PASSWORD);
    await page.locator('main button').click();
    await page.waitForURL((url) => url.pathname !== '/log-in');
    return page;
  };

  it('fits 320 px and breaks no rule of accessibility, for a visitor', async () => {
    const page = await stage.visit(NARROW);
    for (const { method, path, permission } of PORTAL_PAGES) {
      if (method !== 'get' || permission !== 'public' || path.includes(':')) continue;
      await page.goto(path);
      await expectAccessible(page);
    }
    for (const guide of Object.keys(GUIDES)) {
      await page.goto(`/help/${guide}`);
      await expectAccessible(page);
    }
  });

  const judged = new Set<string>();
  /** Judges what has not been judged alike before: what differs in numbers, tokens and the menu alone is the same to a reader. */
  const expectGood = async (page: Page, frame: string): Promise<void> => {
    const main = await page.locator('main').innerHTML();
    const content = main
      .replace(/<nav class="desk-menu"[\s\S]*?<\/nav>/, '')
      .replaceAll(/ value="[^"]*"|[0-9a-f-]{8,}|\d+/g, '');
    if (judged.has(content) && judged.has(frame)) {
      await expectToFit(page);
      return;
    }
    await expectAccessible(page);
    judged.add(content).add(frame);
  };

  for (const role of PEOPLE) {
    it(`fits 320 px and breaks no rule of accessibility, for the ${role}`, async () => {
      const page = await logIn(role);
      let seen = 0;
      for (const shown of PORTAL_PAGES.filter(isShownTo(role))) {
        for (const address of await addressesOf(shown, role)) {
          const reply = await page.goto(address);
          // A decision on which nothing waits says so.
          expect(reply?.status(), address).to.be.oneOf([200, 409]);
          await expectGood(page, `the frame of the ${role}`);
          seen += 1;
        }
      }
      expect(seen).to.be.greaterThan(4);
    });
  }

  it('raised no alarm', () => {
    expect(stage.alarms).to.deep.equal([]);
  });
});
