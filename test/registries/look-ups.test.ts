import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { RegistryLookUp } from '../../models/registry-look-up.js';
import { findRow, findRows } from '../../models/rows.js';
import { StageClock } from '../../models/stage-clock.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  bodyOf,
  bringPapers,
  buildDraft,
  CONSENT,
  creditCodeOf,
  versionOf,
  type BuiltApplication,
} from '../support/applications.js';
import { openBrowser } from '../support/browser.js';
import { identityNumberOf, PASSWORD } from '../support/people.js';
import { agreeToLookUps, bringRoster, firmRow, personRow, type SentRoster } from '../support/rosters.js';

const missingOf = async ({ path, founder }: BuiltApplication): Promise<string[]> =>
  (bodyOf(await founder.client.get(path), 200)['missingPapers'] as { kind: string }[]).map(
    ({ kind }) => kind,
  );

const lookedUp = ({ path, founder }: BuiltApplication) => founder.client.post(`${path}/registry-look-ups`);

const submit = async ({ path, founder }: BuiltApplication) => {
  const version = await versionOf(founder.client, path);
  return founder.client.post(`${path}/submissions`).send({ version, consentTextVersion: CONSENT });
};

const lookUpsOf = ({ id }: BuiltApplication) =>
  findRows(RegistryLookUp, { where: { applicationId: Number(id) }, order: [['id', 'ASC']] });

const outcomeOf = async (built: BuiltApplication, registry: string) => {
  bodyOf(await lookedUp(built), 200);
  return (await lookUpsOf(built)).find((each) => each.registry === registry)?.outcome;
};

const dueOf = async ({ id }: BuiltApplication) =>
  (await findRow(StageClock, { where: { subjectId: Number(id), stage: 'precheck' } }))?.dueOn;

