import { changeWords } from '../change-words.js';
import {
  blindIndex,
  cipher,
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  optional,
  reference,
  text,
  withDefault,
} from '../columns.js';
import { createTable, dropTables, type Schema } from '../create-table.js';

const BANK_FILES = ['portfolio', 'repayments', 'loan-events', 'subsidy-claim', 'balances', 'payment-results'];
const ROSTERS = ['person-roster', 'firm-roster', 'place-roster'];

/** Creates the tables of what the city's other platforms send: files with their provenance, and who stands in them. */
export async function up(schema: Schema): Promise<void> {
  await changeWords(schema, 'imports', 'kind', [...BANK_FILES, ...ROSTERS], ['import_rejections']);
  await createTable(
    schema,
    'roster_files',
    {
      id: id(),
      importId: foreignKey('imports'),
      registry: code(32),
      mode: code(16, ['snapshot', 'delta']),
      sourceOffice: text(96),
      documentNumber: optional(reference(96)),
      asOfOn: day(),
      state: code(16, ['taking', 'taken', 'taken-in-part']),
      endedCount: withDefault(count(), 0),
      receivedByUserId: foreignKey('users'),
      createdAt: instant(),
      takenAt: optional(instant()),
    },
    {
      unique: [['importId']],
      checks: { taken_when: "(state = 'taking') = (takenAt IS NULL)" },
      indexes: [['registry', 'asOfOn', 'id']],
    },
  );
  await createTable(
    schema,
    'roster_entries',
    {
      id: id(),
      registry: code(32),
      subjectKind: code(32),
      subjectIndex: blindIndex(),
      aboutIndex: optional(blindIndex()),
      contentCipher: cipher(),
      contentMark: blindIndex(),
      districtCode: optional(code(6)),
      placeName: optional(text(128)),
      fromOn: day(),
      untilOn: optional(day()),
      listedOn: day(),
      delistedOn: optional(day()),
      firstFileId: foreignKey('roster_files'),
      lastFileId: foreignKey('roster_files'),
      endedByFileId: optional(foreignKey('roster_files')),
      liveKey: optional(blindIndex()),
    },
    {
      unique: [['liveKey']],
      checks: {
        live_until_delisted: '(liveKey IS NULL) = (delistedOn IS NOT NULL)',
        ended_by: '(delistedOn IS NULL) = (endedByFileId IS NULL)',
        days: 'untilOn >= fromOn AND delistedOn >= listedOn',
      },
      indexes: [
        ['registry', 'subjectIndex'],
        ['registry', 'aboutIndex'],
        ['registry', 'delistedOn', 'lastFileId'],
      ],
    },
  );
}

export async function down(schema: Schema): Promise<void> {
  await dropTables(schema, ['roster_entries', 'roster_files']);
  await changeWords(schema, 'imports', 'kind', BANK_FILES, ['import_rejections']);
}
