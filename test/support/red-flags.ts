import { Job } from '../../models/job.js';
import { RedFlagRun } from '../../models/red-flag-run.js';
import { RedFlag } from '../../models/red-flag.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { recordLoanEvent } from '../../server/loans/record-loan-event.js';
import { JOB_KINDS } from '../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { proposeConclusion } from '../../server/red-flags/conclude-flag.js';
import { requestRun } from '../../server/red-flags/request-run.js';
import { proposeWhitelisting } from '../../server/red-flags/whitelist-element.js';
import { workOnFlag } from '../../server/red-flags/work-on-flag.js';
import type { TestApp } from './app.js';
import { disbursedLoan } from './loans.js';
import { identityNumberOf } from './people.js';
import { bringRoster, personRow } from './rosters.js';

/** Has all checks look at the book now. */
export async function checked(app: TestApp): Promise<void> {
  const { runId } = await requestRun(await app.contextOf('centre.maker'));
  await runDueJobs(app.system, JOB_KINDS);
  const run = await findRow(RedFlagRun, { where: { id: Number(runId) } });
  const job = await findRow(Job, { where: { runKey: run?.runKey ?? '' } });
  if (run?.state !== 'done') throw new Error(`The checks did not end: ${job?.state} ${job?.lastError}`);
}

/** Rules and states of a loan's flags, in the order in which they were raised. */
export async function flagsOf(loanId: number): Promise<string[][]> {
  const flags = await findRows(RedFlag, { where: { loanId }, order: [['id', 'ASC']] });
  return flags.map(({ rule, state }) => [rule, state]);
}

/** The flag of a rule on a loan. */
export async function flagOf(loanId: number, rule: Row<RedFlag>['rule']): Promise<Row<RedFlag>> {
  const flag = await findRow(RedFlag, { where: { loanId, rule }, order: [['id', 'DESC']] });
  if (!flag) throw new Error(`Loan ${loanId} has no ${rule}`);
  return flag;
}

/** A flag: the borrower of a loan disbursed today stands among the deceased. `foreign`: of the other district. */
export async function deathFlag(app: TestApp, foreign = false): Promise<Row<RedFlag>> {
  const { id: loanId } = await disbursedLoan(app, { foreign });
  const number = identityNumberOf(foreign ? 1 : 0);
  await bringRoster(app, { registry: 'deceased', mode: 'delta', rows: [personRow(number, '2025-03-01')] });
  await checked(app);
  return flagOf(loanId, 'borrower-deceased');
}

/** A flag about nothing but a loan: its amount is above the cap. */
export async function capFlag(app: TestApp, foreign = false): Promise<Row<RedFlag>> {
  const { id: loanId } = await disbursedLoan(app, { amount: '310000.00', foreign });
  await checked(app);
  return flagOf(loanId, 'amount-above-cap');
}

/** The flag as it stands. */
export async function flagRow(id: number): Promise<Row<RedFlag>> {
  const flag = await findRow(RedFlag, { where: { id } });
  if (!flag) throw new Error(`No flag ${id}`);
  return flag;
}

/** Served and followed up. */
export async function followedUp(app: TestApp, flag: Row<RedFlag>): Promise<Row<RedFlag>> {
  const { id: flagId, version } = flag;
  const desk = await app.contextOf('centre.maker');
  await workOnFlag(desk, { flagId, version, kind: 'serve', text: '上门核实' });
  await workOnFlag(desk, { flagId, version: version + 1, kind: 'follow-up', text: '再次核对' });
  return flagRow(flagId);
}

/** Followed up, with a conclusion proposed by `centre.maker`. Answers the hash to approve. */
export async function concluded(
  app: TestApp,
  flag: Row<RedFlag>,
  content: Partial<Parameters<typeof proposeConclusion>[2]> = {},
): Promise<string> {
  const { id: flagId, version } = await followedUp(app, flag);
  const reply = await proposeConclusion(
    await app.contextOf('centre.maker'),
    { flagId, version },
    {
      conclusion: 'explained',
      reason: '同名误报',
      stopsFrom: null,
      clawbackCaseId: null,
      typicalCase: null,
      ...content,
    },
  );
  return reply.payloadHash;
}

/** A whitelisting of a flag's element that `centre.maker` has proposed. */
export const whitelisting = async (app: TestApp, flag: Row<RedFlag>) =>
  proposeWhitelisting(await app.contextOf('centre.maker'), {
    flagId: flag.id,
    reason: '已核实身份',
    endsOn: '2025-06-01' as Row<RedFlag>['factOn'],
  });

/** A bank reports a fact of a loan. */
export const reported = async (
  app: TestApp,
  loanId: number,
  kind: 'closure' | 'misuse' | 'legal-representative-change',
  fromOn: string,
) =>
  recordLoanEvent(await app.contextOf('bank.maker'), {
    loanId,
    kind,
    fromOn: fromOn as Row<RedFlag>['factOn'],
    untilOn: null,
    newRate: null,
    note: null,
  });
