import { RedFlagRun } from '../../models/red-flag-run.js';
import { findRow, insertRow, updateRows, type Row } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import { systemContext, type System, type SystemContext } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { RedFlagRuleName } from '../core/red-flags/red-flag-rules.js';
import type { Suspicion } from '../core/red-flags/suspicion.js';
import type { RegistryName } from '../core/registries/registries.js';
import type { JobKind } from '../jobs/job-kind.js';
import { lockPlatform } from '../organisations/platform.js';
import { recordComparison } from '../registries/look-up.js';
import { detectBothKinds, detectLoanCounts, detectSpouses } from './detect-borrowers.js';
import { detectContracts } from './detect-contracts.js';
import { detectGroups, detectGuarantors, detectRepresentatives, detectShared } from './detect-links.js';
import {
  detectDeaths,
  detectDeregistrations,
  detectOtherEmployment,
  detectPublicPay,
} from './detect-registries.js';
import { detectHires, detectStaff } from './detect-staff.js';
import { detectOverclaims, detectPaidLines } from './detect-subsidies.js';
import { raiseFlags, type Raised } from './raise-flags.js';

type Hold = (unit: UnitOfWork) => Promise<void>;
type Detect = (system: System) => Promise<readonly Suspicion[]>;

/** The checks that look at the whole book each time, since every fact of it may be new. */
const DETECTORS: readonly Detect[] = [
  detectLoanCounts,
  detectBothKinds,
  detectSpouses,
  detectRepresentatives,
  detectGuarantors,
  detectShared,
  detectGroups,
  detectOverclaims,
];

/** The checks that compare the book with registries. */
const COMPARISONS: readonly (readonly [RegistryName, Detect])[] = [
  ['deregistered-firms', detectDeregistrations],
  ['deceased', detectDeaths],
  ['publicly-paid', detectPublicPay],
  [
    'social-insurance',
    async (system) => [
      ...(await detectOtherEmployment(system)),
      ...(await detectHires(system)),
      ...(await detectStaff(system)),
    ],
  ],
];

const AT_ONCE = 1_000;

/** Name of the job that a person asks for. */
export const RED_FLAG_JOB = 'red-flags.run';

/** A run that was asked for; its run key is that of the run. */
export const RED_FLAG_RUN_JOB: JobKind = {
  name: RED_FLAG_JOB,
  run: (system, run) =>
    runChecks(systemContext(system, run.requestId), run.runKey, async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    }),
};

/** Every night, after the close. */
export const NIGHTLY_RED_FLAGS: JobKind = {
  name: 'red-flags.nightly',
  timetable: '30 4 * * *',
  async run(system, run) {
    const hold: Hold = async (unit) => {
      run.signal.throwIfAborted();
      await run.hold(unit);
    };
    const context = systemContext(system, run.requestId);
    const runKey = `nightly-${system.clock.today()}`;
    await runCommand(context, 'red-flag-run.begin', async (unit) => {
      await hold(unit);
      const organisationId = await lockPlatform(unit.transaction);
      const known = await findRow(RedFlagRun, { where: { runKey }, transaction: unit.transaction });
      const runId = known?.id ?? (await openRun(unit, runKey, 'nightly', null));
      unit.record({ organisationId, subjectKind: 'red-flag-run', subjectId: runId, detail: { runKey } });
      return { runId };
    });
    await runChecks(context, runKey, hold);
  },
};

/** Opens a run inside a command that records it. */
export const openRun = (
  unit: UnitOfWork,
  runKey: string,
  trigger: Row<RedFlagRun>['trigger'],
  requestedByUserId: number | null,
): Promise<number> =>
  insertRow(
    RedFlagRun,
    { runKey, trigger, state: 'queued', requestedByUserId, createdAt: unit.now },
    unit.transaction,
  );

/** What a run has come to, added up over its commands. */
interface Tally {
  raised: number;
  reopened: number;
  whitelisted: number;
  unreadable: number;
  readonly counts: Partial<Record<RedFlagRuleName, number>>;
}

