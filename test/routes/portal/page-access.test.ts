import { expect } from 'chai';
import supertest, { type Response } from 'supertest';
import type { GuardedPage, Page } from '../../../routes/portal/page.js';
import { PORTAL_PAGES } from '../../../routes/portal/portal.js';
import { can } from '../../../server/auth/permissions.js';
import { ROLES, type Role } from '../../../server/core/roles.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser, type Browser } from '../../support/browser.js';
import { PASSWORD } from '../../support/people.js';
import { ROW_MAKERS } from '../row-makers/index.js';
import { rowsAbove } from '../row-makers/rows-above.js';
import { PERSON_IN } from '../scenarios/world.js';

type PersonRole = Exclude<Role, 'bank-machine'>;

const PEOPLE = Object.keys(ROLES).filter((role): role is PersonRole => role !== 'bank-machine');
const ID_OF_NOTHING = '999999999999999';

/** What stands in a path beside ids of rows. */
const WORDS: Readonly<Record<string, string>> = { step: 'loan' };

const isGuarded = (page: Page): page is GuardedPage => page.permission !== 'public';
const parametersOf = ({ path }: Page): string[] =>
  [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
const rowsOf = (page: Page): string[] => parametersOf(page).filter((name) => WORDS[name] === undefined);

const pathWith = ({ path }: Page, params: Readonly<Record<string, string>>): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? WORDS[name] ?? ID_OF_NOTHING);

/** One for the whole matrix: what it asks changes nothing. */
let prepared: Promise<TestApp> | undefined;
const theApp = (): Promise<TestApp> => (prepared ??= startTestApp());

const browsers = new Map<PersonRole, Promise<Browser>>();
async function openAs(role: PersonRole): Promise<Browser> {
  const browser = openBrowser((await theApp()).app);
  await browser.logIn(PERSON_IN[role], PASSWORD);
  return browser;
}
function browserOf(role: PersonRole): Promise<Browser> {
  const known = browsers.get(role) ?? openAs(role);
  browsers.set(role, known);
  return known;
}

const PAPER = { fileName: 'paper.pdf', bytes: Buffer.from('%PDF-1.7\n%%EOF\n') };

async function ask(browser: Browser, page: Page, path: string): Promise<Response> {
  if (page.method === 'get') return browser.open(path);
  return page.upload ? browser.upload(path, {}, PAPER) : browser.send(path);
}

/** A row of the role's own for every parameter but the one that is replaced. */
async function paramsWith(role: PersonRole, page: Page, replaced: string, id: string) {
  const params: Record<string, string> = { [replaced]: id };
  const world = await theApp();
  for (const parameter of rowsOf(page)) {
    params[parameter] ??= (await ROW_MAKERS[parameter]?.own(world, role)) ?? ID_OF_NOTHING;
    const above = await rowsAbove(parameter, params[parameter]);
    if (parameter !== replaced && above[replaced] === undefined) Object.assign(params, above);
  }
  return params;
}

async function foreignIds(role: PersonRole, parameter: string): Promise<string[]> {
  const maker = ROW_MAKERS[parameter];
  if (!maker) expect.fail(`:${parameter} has no row maker: write one in test/routes/row-makers/`);
  const foreign = await maker.foreign(await theApp(), role);
  return foreign === undefined ? [ID_OF_NOTHING] : [ID_OF_NOTHING, foreign];
}

for (const page of PORTAL_PAGES.filter(isGuarded)) {
  const label = `${page.method} ${page.path}`;
  describe(`who may ${label}`, () => {
    it('not a stranger', async () => {
      const path = pathWith(page, {});
      const visitor = supertest((await theApp()).app);
      const reply = await visitor[page.method](path).set('Sec-Fetch-Site', 'same-origin').redirects(0);
      expect(reply.status, reply.text).to.equal(303);
      expect(reply.headers['location']).to.match(/^\/log-in/);
    });

    it(`nobody without ${page.permission}`, async () => {
      for (const role of PEOPLE.filter((each) => !can(each, page.permission))) {
        const reply = await ask(await browserOf(role), page, pathWith(page, {}));
        expect(reply.status, role).to.equal(403);
      }
    });

    if (rowsOf(page).length === 0) return;

    for (const parameter of rowsOf(page)) {
      it(`nobody at the ${parameter} of others`, async () => {
        for (const role of PEOPLE.filter((each) => can(each, page.permission))) {
          for (const id of await foreignIds(role, parameter)) {
            const path = pathWith(page, await paramsWith(role, page, parameter, id));
            const reply = await ask(await browserOf(role), page, path);
            expect(reply.status, `${role} ${path} ${reply.text}`).to.equal(404);
          }
        }
      });
    }

    if (page.method === 'get') {
      it('but those whose row it is, unless its stage is over', async () => {
        for (const role of PEOPLE.filter((each) => can(each, page.permission))) {
          const path = pathWith(page, await paramsWith(role, page, '', ''));
          const reply = await ask(await browserOf(role), page, path);
          expect(reply.status, `${role} ${path} ${reply.text}`).to.be.oneOf([200, 409]);
        }
      });
    }
  });
}

describe('the pages', () => {
  it('name each guarded path once for each method', () => {
    const declared = PORTAL_PAGES.map((page) => `${page.method} ${page.path}`);
    expect(new Set(declared).size).to.equal(declared.length);
  });
});