describe('What the city already knows', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });

  const registriesSay = async (registry: SentRoster['registry'], rows: readonly string[]): Promise<void> => {
    const { file } = await bringRoster(app, { registry, mode: 'delta', rows });
    expect(file.problems).to.deep.equal([]);
  };

  /** A draft of a founder in the registry of the unemployed. */
  async function unemployedFounder(): Promise<BuiltApplication> {
    const built = await buildDraft(app, { form: { borrowerCategory: 'registered-unemployed' } });
    await registriesSay('registered-unemployed', [personRow(identityNumberOf(built.founder.serial))]);
    return built;
  }

  /** A draft of a business at a village, whose founder has agreed to look-ups. */
  const draftAt = async (form: Record<string, unknown> = {}): Promise<BuiltApplication> => {
    const business = {
      name: '天河示范村的店',
      creditCode: creditCodeOf(4711),
      registeredOn: '2024-05-06',
      address: '广州市天河区沙东街示范村12号',
      districtCode: '440106',
      industry: '零售业',
    };
    const built = await buildDraft(app, { form: { business, ...form } });
    await agreeToLookUps(built.founder.client);
    return built;
  };

  it('is not looked up without consent, and the paper stays required [T58]', async () => {
    const built = await unemployedFounder();
    const refused = await lookedUp(built);
    expect(refused.status).to.equal(422);
    expect(refused.body).to.include({ code: 'consent-missing' });
    expect(await missingOf(built)).to.include('category-proof');
    expect((await submit(built)).body).to.include({ code: 'incomplete-application' });
    expect(await lookUpsOf(built)).to.deep.equal([]);
  });

  it('is not asked for again, and each look-up is kept with purpose and consent', async () => {
    const built = await unemployedFounder();
    await agreeToLookUps(built.founder.client);
    const answer = bodyOf(await lookedUp(built), 200);
    const match = (answer['registryEvidence'] as { outcome: string }[]).find(
      ({ outcome }) => outcome === 'match',
    );
    expect(match).to.include({
      registry: 'registered-unemployed',
      standsFor: 'category-proof',
      sourceOffice: '市就业中心',
      asOfOn: '2025-03-21',
    });
    expect(await missingOf(built)).not.to.include('category-proof');
    await bringPapers(built.founder.client, built.path);
    bodyOf(await submit(built), 200);

    const kept = await lookUpsOf(built);
    const ofGroup = kept.filter(({ registry }) => registry === 'registered-unemployed');
    expect(ofGroup.map(({ purpose, basis, outcome }) => [purpose, basis, outcome])).to.deep.equal([
      ['evidence', 'consent', 'match'],
      ['eligibility', 'consent', 'match'],
    ]);
    expect(ofGroup[0]?.consentId).to.be.a('number');
    const event = await findRow(AuditEvent, {
      where: { command: 'application.look-up', subjectId: Number(built.id) },
    });
    expect(event?.detailJson).to.contain('registered-unemployed');
    const shown = bodyOf(await built.founder.client.get(`${built.path}/registry-look-ups`), 200);
    expect(shown.items[0]).to.include({ purpose: 'eligibility', lookedUpBy: 'Borrower' });
  });

  it('counts no longer once the consent is withdrawn, or when the form names somebody else’s group', async () => {
    const built = await unemployedFounder();
    const { client } = built.founder;
    await agreeToLookUps(client);
    bodyOf(await lookedUp(built), 200);
    expect(await missingOf(built)).not.to.include('category-proof');
    await agreeToLookUps(client, false);
    expect(await missingOf(built)).to.include('category-proof');
    expect((await lookedUp(built)).status).to.equal(422);
    await agreeToLookUps(client);
    const { form, version } = bodyOf(await client.get(`${built.path}/form`), 200) as unknown as {
      form: object;
      version: number;
    };
    const changed = { ...form, borrowerCategory: 'ex-service' };
    bodyOf(await client.put(built.path).send({ version, form: changed }), 200);
    expect(await missingOf(built)).to.include('category-proof');
  });

  it('keeps a person off the public payroll whatever was declared, and the refused filing leaves its look-ups', async () => {
    const built = await buildDraft(app);
    await agreeToLookUps(built.founder.client);
    await registriesSay('publicly-paid', [personRow(identityNumberOf(built.founder.serial))]);
    await bringPapers(built.founder.client, built.path);
    const refused = await submit(built);
    expect(refused.status, refused.text).to.equal(422);
    expect(refused.body).to.include({ code: 'not-eligible' });
    expect(refused.text).to.contain('not-publicly-paid');
    expect((await lookUpsOf(built)).map(({ registry }) => registry)).to.include('publicly-paid');
  });

  it('refuses a business that was deregistered before the application', async () => {
    const built = await buildDraft(app);
    await agreeToLookUps(built.founder.client);
    await registriesSay('deregistered-firms', [firmRow(creditCodeOf(built.founder.serial), '2025-02-03')]);
    await bringPapers(built.founder.client, built.path);
    const refused = await submit(built);
    expect(refused.body).to.include({ code: 'not-eligible' });
    expect(refused.text).to.contain('local-registration').and.to.contain('2025-02-03');
  });

  it('spares an enterprise the roster of a staff that is insured, and not before all are', async () => {
    const built = await buildDraft(app, { borrowerKind: 'enterprise' });
    await agreeToLookUps(built.founder.client);
    const firm = creditCodeOf(built.founder.serial);
    const staff = (from: number, until: number) =>
      Array.from({ length: until - from }, (_, index) =>
        personRow(identityNumberOf(500 + from + index), '2024-06-01', '', firm),
      );
    await registriesSay('social-insurance', staff(0, 19));
    bodyOf(await lookedUp(built), 200);
    expect(await missingOf(built)).to.include('staff-roster');
    await registriesSay('social-insurance', staff(19, 20));
    bodyOf(await lookedUp(built), 200);
    expect(await missingOf(built)).not.to.include('staff-roster');
  });

  it('puts a whitelisted founder on the fast lane, with shorter clocks', async () => {
    const slow = await buildDraft(app);
    const fast = await buildDraft(app);
    await agreeToLookUps(fast.founder.client);
    await registriesSay('entrepreneur-whitelist', [personRow(identityNumberOf(fast.founder.serial))]);
    for (const built of [slow, fast]) {
      await bringPapers(built.founder.client, built.path);
      bodyOf(await submit(built), 200);
    }
    expect([await dueOf(slow), await dueOf(fast)]).to.deep.equal(['2025-03-25', '2025-03-24']);
    expect(bodyOf(await fast.founder.client.get(fast.path), 200)).to.include({ fastLane: true });
    expect(bodyOf(await slow.founder.client.get(slow.path), 200)).to.include({ fastLane: false });
    const bank = openBrowser(app.app);
    await bank.logIn('bank.maker', PASSWORD);
    expect((await bank.open(`/applications/${fast.id}`)).text).to.include('绿色通道');
    expect((await bank.open(`/applications/${slow.id}`)).text).to.not.include('绿色通道');
  });

  describe('by where the business is', () => {
    it('finds a typical start-up village by its name in the address, whatever number the registry gives it', async () => {
      await registriesSay('startup-villages', ['CC9,示范村,天河区,2023-01-01,,']);
      const built = await draftAt();
      expect(await outcomeOf(built, 'startup-villages')).to.equal('match');
      expect(await outcomeOf(built, 'youth-bases'), 'asked of the youth alone').to.equal(undefined);
    });

    it('finds a base for young people from Hong Kong, Macao and Taiwan by its address', async () => {
      await registriesSay('youth-bases', ['GA9,港澳台青年空间,天河区,2023-01-01,沙东街示范村12号,']);
      const youth = { borrowerCategory: 'hong-kong-macao-taiwan-youth' };
      expect(await outcomeOf(await draftAt(youth), 'youth-bases')).to.equal('match');
    });
  });
});
