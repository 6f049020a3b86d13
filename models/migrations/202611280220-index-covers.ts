import { addIndex, dropIndex, type Schema } from '../create-table.js';

/** Where an index is exchanged for another form of it, wherever it is held. */
const HELD: readonly (readonly [string, string])[] = [
  ['approvals', 'makerPersonIndex'],
  ['approvals', 'checkerPersonIndex'],
  ['compensation_steps', 'takenByPersonIndex'],
  ['registry_look_ups', 'subjectIndex'],
  ['roster_entries', 'subjectIndex'],
  ['roster_entries', 'aboutIndex'],
  ['roster_entries', 'contentMark'],
  ['audit_whitelist', 'elementHash'],
  ['red_flags', 'elementHash'],
];

/** A change of the key over the blind indexes finds by them whatever holds one. */
export async function up(schema: Schema): Promise<void> {
  for (const [table, column] of HELD) await addIndex(schema, table, [column]);
}

export async function down(schema: Schema): Promise<void> {
  for (const [table, column] of HELD.toReversed()) await dropIndex(schema, table, [column]);
}
