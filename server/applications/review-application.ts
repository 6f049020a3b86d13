import { findRow } from '../../models/rows.js';
import { EligibilityResult } from '../../models/eligibility-result.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { formatYuan } from '../core/money.js';
import type { ApplicationEvent } from '../core/states/application-states.js';
import { startClock, type Stage } from '../stage-clocks/stage-clock.js';
import {
  abandonStage,
  assertMay,
  assertNotOwnCase,
  lockApplication,
  moveApplication,
  recordOnApplication,
  replyOf,
  type ApplicationReply,
  type ApplicationRow,
} from './application-case.js';
import { openForm } from './application-content.js';
import { assertEligible, assessEligibility, storeEligibility } from './assess-eligibility.js';
import { findEvidenceKinds } from './find-registry-facts.js';
import { lookUpRegistries } from './look-up-registries.js';
import { requireComplete } from './form-completeness.js';
import { recordDecision } from './record-decision.js';
import { reconsiderationAdvice, type ReconsiderationAdvice } from './refusal.js';

export type ReviewOutcome = 'pass' | 'refuse' | 'return';

/** What one person decides about an application at a stage that needs no second one. */
export interface Review {
  readonly applicationId: number;
  readonly outcome: ReviewOutcome;
  readonly reason: string;
  /** What has to be mended, all of it at once (一次性告知); for a return. */
  readonly toMend: readonly string[];
}

export type ReviewReply = ApplicationReply & { readonly reconsideration: ReconsiderationAdvice | null };

const PRECHECK_EVENTS = {
  pass: 'pass-precheck',
  refuse: 'refuse-precheck',
  return: 'return',
} as const satisfies Record<ReviewOutcome, ApplicationEvent>;

const ELIGIBILITY_EVENTS = {
  pass: 'confirm-eligibility',
  refuse: 'refuse-eligibility',
  return: 'return',
} as const satisfies Record<ReviewOutcome, ApplicationEvent>;

/**
 * The bank's first look (银行预审): passed to the district, refused, or returned with everything that has to be mended.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker (one's own case).
 */
export async function precheckApplication(context: Context, input: Review): Promise<ReviewReply> {
  const { system } = context;
  return runCommand(context, 'application.precheck', async (unit) => {
    const row = await startReview(context, unit, input, PRECHECK_EVENTS[input.outcome]);
    await keepDecision(context, unit, row, 'precheck', input, {});
    const moved = await settleReview(context, unit, row, PRECHECK_EVENTS[input.outcome], input);
    if (input.outcome === 'pass')
      await startStage(context, unit, moved, 'eligibility', moved.districtOrganisationId);
    return replyTo(system, unit, moved, input);
  });
}

/**
 * The district's decision on eligibility (资格审核) by named rules. What passes is judged once more, by the rules of the day of
 * the application and by what is known today; what the rules find is the certificate (资格认定), and due diligence begins
 * for bank and guarantor side by side. Papers that are no good are sent back with a return.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker (one's own case), not-eligible, incomplete-application.
 */
export async function decideEligibility(context: Context, input: Review): Promise<ReviewReply> {
  const { system } = context;
  if (input.outcome === 'pass') await lookUpRegistries(context, input.applicationId, 'eligibility');
  return runCommand(context, 'application.decide-eligibility', async (unit) => {
    const row = await startReview(context, unit, input, ELIGIBILITY_EVENTS[input.outcome]);
    if (input.outcome === 'pass') await assessAgain(context, unit, row);
    await keepDecision(context, unit, row, 'eligibility', input, await certificateOf(unit, row));
    let moved = await settleReview(context, unit, row, ELIGIBILITY_EVENTS[input.outcome], input);
    if (input.outcome === 'pass') {
      moved = await moveApplication(unit, moved, 'begin-due-diligence', {
        creditOutcome: null,
        guaranteeOutcome: null,
      });
      await startStage(context, unit, moved, 'credit', moved.bankOrganisationId);
      await startStage(context, unit, moved, 'guarantee', moved.guarantorOrganisationId);
    }
    return replyTo(system, unit, moved, input);
  });
}

