import { Organisation } from '../../models/organisation.js';
import { findRow } from '../../models/rows.js';

/** The office of a kind in whose name papers are issued. */
export async function findOffice(kind: 'centre' | 'finance'): Promise<number> {
  const office = await findRow(Organisation, { where: { kind }, order: [['id', 'ASC']] });
  if (!office) throw new Error(`There is no organisation of kind ${kind}`);
  return office.id;
}
