import { PolicyImpact } from '../../../models/policy-impact.js';
import { findRow, updateRows, type Row } from '../../../models/rows.js';
import { User } from '../../../models/user.js';
import { runCommand } from '../../command.js';
import { systemContext, type System } from '../../context.js';
import { canonicalJson, type JsonValue } from '../../core/canonical-json.js';
import { contentHash } from '../../hashing.js';
import type { JobKind, JobRun } from '../../jobs/job-kind.js';
import { computeImpact } from './compute-impact.js';
import { POLICY_IMPACT_JOB_NAME } from './impact-job-name.js';

/** Computes what a draft would cost, and keeps it as evidence with the draft for whoever releases it. */
export const POLICY_IMPACT_JOB: JobKind = {
  name: POLICY_IMPACT_JOB_NAME,
  async run(system, run) {
    const impact = await openImpact(run);
    if (impact === null) return;
    const result = JSON.parse(JSON.stringify(await computeImpact(system, run, impact))) as JsonValue;
    const resultHash = contentHash(result);
    await endImpact(system, run, impact, { state: 'done', resultJson: canonicalJson(result), resultHash });
  },
  async giveUp(system, run) {
    const impact = await openImpact(run);
    if (impact !== null) await endImpact(system, run, impact, { state: 'failed' });
  },
};

/** The estimate of a run; null once it has ended. */
async function openImpact({ payload }: JobRun): Promise<Row<PolicyImpact> | null> {
  const { impactId } = payload as { readonly impactId: number };
  const impact = await findRow(PolicyImpact, { where: { id: impactId } });
  return impact?.endedAt === null ? impact : null;
}

async function endImpact(
  system: System,
  run: JobRun,
  { id, draftId, draftHash, requestedByUserId }: Row<PolicyImpact>,
  ending: Partial<Row<PolicyImpact>> & Pick<Row<PolicyImpact>, 'state'>,
): Promise<void> {
  const user = await findRow(User, { where: { id: requestedByUserId } });
  if (user?.organisationId === undefined || user.organisationId === null) {
    throw new Error(`Estimate ${id} was asked for by nobody of an office`);
  }
  const { organisationId } = user;
  await runCommand(systemContext(system, run.requestId), 'policy-impact.end', async (unit) => {
    await run.hold(unit);
    await updateRows(PolicyImpact, { ...ending, endedAt: unit.now }, { id }, unit.transaction);
    const { state, resultHash = null } = ending;
    const detail = { impactId: id, draftHash, state, resultHash };
    unit.record({ organisationId, subjectKind: 'policy-draft', subjectId: draftId, detail });
    return null;
  });
}
