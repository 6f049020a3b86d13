import { JOB_KINDS } from '../../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import type { TestApp } from '../../support/app.js';
import type { Scenarios, World } from './world.js';

const REPAYMENTS = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息\nS1,nobody,2025-01-02,还款,1.00,0,x\n';
const IMPORTS = '/api/v1/imports';

const send = async (world: World) =>
  (await world.logIn('bank.maker'))
    .post(IMPORTS)
    .field('kind', 'repayments')
    .attach('file', Buffer.from(REPAYMENTS), '还款.csv');

/** An import with a rejected row, by its path. */
async function brought(world: World): Promise<string> {
  const { body } = await send(world);
  await runDueJobs((world as TestApp).system, JOB_KINDS);
  return `${IMPORTS}/${(body as { id: string }).id}`;
}

export const IMPORT_SCENARIOS: Scenarios = {
  createImport: send,
  listImports: async (world) => {
    await brought(world);
    return (await world.logIn('auditor')).get(`${IMPORTS}?kind=repayments`);
  },
  getImport: async (world) => {
    const path = await brought(world);
    return (await world.logIn('centre.maker')).get(path);
  },
  listImportRows: async (world) => {
    const path = await brought(world);
    return (await world.logIn('bank.checker')).get(`${path}/rows?outcome=rejected`);
  },
  downloadRejectedFile: async (world) => {
    const path = await brought(world);
    return (await world.logIn('bank.checker')).get(`${path}/rejected-file`);
  },
};
