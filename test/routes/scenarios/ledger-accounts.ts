import { allotBudget } from './budgets.js';
import type { Scenarios, World } from './world.js';

const ACCOUNTS = '/api/v1/ledger-accounts';

/** An account on which something has been booked. */
export async function bookedAccount(world: World): Promise<string> {
  const budgetId = await allotBudget(world);
  const { body } = await (await world.logIn('auditor')).get(ACCOUNTS);
  const { accounts } = body as { accounts: { id: string; kind: string; holderId: string }[] };
  return accounts.find(({ kind, holderId }) => kind === 'available' && holderId === budgetId)?.id ?? '';
}

export const LEDGER_ACCOUNT_SCENARIOS: Scenarios = {
  readTrialBalance: async (world) => {
    await bookedAccount(world);
    return (await world.logIn('finance.approver')).get(ACCOUNTS);
  },
  readAccountStatement: async (world) => {
    const id = await bookedAccount(world);
    return (await world.logIn('auditor')).get(`${ACCOUNTS}/${id}/statement?from=2020-01-01&until=2030-01-01`);
  },
  downloadTrialBalance: async (world) => {
    await bookedAccount(world);
    return (await world.logIn('finance.approver')).get(`${ACCOUNTS}/file?format=xlsx`);
  },
  downloadAccountStatement: async (world) => {
    const id = await bookedAccount(world);
    const days = 'from=2020-01-01&until=2030-01-01';
    return (await world.logIn('auditor')).get(`${ACCOUNTS}/${id}/statement/file?${days}&format=csv`);
  },
  listPostings: async (world) => {
    const id = await bookedAccount(world);
    return (await world.logIn('auditor')).get(`${ACCOUNTS}/${id}/postings?on=${world.clock.today()}`);
  },
};
