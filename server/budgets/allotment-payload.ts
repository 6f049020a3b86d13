import type { JsonValue } from '../core/canonical-json.js';
import { formatYuan, parseYuan, type Fen } from '../core/money.js';
import type { BudgetLevel } from './cost-split.js';

/** Money for the subsidies of a year, as a document of the treasury grants it. */
export interface Allotment {
  readonly year: number;
  readonly level: BudgetLevel;
  /** Of a district's budget; empty above district level. */
  readonly districtCode: string;
  readonly amount: Fen;
  /** Number and title of the document. */
  readonly document: string;
}

/** An allotment as a proposal keeps it, to be hashed. */
export const allotmentPayload = ({ amount, ...allotment }: Allotment) => ({
  ...allotment,
  amount: formatYuan(amount),
});

/** What a checker needs to know of a proposal to allot or to carry over. */
export function readAllotment(payload: JsonValue): Pick<Allotment, 'amount' | 'document'> {
  if (payload === null || typeof payload !== 'object' || !('amount' in payload && 'document' in payload)) {
    throw new Error('Not an allotment');
  }
  const { amount, document } = payload;
  if (typeof amount !== 'string' || typeof document !== 'string') throw new Error('Not an allotment');
  return { amount: parseYuan(amount), document };
}
