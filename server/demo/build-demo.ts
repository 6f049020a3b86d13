import { NumberSequence } from '../../models/number-sequence.js';
import { findRow, insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { SteppedClock } from '../clock.js';
import type { System } from '../context.js';
import { installReferenceOrganisations } from '../organisations/install-organisations.js';
import { assembleCast, founderOf } from './cast.js';
import { Diary } from './diary.js';
import { planPortfolio } from './portfolio-plan.js';
import { tellArrangements, tellClaims, tellOlderBooks } from './tell-city.js';
import { tellLoan } from './tell-loan.js';
import { tellRepayments } from './tell-repayments.js';

const MARK = 'demo';
const BEGUN = 1;
const COMPLETE = 2;

export type DemoState = 'none' | 'begun' | 'complete';

/** Whether this database holds a demo, and all of it. */
export async function demoState(): Promise<DemoState> {
  const mark = await findRow(NumberSequence, { where: { name: MARK } });
  if (!mark) return 'none';
  return mark.value === COMPLETE ? 'complete' : 'begun';
}

/**
 * Enters the demo through the use cases, day by day from December 2024 to July 2025. `empty` stops after organisations and
 * accounts. `onProgress` hears what is being done.
 */
export async function buildDemo(
  system: System,
  passwordHash: string,
  empty: boolean,
  onProgress: (text: string) => void,
): Promise<void> {
  const clock = new SteppedClock('2024-12-01T02:00:00.000Z');
  const past: System = { ...system, clock };
  await inTransaction(system.database, (transaction) =>
    insertRow(NumberSequence, { name: MARK, value: BEGUN }, transaction),
  );
  onProgress('机构与账号');
  await installReferenceOrganisations(past);
  const cast = await assembleCast(past, passwordHash);
  if (empty) {
    await cast.addBorrower(founderOf(1, '440106'));
  } else {
    const diary = new Diary();
    tellArrangements(cast, diary);
    tellOlderBooks(cast, diary);
    for (const plan of planPortfolio()) {
      tellLoan(plan, cast, diary, (loanId) => tellRepayments(plan, loanId, cast, diary));
    }
    for (const quarter of ['2025Q1', '2025Q2']) tellClaims(quarter, cast, diary);
    await diary.live(clock, (day) => onProgress(`业务日 ${day}`));
  }
  await inTransaction(system.database, (transaction) =>
    updateRows(NumberSequence, { value: COMPLETE }, { name: MARK }, transaction),
  );
}