/**
 * Lets every check look at the book and the registries. Each batch of what they find is a command; interrupted, it begins again and
 * raises nothing twice. Fails: not-found (no such run).
 */
export async function runChecks(context: SystemContext, runKey: string, hold: Hold): Promise<void> {
  const run = await findRow(RedFlagRun, { where: { runKey } });
  if (!run) throw new DomainError('not-found');
  if (run.state === 'done') return;
  const { system } = context;
  const tally: Tally = { raised: 0, reopened: 0, whitelisted: 0, unreadable: 0, counts: {} };
  const matches = new Map<RegistryName, number>();
  for (const detect of DETECTORS) await raiseAll(context, run.id, await detect(system), hold, tally);
  for await (const page of detectPaidLines(system)) await raiseAll(context, run.id, page, hold, tally);
  for (const [registry, detect] of COMPARISONS) {
    const suspicions = await detect(system);
    matches.set(registry, suspicions.length);
    await raiseAll(context, run.id, suspicions, hold, tally);
  }
  const loansSeen = await judgeContracts(context, run.id, hold, tally);
  await finishRun(context, run, { loansSeen, matches, tally }, hold);
}

async function judgeContracts(
  context: SystemContext,
  runId: number,
  hold: Hold,
  tally: Tally,
): Promise<number> {
  const last = await findRow(RedFlagRun, { where: { state: 'done' }, order: [['id', 'DESC']] });
  let seen = last?.loansSeen ?? 0;
  for (;;) {
    const { suspicions, throughLoanId, unreadable } = await detectContracts(context.system, seen, AT_ONCE);
    if (throughLoanId === null) return seen;
    tally.unreadable += unreadable;
    await raiseAll(context, runId, suspicions, hold, tally);
    seen = throughLoanId;
  }
}

async function raiseAll(
  context: SystemContext,
  runId: number,
  suspicions: readonly Suspicion[],
  hold: Hold,
  tally: Tally,
): Promise<void> {
  for (const { rule } of suspicions) tally.counts[rule] = (tally.counts[rule] ?? 0) + 1;
  for (let from = 0; from < suspicions.length; from += AT_ONCE) {
    const batch = suspicions.slice(from, from + AT_ONCE);
    const { raised, reopened, whitelisted } = await raiseBatch(context, runId, batch, hold);
    tally.raised += raised;
    tally.reopened += reopened;
    tally.whitelisted += whitelisted;
  }
}

const raiseBatch = (
  context: SystemContext,
  runId: number,
  batch: readonly Suspicion[],
  hold: Hold,
): Promise<Raised> =>
  runCommand(context, 'red-flag.raise', async (unit) => {
    await hold(unit);
    // Two runs at once wait for one another, so that neither raises what the other has.
    const organisationId = await lockPlatform(unit.transaction);
    const raised = { ...(await raiseFlags(context.system, unit, runId, batch)) };
    const detail = { looked: batch.length, ...raised };
    unit.record({ organisationId, subjectKind: 'red-flag-run', subjectId: runId, detail });
    return raised;
  });

async function finishRun(
  context: SystemContext,
  { id: runId }: Row<RedFlagRun>,
  { loansSeen, matches, tally }: { loansSeen: number; matches: Map<RegistryName, number>; tally: Tally },
  hold: Hold,
): Promise<void> {
  await runCommand(context, 'red-flag-run.finish', async (unit) => {
    await hold(unit);
    const organisationId = await lockPlatform(unit.transaction);
    await recordComparison(unit, matches);
    const { raised: raisedCount, reopened: reopenedCount, whitelisted: whitelistedCount, counts } = tally;
    const unreadableCount = tally.unreadable;
    const sums = { loansSeen, raisedCount, reopenedCount, whitelistedCount, unreadableCount };
    const values = {
      ...sums,
      countsJson: canonicalJson(counts),
      state: 'done',
      finishedAt: unit.now,
    } as const;
    await updateRows(RedFlagRun, values, { id: runId }, unit.transaction);
    unit.record({ organisationId, subjectKind: 'red-flag-run', subjectId: runId, detail: { ...sums } });
    return {};
  });
}
