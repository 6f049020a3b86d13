import { addIndex, dropIndex, type Schema } from '../create-table.js';

const OFFICES = ['bankOrganisationId', 'districtOrganisationId', 'guarantorOrganisationId'];

/** The loans of one office in one state, the newest first: a page of them costs the same in a small book and in a large one. */
export async function up(schema: Schema): Promise<void> {
  for (const office of OFFICES) await addIndex(schema, 'loans', [office, 'state', 'id']);
}

export async function down(schema: Schema): Promise<void> {
  for (const office of OFFICES) await dropIndex(schema, 'loans', [office, 'state', 'id']);
}
