import type { Bilingual } from '../bilingual.js';
import { addMonths, type BusinessDate } from '../business-date.js';
import type { PolicyParameterValues } from '../policy/policy-parameters.js';

/** Why a debt cannot be recovered; which grounds hold, and after how long, is a dated parameter, `write-off-conditions`. */
export const WRITE_OFF_GROUNDS = {
  bankruptcy: { zh: '破产清算后仍不能收回', en: 'not recovered in bankruptcy' },
  death: { zh: '债务人死亡且无财产可供清偿', en: 'the debtor has died and left nothing' },
  deregistration: { zh: '依法注销且无财产可供清偿', en: 'deregistered, with nothing left' },
  'enforcement-ended': { zh: '法院裁定终结执行', en: 'the court has ended enforcement' },
  'long-unrecovered': { zh: '长期追偿无果', en: 'long pursued without result' },
} as const satisfies Record<string, Bilingual>;

export type WriteOffGround = keyof typeof WRITE_OFF_GROUNDS;

/** What a ground still asks for: nothing when it is undefined. */
export type UnmetCondition = 'ground-not-admitted' | 'not-long-enough';

/**
 * Whether a debt that was compensated on a day may be written off on another: on an admitted ground, and for being pursued long
 * without result only after so many months (呆账核销的一般做法).
 */
export function unmetCondition(
  ground: WriteOffGround,
  compensatedOn: BusinessDate,
  on: BusinessDate,
  { grounds, longUnrecoveredMonths }: PolicyParameterValues['write-off-conditions'],
): UnmetCondition | undefined {
  if (!grounds.includes(ground)) return 'ground-not-admitted';
  const isLong = addMonths(compensatedOn, longUnrecoveredMonths) <= on;
  return ground === 'long-unrecovered' && !isLong ? 'not-long-enough' : undefined;
}
