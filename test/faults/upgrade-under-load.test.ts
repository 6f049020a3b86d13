import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { migrate } from '../../models/migrate.js';
import { selectRows } from '../../models/rows.js';
import { openKillStage, type KillStage } from '../torture/kills/kill-stage.js';
import type { RealServer } from '../torture/kills/real-server.js';
import { assertAll, race } from '../torture/kills/run-kills.js';
import { untilIdle } from '../torture/kills/settle-down.js';
import { makePlace, type Place } from '../torture/torture-database.js';

/** A built earlier version to run beside this one; this version stands for it where none is named. */
const EARLIER = process.env['PREVIOUS_VERSION'] ?? '.';
const MIGRATIONS = resolve('dist/models/migrations');
const COLUMNS = resolve('dist/models/columns.js');
const TABLES = resolve('dist/models/create-table.js');
const BEFORE_MS = 1_500;
const AFTER_MS = 2_500;

/** What the next version may bring: columns in tables that are written all the time, a table, an index. */
const NEXT_MIGRATION = `
  import { code, count, foreignKey, id, optional, withDefault } from ${JSON.stringify(COLUMNS)};
  import { addColumn, createTable, dropColumn, dropTables } from ${JSON.stringify(TABLES)};
  export async function up(schema) {
    await addColumn(schema, 'loans', 'nextMark', optional(code(16)));
    await addColumn(schema, 'repayments', 'nextCount', withDefault(count(), 0));
    await addColumn(schema, 'audit_events', 'nextMark', optional(code(16)));
    await createTable(schema, 'next_things', { id: id(), loanId: foreignKey('loans') }, { indexes: [['loanId', 'id']] });
  }
  export async function down(schema) {
    await dropTables(schema, ['next_things']);
    await dropColumn(schema, 'audit_events', 'nextMark');
    await dropColumn(schema, 'repayments', 'nextCount');
    await dropColumn(schema, 'loans', 'nextMark');
  }
`;

describe('An upgrade while requests are served', () => {
  let place: Place;
  let stage: KillStage;
  let folder: string;
  let instances: RealServer[] = [];
  before(async function () {
    this.timeout(180_000);
    place = await makePlace();
    let turn = 0;
    stage = await openKillStage({
      ...place,
      seed: 11,
      parts: 3,
      loans: 24,
      hostOf: () => instances[(turn += 1) % instances.length]?.host ?? '',
    });
    folder = await mkdtemp(join(tmpdir(), 'suidai-next-'));
    for (const file of readdirSync(MIGRATIONS)) await symlink(join(MIGRATIONS, file), join(folder, file));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, '299901010001-next.js'), NEXT_MIGRATION);
  });
  after(async function () {
    this.timeout(60_000);
    for (const instance of instances) await instance.kill();
    await stage?.close();
    await place?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('no request fails while the tables change, and the version that does not know them goes on beside the next', async () => {
    const [earlier, later] = [await stage.secondServer({}, EARLIER), await stage.secondServer()];
    await earlier.start();
    instances = [earlier];
    const stopping = new AbortController();
    const racing = Promise.all(stage.parts.map((part) => race(part, () => stopping.signal.aborted)));
    racing.catch(() => stopping.abort());
    const racedFor = (): number => stage.parts.reduce((sum, { model }) => sum + model.racing, 0);

    await delay(BEFORE_MS);
    const before = racedFor();
    expect(await migrate(stage.system.database, folder)).to.deep.equal(['299901010001-next']);
    await later.start();
    instances = [earlier, later];
    await delay(AFTER_MS);
    const ready = await fetch(`${earlier.host}/readyz`);
    expect(ready.status, 'the earlier version is ready').to.equal(200);
    instances = [later];
    expect(await earlier.stop(), 'it ends in good order').to.equal(0);
    stopping.abort();
    await racing;
    expect(racedFor(), 'money requests after the change').to.be.greaterThan(before);

    await untilIdle(stage);
    await assertAll(stage, {});
    const [added] = await selectRows<{ n: number }>(
      stage.observer,
      'SELECT COUNT(*) AS n FROM repayments WHERE nextCount = 0',
    );
    expect(added?.n).to.be.greaterThan(0);
  }).timeout(240_000);
});
