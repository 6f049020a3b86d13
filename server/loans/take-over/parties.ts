import type { Transaction } from 'sequelize';
import { Organisation } from '../../../models/organisation.js';
import { findRows } from '../../../models/rows.js';

/** The organisations that a portfolio names: districts by their code of GB/T 2260, guarantors by ours. */
export interface Parties {
  readonly districts: ReadonlyMap<string, number>;
  readonly guarantors: ReadonlyMap<string, number>;
}

export async function findParties(transaction: Transaction): Promise<Parties> {
  const where = { kind: ['district', 'guarantor'] as const };
  const organisations = await findRows(Organisation, { where, transaction });
  const districts = new Map<string, number>();
  const guarantors = new Map<string, number>();
  for (const { id, kind, code, districtCode } of organisations) {
    if (kind === 'guarantor') guarantors.set(code, id);
    else if (districtCode !== null) districts.set(districtCode, id);
  }
  return { districts, guarantors };
}
