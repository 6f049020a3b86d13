import { DAILY_CLOSE_ROW } from '../row-makers/daily-close.js';
import { LOAN_ROW } from '../row-makers/loan.js';
import type { Scenarios, World } from './world.js';

const loanPath = async (world: World): Promise<string> =>
  `/api/v1/loans/${await LOAN_ROW.own(world, 'bank-officer')}`;

export const DAILY_CLOSE_SCENARIOS: Scenarios = {
  runDailyCloses: async (world) => (await world.logIn('centre.maker')).post('/api/v1/daily-closes').send({}),
  listDailyCloses: async (world) => {
    await DAILY_CLOSE_ROW.own(world, 'auditor');
    return (await world.logIn('auditor')).get('/api/v1/daily-closes');
  },
  readDailyClose: async (world) =>
    (await world.logIn('auditor')).get(`/api/v1/daily-closes/${await DAILY_CLOSE_ROW.own(world, 'auditor')}`),
  readBusinessDate: async (world) => (await world.logIn('bank.maker')).get('/api/v1/business-dates/current'),
  listChangeReports: async (world) => {
    const bank = await world.logIn('bank.maker');
    const change = { kind: 'closure', fromOn: world.clock.today() };
    await bank.post(`${await loanPath(world)}/events`).send(change);
    return bank.get('/api/v1/change-reports');
  },
  listStandings: async (world) => (await world.logIn('borrower')).get(`${await loanPath(world)}/standings`),
  recordRepaymentReserve: async (world) =>
    (await world.logIn('bank.maker'))
      .post(`${await loanPath(world)}/repayment-reserves`)
      .send({ heldOn: world.clock.today(), amount: '100000.00' }),
  recordBankClass: async (world) =>
    (await world.logIn('bank.maker'))
      .post(`${await loanPath(world)}/bank-classes`)
      .send({ fromOn: world.clock.today(), riskClass: 'special-mention' }),
};
