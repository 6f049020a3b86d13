import { UniqueConstraintError } from 'sequelize';
import { ErasureRun } from '../../models/erasure-run.js';
import { insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { personOf } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { contentHash } from '../hashing.js';
import { enqueueJob } from '../jobs/enqueue-job.js';
import { chainOf } from '../organisations/platform.js';
import { countDue, findDueRows } from './find-due.js';
import { ERASURE_JOB_NAME } from './erasure-job-name.js';
import { retentionOn } from './retention.js';

const OPEN = 'open';

/** What the second person is shown, and repeats. */
export type ProposedErasure = { readonly erasureRunId: number; readonly contentHash: string };

/**
 * Lists whose personal data are due by today's policy and proposes to erase them; nothing happens before another person agrees. Fails:
 * forbidden (an account without a natural person), already-exists (one that is open), no-policy-in-force.
 */
export async function proposeErasure(context: Context): Promise<ProposedErasure> {
  const { actor, system } = context;
  const makerPersonIndex = personOf(actor);
  try {
    return await runCommand(context, 'erasure.propose', async (unit) => {
      const { transaction, now, today } = unit;
      const retention = retentionOn(system, today);
      const due = await findDueRows(transaction, retention);
      const { entries, rejectedRows } = await countDue(transaction, retention);
      const content = { dueOn: today, policyId: retention.policyId, ...due, entries, rejectedRows };
      const hash = contentHash(content);
      const counts = {
        loanCount: due.loans.length,
        applicationCount: due.applications.length,
        accountCount: due.accounts.length,
        entryCount: entries,
        rejectedRowCount: rejectedRows,
      };
      const erasureRunId = await insertRow(
        ErasureRun,
        {
          dueOn: today,
          policyId: retention.policyId,
          contentJson: canonicalJson(content),
          contentHash: hash,
          ...counts,
          state: 'proposed',
          openKey: OPEN,
          makerUserId: actor.userId,
          makerPersonIndex,
          createdAt: now,
        },
        transaction,
      );
      await recordOnRun(context, unit, erasureRunId, { policyId: retention.policyId, hash, ...counts });
      return { erasureRunId, contentHash: hash };
    });
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('already-exists', { what: 'erasure' });
    throw error;
  }
}

/** A verdict on the very list that was seen. */
export interface ErasureVerdict {
  readonly erasureRunId: number;
  readonly contentHash: string;
}

/**
 * Agrees to a proposed erasure; it then runs in the background and cannot be undone. Fails: not-found, illegal-transition,
 * approval-does-not-match, maker-is-checker.
 */
export async function approveErasure(context: Context, verdict: ErasureVerdict): Promise<void> {
  await runCommand(context, 'erasure.approve', async (unit) => {
    await decide(context, unit, verdict, { state: 'approved' });
    const runKey = String(verdict.erasureRunId);
    await enqueueJob(unit, { name: ERASURE_JOB_NAME, runKey, lane: 'erasures' });
    await recordOnRun(context, unit, verdict.erasureRunId, { hash: verdict.contentHash });
    return {};
  });
}

/** Refuses a proposed erasure; another may be proposed. Fails like `approveErasure`. */
export async function declineErasure(
  context: Context,
  { reason, ...verdict }: ErasureVerdict & { readonly reason: string },
): Promise<void> {
  await runCommand(context, 'erasure.decline', async (unit) => {
    await decide(context, unit, verdict, { state: 'declined', openKey: null, reason });
    await recordOnRun(context, unit, verdict.erasureRunId, { hash: verdict.contentHash, reason });
    return {};
  });
}

async function decide(
  { actor }: Context,
  { transaction, now }: UnitOfWork,
  { erasureRunId, contentHash: seen }: ErasureVerdict,
  outcome: Partial<Row<ErasureRun>> & Pick<Row<ErasureRun>, 'state'>,
): Promise<void> {
  const checkerPersonIndex = personOf(actor);
  const run = await lockRow(ErasureRun, { id: erasureRunId }, transaction);
  if (!run) throw new DomainError('not-found');
  if (run.state !== 'proposed')
    throw new DomainError('illegal-transition', { from: run.state, event: 'decide' });
  if (run.makerUserId === actor.userId || run.makerPersonIndex === checkerPersonIndex)
    throw new DomainError('maker-is-checker');
  if (run.contentHash !== seen) throw new DomainError('approval-does-not-match');
  const decided = { checkerUserId: actor.userId, checkerPersonIndex, decidedAt: now };
  const change = { ...outcome, ...decided, version: run.version + 1 };
  await updateRows(ErasureRun, change, { id: run.id }, transaction);
}

async function recordOnRun(
  { actor }: Context,
  unit: UnitOfWork,
  erasureRunId: number,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  const organisationId = await chainOf(actor, unit.transaction);
  unit.record({ organisationId, subjectKind: 'erasure', subjectId: erasureRunId, detail });
}
