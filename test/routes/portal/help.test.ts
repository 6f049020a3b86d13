import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ROLES, type Role } from '../../../server/core/roles.js';
import { GUIDE_OF_ROLE, GUIDES, renderMarkdown } from '../../../templates/guides.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { openBrowser } from '../../support/browser.js';
import { PASSWORD } from '../../support/people.js';
import { PERSON_IN } from '../scenarios/world.js';

const FOLDER = 'docs/guide';
const PEOPLE = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'bank-machine');
const picturesIn = (guide: string): string[] =>
  [...readFileSync(`${FOLDER}/${guide}.md`, 'utf8').matchAll(/!\[[^\]]+\]\(pictures\/([^)]+)\)/g)].map(
    ([, name = '']) => name,
  );

describe('help', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });

  for (const role of PEOPLE) {
    it(`leads the ${role} to the guide of that work, with its pictures`, async () => {
      const browser = openBrowser(app.app);
      await browser.logIn(PERSON_IN[role], PASSWORD);
      const guide = GUIDE_OF_ROLE[role];
      expect((await browser.open('/messages')).text).to.include(`<a href="/help/${guide}"`);
      const { text } = await browser.open(`/help/${guide}`).expect(200);
      expect(text).to.include(`<h1>${GUIDES[guide].zh}</h1>`);
      const shown = [...text.matchAll(/<img src="([^"]+)" alt="[^"]+" width="\d+" height="\d+"/g)];
      expect(shown.map(([, src]) => src)).to.deep.equal(
        picturesIn(guide).map((name) => `/help/pictures/${name}`),
      );
      for (const [, src = ''] of shown)
        expect((await browser.open(src).expect(200)).headers['content-type']).to.equal('image/png');
    });
  }

  it('is open to everybody, and knows no other guides and pictures', async () => {
    const visitor = openBrowser(app.app);
    const { text } = await visitor.open('/help').expect(200);
    for (const name of Object.keys(GUIDES)) expect(text).to.include(`href="/help/${name}"`);
    await visitor.open('/help/secrets').expect(404);
    await visitor.open('/help/pictures/missing.png').expect(404);
    await visitor.open('/help/pictures/..%2Fborrower.md').expect(404);
  });

  it('has a guide for every kind of work, every picture has its place, and none is large', () => {
    const guides = Object.keys(GUIDES);
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
    expect(files.toSorted()).to.deep.equal(guides.map((name) => `${name}.md`).toSorted());
    const pictures = readdirSync(`${FOLDER}/pictures`);
    expect(pictures.toSorted()).to.deep.equal([...new Set(guides.flatMap(picturesIn))].toSorted());
    for (const name of pictures)
      expect(readFileSync(`${FOLDER}/pictures/${name}`).length, name).to.be.below(200_000);
  });

  it('shows markup in a guide as text, and links to nothing that runs', () => {
    const markup = renderMarkdown('<script>alert(1)</script> [a](javascript:alert(2)) [银行](bank.md)');
    expect(markup).to.include('&lt;script&gt;').and.include('href="/help/bank"');
    expect(markup).not.to.match(/<script|href="javascript/);
  });
});
