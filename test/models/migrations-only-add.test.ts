import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import type { Database } from '../../models/database.js';
import { migrate } from '../../models/migrate.js';
import { selectRows } from '../../models/rows.js';
import { tableNames, throwAwayDatabase, type ThrowAwayDatabase } from '../support/database.js';

/** Nothing was installed yet when this was decided; no other may join it. */
const BEFORE_THE_FIRST_INSTALLATION =
  '202611240010-rate-limit-windows.js: rate_limits.expiresAt must not be null any more';
const MIGRATIONS = resolve('dist/models/migrations');

interface StoredColumn {
  readonly table: string;
  readonly name: string;
  readonly kind: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
}

/** Every column there is, as the engine describes it. */
async function columnsOf(database: Database): Promise<Map<string, StoredColumn>> {
  const columns: StoredColumn[] = [];
  if (database.engine === 'mysql') {
    const rows = await selectRows<{
      t: string;
      name: string;
      kind: string;
      nullable: string;
      initial: string | null;
      extra: string;
    }>(
      database,
      `SELECT table_name AS t, column_name AS name, column_type AS kind, is_nullable AS nullable, column_default AS initial, extra AS extra
         FROM information_schema.columns WHERE table_schema = DATABASE()`,
    );
    for (const { t: table, name, kind, nullable, initial, extra } of rows)
      columns.push({
        table,
        name,
        kind,
        nullable: nullable === 'YES',
        hasDefault: initial !== null || extra.includes('auto_increment'),
      });
  } else {
    for (const table of await tableNames(database)) {
      const rows = await selectRows<{
        name: string;
        type: string;
        notnull: number;
        dflt_value: string | null;
        pk: number;
      }>(database, `PRAGMA table_info(${table})`);
      for (const { name, type: kind, notnull, dflt_value: initial, pk } of rows)
        columns.push({
          table,
          name,
          kind,
          nullable: notnull === 0,
          hasDefault: initial !== null || pk === 1,
        });
    }
  }
  return new Map(columns.map((column) => [`${column.table}.${column.name}`, column]));
}

/** What a program that knows only the earlier columns would stumble over. */
function inTheWayOfTheEarlierVersion(
  before: ReadonlyMap<string, StoredColumn>,
  after: ReadonlyMap<string, StoredColumn>,
): string[] {
  const gone = [...before].flatMap(([place, column]) => {
    const now = after.get(place);
    if (!now) return [`${place} is gone`];
    if (now.kind !== column.kind) return [`${place} was ${column.kind} and is ${now.kind}`];
    return column.nullable && !now.nullable ? [`${place} must not be null any more`] : [];
  });
  const knownTables = new Set([...before.values()].map(({ table }) => table));
  const wanted = [...after].flatMap(([place, { table, nullable, hasDefault }]) =>
    knownTables.has(table) && !before.has(place) && !nullable && !hasDefault
      ? [`${place} is wanted of every row`]
      : [],
  );
  return [...gone, ...wanted];
}

describe('Migrations let the version before go on', () => {
  let opened: ThrowAwayDatabase;
  let folder: string;
  before(async () => {
    opened = await throwAwayDatabase();
    folder = await mkdtemp(join(tmpdir(), 'suidai-steps-'));
  });
  after(async () => {
    await opened.remove();
    await rm(folder, { recursive: true });
  });

  it('none takes a column away, changes its type, or asks a new value of those who do not know it', async () => {
    const found: string[] = [];
    let known = await columnsOf(opened.database);
    const files = readdirSync(MIGRATIONS).filter((file) => file.endsWith('.js'));
    for (const file of files.toSorted((a, b) => a.localeCompare(b))) {
      await symlink(join(MIGRATIONS, file), join(folder, file));
      expect(await migrate(opened.database, folder)).to.have.length(1);
      const now = await columnsOf(opened.database);
      found.push(...inTheWayOfTheEarlierVersion(known, now).map((what) => `${file}: ${what}`));
      known = now;
    }
    expect(found.join('\n')).to.equal(BEFORE_THE_FIRST_INSTALLATION);
    expect(known.size).to.be.greaterThan(500);
  }).timeout(300_000);

  it('and what would stop it is found', () => {
    const column = { table: 'loans', name: 'state', kind: 'text', nullable: true, hasDefault: false };
    const before = new Map([['loans.state', column]]);
    const others: readonly (readonly [string, StoredColumn])[] = [
      ['loans.state', { ...column, nullable: false }],
      ['loans.new', { ...column, name: 'new', nullable: false }],
      ['other.new', { ...column, table: 'other', nullable: false }],
    ];
    expect(inTheWayOfTheEarlierVersion(before, new Map(others))).to.deep.equal([
      'loans.state must not be null any more',
      'loans.new is wanted of every row',
    ]);
    expect(inTheWayOfTheEarlierVersion(before, new Map())).to.deep.equal(['loans.state is gone']);
  });
});
