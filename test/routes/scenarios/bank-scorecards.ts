import { addDays } from '../../../server/core/business-date.js';
import { calendarQuarterOf, quarterDays } from '../../../server/core/calendar-quarter.js';
import { DAILY_CLOSE_ROW } from '../row-makers/daily-close.js';
import { SCORECARD_ROW } from '../row-makers/bank-scorecard.js';
import type { Scenarios, World } from './world.js';

const SCORECARDS = '/api/v1/bank-scorecards';

async function computed(world: World) {
  await DAILY_CLOSE_ROW.own(world, 'auditor');
  const centre = await world.logIn('centre.maker');
  const quarter = calendarQuarterOf(addDays(quarterDays(calendarQuarterOf(world.clock.today())).firstOn, -1));
  return centre.post(SCORECARDS).send({ quarter });
}

export const BANK_SCORECARD_SCENARIOS: Scenarios = {
  listBankScorecards: async (world) => {
    await SCORECARD_ROW.own(world, 'bank-officer');
    return (await world.logIn('bank.maker')).get(SCORECARDS);
  },
  getBankScorecard: async (world) => {
    await computed(world);
    const centre = await world.logIn('auditor');
    const { items } = (await centre.get(`${SCORECARDS}?quarter=2024Q4`)).body as {
      items: readonly { readonly scorecardId: string }[];
    };
    return centre.get(`${SCORECARDS}/${items[0]?.scorecardId}`);
  },
  computeBankScorecards: computed,
};
