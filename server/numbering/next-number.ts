import { UniqueConstraintError } from 'sequelize';
import { NumberSequence } from '../../models/number-sequence.js';
import { insertRow, lockRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { yearMonthDay } from '../core/business-date.js';

/** Kinds of numbered papers and their prefix. */
const PREFIXES = {
  application: 'SQ',
  agreement: 'XY',
  guarantee: 'DB',
  'subsidy-claim': 'TX',
  'compensation-claim': 'DC',
  'payment-run': 'ZF',
  'clawback-case': 'ZH',
  document: 'WS',
  'red-flag-run': 'YD',
} as const;

/**
 * The next number of a kind in the present year, `SQ2025000001`. The counter's row is locked until commit, so numbers have no
 * gaps and no doubles; auto-increment promises neither.
 */
export async function nextNumber(unit: UnitOfWork, kind: keyof typeof PREFIXES): Promise<string> {
  const { year } = yearMonthDay(unit.today);
  const name = `${kind}-${year}`;
  const counter = await lockRow(NumberSequence, { name }, unit.transaction);
  const value = (counter?.value ?? 0) + 1;
  if (counter) await updateRows(NumberSequence, { value }, { name }, unit.transaction);
  else if (!(await opensSequence(unit, name))) return nextNumber(unit, kind);
  return `${PREFIXES[kind]}${year}${String(value).padStart(6, '0')}`;
}

/** Stores the year's first number. False when another command has done so meanwhile; its row is there to be locked now. */
async function opensSequence(unit: UnitOfWork, name: string): Promise<boolean> {
  try {
    await insertRow(NumberSequence, { name, value: 1 }, unit.transaction);
    return true;
  } catch (error) {
    if (error instanceof UniqueConstraintError) return false;
    throw error;
  }
}
