import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { ImportRejection } from '../../models/import-rejection.js';
import { RosterEntry } from '../../models/roster-entry.js';
import { findRow, findRows } from '../../models/rows.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { bodyOf, creditCodeOf } from '../support/applications.js';
import { identityNumberOf } from '../support/people.js';
import { bringRoster, firmRow, personRow, sendRoster } from '../support/rosters.js';

const [ANNA, BAO, CAI] = [identityNumberOf(301), identityNumberOf(303), identityNumberOf(305)];

describe('a roster of the city', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });

  /** From which day on somebody is listed, and since when no longer. */
  const listingsOf = async (number: string, registry: string) => {
    const subjectIndex = app.system.cipher.blindIndex('identity', number);
    const entries = await findRows(RosterEntry, {
      where: { subjectIndex, registry: registry as 'deceased' },
      order: [['id', 'ASC']],
    });
    return entries.map(({ listedOn, delistedOn }) => [listedOn, delistedOn]);
  };

  it('is read in the background; who stands in it is known by blind index and stored encrypted', async () => {
    const { roster } = await bringRoster(app, {
      registry: 'registered-unemployed',
      rows: [personRow(ANNA), personRow(BAO)],
      asOfOn: '2025-03-01',
    });
    expect(roster).to.include({ state: 'taken', acceptedCount: 2, rejectedCount: 0, asOfOn: '2025-03-01' });
    const [entry] = await findRows(RosterEntry, { where: { registry: 'registered-unemployed' } });
    expect(JSON.stringify(entry)).not.to.contain(ANNA);
    const event = await findRow(AuditEvent, {
      where: { subjectKind: 'roster', subjectId: roster.id, command: 'roster.finish' },
    });
    expect(event?.detailJson).to.contain('registered-unemployed').and.not.to.contain(ANNA);
  });

  it('as the next snapshot takes off the list whoever is missing, and leaves the others as they were', async () => {
    const { roster } = await bringRoster(app, {
      registry: 'registered-unemployed',
      rows: [personRow(BAO), personRow(CAI)],
      asOfOn: '2025-03-10',
    });
    expect(roster).to.include({ acceptedCount: 1, unchangedCount: 1, endedCount: 1 });
    expect(await listingsOf(ANNA, 'registered-unemployed')).to.deep.equal([['2025-03-01', '2025-03-10']]);
    expect(await listingsOf(BAO, 'registered-unemployed')).to.deep.equal([['2025-03-01', null]]);
  });

  it('sent once more changes nothing', async () => {
    const rows = [personRow(BAO), personRow(CAI)];
    const { roster } = await bringRoster(app, {
      registry: 'registered-unemployed',
      rows,
      asOfOn: '2025-03-10',
    });
    expect(roster).to.include({ acceptedCount: 0, unchangedCount: 2, endedCount: 0 });
  });

  it('with a refused row takes nobody off the list, and says which row and why', async () => {
    const { roster, file } = await bringRoster(app, {
      registry: 'registered-unemployed',
      rows: [personRow(BAO), personRow('440106199001010011'), '某人,护照,E1,2025-01-01,,,,'],
      asOfOn: '2025-03-12',
    });
    expect(roster).to.include({ state: 'taken-in-part', rejectedCount: 2, endedCount: 0 });
    expect(file.problems.map(({ line, column }) => [line, column])).to.deep.equal([
      [3, '证件号码'],
      [4, '证件类型'],
    ]);
    expect(await listingsOf(CAI, 'registered-unemployed')).to.deep.equal([['2025-03-10', null]]);
    const refused = await findRow(ImportRejection, { where: { importId: roster.importId } });
    expect(refused?.cellsCipher).not.to.contain('440106199001010011');
    const corrected = await (
      await app.logIn('centre.maker')
    ).get(`/api/v1/imports/${roster.importId}/rejected-file`);
    expect(corrected.text).to.contain('440106199001010011').and.to.contain('拒绝原因');
  });

  it('of changes adds, changes and ends by row; whoever it does not name stays', async () => {
    const firm = creditCodeOf(7);
    const insured = personRow(ANNA, '2025-01-01', '', firm);
    await bringRoster(app, { registry: 'social-insurance', rows: [insured], asOfOn: '2025-02-01' });
    const { roster } = await bringRoster(app, {
      registry: 'social-insurance',
      mode: 'delta',
      rows: [
        personRow(ANNA, '2025-01-01', '2025-03-01', firm, '终止'),
        personRow(BAO, '2025-02-01', '', firm),
      ],
      asOfOn: '2025-03-01',
    });
    expect(roster).to.include({ acceptedCount: 2, endedCount: 0 });
    expect(await listingsOf(ANNA, 'social-insurance')).to.deep.equal([['2025-02-01', '2025-03-01']]);
    expect(await listingsOf(BAO, 'social-insurance')).to.deep.equal([['2025-03-01', null]]);
  });

  it('of insured people names the employer, and of tenants the base', async () => {
    const people = await bringRoster(app, {
      registry: 'social-insurance',
      mode: 'delta',
      rows: [personRow(CAI)],
    });
    const tenants = await bringRoster(app, {
      registry: 'base-tenants',
      rows: [firmRow(creditCodeOf(8), '2025-01-01'), firmRow(creditCodeOf(9), '2025-01-01', 'JD01')],
    });
    expect(people.file.problems.map(({ code }) => code)).to.deep.equal(['missing']);
    expect(tenants.file.problems.map(({ line, code }) => [line, code])).to.deep.equal([[2, 'missing']]);
  });

  it('of an earlier day than the last one, or of tomorrow, is refused', async () => {
    const stale = { registry: 'registered-unemployed', rows: [], asOfOn: '2025-03-11' } as const;
    await expectRefusal(sendRoster(app, stale));
    await expectRefusal(sendRoster(app, { ...stale, registry: 'deceased', asOfOn: '2025-03-22' }));
  });

  it('is shown with source, day, hash and counts, and what each registry stands at', async () => {
    const auditor = await app.logIn('auditor');
    const list = bodyOf(await auditor.get('/api/v1/rosters?registry=base-tenants'), 200);
    expect(list.items[0]).to.include({
      sourceOffice: '市就业中心',
      asOfOn: '2025-03-21',
      rows: 2,
      rejected: 1,
    });
    expect(list.items[0]?.['sha256']).to.match(/^[0-9a-f]{64}$/);
    const { items } = bodyOf(await auditor.get('/api/v1/registries'), 200);
    expect(items).to.have.length(11);
    expect(items.find((each) => each['registry'] === 'base-tenants')).to.include({ entries: 1 });
    expect((await (await app.logIn('bank.maker')).get('/api/v1/rosters')).status).to.equal(403);
  });

  it('cannot come in as a bank’s file, which has no source and no day', async () => {
    const sent = (await app.logIn('centre.maker'))
      .post('/api/v1/imports')
      .field('kind', 'person-roster')
      .field('bankCode', 'BANK')
      .attach('file', Buffer.from('姓名\n'), '名册.csv');
    expect((await sent).status).to.equal(400);
  });
});

async function expectRefusal(sending: Promise<number>): Promise<void> {
  const refusal = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).to.include({ code: 'malformed' });
}
