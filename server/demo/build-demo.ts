import { SteppedClock } from '../clock.js';
import { systemContext, type System } from '../context.js';
import { addDays, parseBusinessDate } from '../core/business-date.js';
import { runDailyCloses } from '../daily-close/run-daily-closes.js';
import { installReferenceOrganisations } from '../organisations/install-organisations.js';
import { assembleCast, founderOf } from './cast.js';
import { markDemo } from './demo-state.js';
import { Diary } from './diary.js';
import { planPortfolio } from './portfolio-plan.js';
import { tellArrangements, tellClaims, tellOlderBooks } from './tell-city.js';
import { tellLoan } from './tell-loan.js';
import { tellOpenCases } from './tell-open-cases.js';
import { tellRegistries } from './tell-registries.js';
import { tellRepayments } from './tell-repayments.js';

/** The half-year's repayments end on this day, and so do its daily closes. */
const LAST_CLOSED = parseBusinessDate('2025-06-30');

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
  await markDemo(system.database, 'begun');
  onProgress('机构与账号');
  await installReferenceOrganisations(past);
  const cast = await assembleCast(past, passwordHash);
  if (empty) {
    await cast.addBorrower(founderOf(1, '440106'));
  } else {
    const diary = new Diary();
    tellArrangements(cast, diary);
    tellOlderBooks(cast, diary);
    const plans = planPortfolio();
    tellRegistries(plans, cast, diary);
    for (const plan of plans) {
      tellLoan(plan, cast, diary, (loanId) => tellRepayments(plan, loanId, cast, diary));
    }
    for (const quarter of ['2025Q1', '2025Q2']) tellClaims(quarter, cast, diary);
    await diary.live(clock, async (day) => {
      onProgress(`业务日 ${day}`);
      const through = day > LAST_CLOSED ? LAST_CLOSED : addDays(day, -1);
      await runDailyCloses(systemContext(past, 'demo'), { through });
    });
    onProgress('在办申请');
    const today = system.clock.today();
    if (today > clock.today()) clock.setDay(today);
    await tellOpenCases(cast, clock.today());
  }
  await markDemo(system.database, empty ? 'without-loans' : 'complete');
}