async function startReview(
  { actor }: Context,
  unit: UnitOfWork,
  { applicationId }: Review,
  event: ApplicationEvent,
): Promise<ApplicationRow> {
  const row = await lockApplication(unit, actor, applicationId);
  assertMay(row, event, actor.role);
  await assertNotOwnCase(unit, actor, row);
  return row;
}

async function keepDecision(
  { actor }: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  stage: 'precheck' | 'eligibility',
  { outcome, reason, toMend }: Review,
  facts: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  const detail = { ...facts, ...(outcome === 'return' && { toMend }) };
  await recordDecision(unit, row, {
    stage,
    outcome,
    reason,
    detail,
    makerUserId: actor.userId,
    checkerUserId: null,
  });
}

/** Moves on, stops the stage's clock and tells those whom it concerns. A returned application is timed for its correction. */
async function settleReview(
  context: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  event: ApplicationEvent,
  { outcome, toMend }: Review,
): Promise<ApplicationRow> {
  await abandonStage(unit, row.id);
  const moved = await moveApplication(unit, row, event, outcome === 'refuse' ? { closedAt: unit.now } : {});
  if (outcome === 'return')
    await startStage(context, unit, moved, 'correction', moved.districtOrganisationId);
  const { contentHash } = row;
  recordOnApplication(unit, context.actor, moved, {
    before: row.state,
    after: moved.state,
    outcome,
    contentHash,
    toMend,
  });
  unit.publish({
    topic: `application.${moved.state}`,
    aggregateKind: 'application',
    aggregateId: row.id,
    payload: { outcome },
  });
  return moved;
}

/** Fails: not-eligible, incomplete-application (a paper or an answer that a rule asks for). */
async function assessAgain({ system }: Context, unit: UnitOfWork, row: ApplicationRow): Promise<void> {
  const stored = openForm(system, row);
  const evidence = await findEvidenceKinds(system, row, stored, unit.transaction);
  const form = requireComplete(row.borrowerKind, stored, evidence);
  const appliedOn = row.appliedOn ?? unit.today;
  const eligibility = await assessEligibility(system, unit, row, form, appliedOn);
  assertEligible(eligibility);
  await storeEligibility(unit, row, appliedOn, eligibility);
}

/** What the certificate of eligibility states: the rules' own result on exactly this content. */
async function certificateOf(
  { transaction }: UnitOfWork,
  row: ApplicationRow,
): Promise<Readonly<Record<string, string | number | null>>> {
  const result = await findRow(EligibilityResult, {
    where: { applicationId: row.id, contentHash: row.contentHash },
    order: [['id', 'DESC']],
    transaction,
  });
  return {
    borrowerCategory: row.borrowerCategory,
    appliedOn: row.appliedOn,
    rulesOutcome: result?.outcome ?? null,
    cap: result?.capFen ? formatYuan(result.capFen) : null,
    eligibilityResultId: result?.id ?? null,
  };
}

async function startStage(
  { system }: Context,
  unit: UnitOfWork,
  row: ApplicationRow,
  stage: Stage,
  organisationId: number | null,
): Promise<void> {
  if (organisationId === null) throw new Error(`Nobody is there for the ${stage} of application ${row.id}`);
  await startClock(system, unit, {
    subjectKind: 'application',
    subjectId: row.id,
    stage,
    organisationId,
    isFast: row.fastLaneFlag === 1,
  });
}

const replyTo = (
  system: Context['system'],
  unit: UnitOfWork,
  row: ApplicationRow,
  { outcome }: Review,
): ReviewReply => ({
  ...replyOf(row),
  reconsideration: outcome === 'refuse' ? reconsiderationAdvice(system, unit.today) : null,
});
