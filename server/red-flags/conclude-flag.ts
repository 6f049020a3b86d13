import { ClawbackCase } from '../../models/clawback-case.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Loan } from '../../models/loan.js';
import { findRow, insertRow, lockRow, type Row } from '../../models/rows.js';
import { decideApproval, proposeApproval, type Verdict } from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import type { Conclusion } from '../core/red-flags/conclusions.js';
import { CLAWBACK_CASE_STATES, DEMANDED } from '../core/states/clawback-case-states.js';
import { settleWithFlag } from '../risk-alerts/settle-with-flag.js';
import {
  conclusionOf,
  lockFlag,
  lockFlagVersion,
  stateAfter,
  stepOn,
  type FlagInput,
  type FlagReply,
  type FlagRow,
} from './flag-case.js';

/** What is to come of a flag. */
export type ConclusionContent = {
  readonly conclusion: Conclusion;
  readonly reason: string;
  /** The first day that earns no subsidy any more; exactly where the subsidy stops. */
  readonly stopsFrom: BusinessDate | null;
  /** The demand for the subsidy that was paid; exactly where it is demanded back. */
  readonly clawbackCaseId: number | null;
  /** What others learn from it, for the circular: no names. */
  readonly typicalCase: { readonly title: string; readonly lesson: string } | null;
};

export type ConclusionReply = FlagReply & { readonly payloadHash: string };

/**
 * The desk proposes what came of a flag after it was served and followed up. Fails: not-found, stale-version, illegal-transition,
 * forbidden, malformed (a day exactly where the subsidy stops), outside-loan-term.
 */
export async function proposeConclusion(
  context: Context,
  input: FlagInput,
  content: ConclusionContent,
): Promise<ConclusionReply> {
  const { actor } = context;
  return runCommand(context, 'red-flag.propose-conclusion', async (unit) => {
    const flag = await lockFlagVersion(unit, actor, input);
    const state = stateAfter(flag, 'propose-conclusion', actor);
    if ((content.conclusion === 'subsidy-stopped') !== (content.stopsFrom !== null))
      throw new DomainError('malformed', { field: 'stopsFrom' });
    if ((content.conclusion === 'clawed-back') !== (content.clawbackCaseId !== null))
      throw new DomainError('malformed', { field: 'clawbackCaseId' });
    await findDemand(unit, flag, content.clawbackCaseId);
    if (content.stopsFrom !== null) await assertWithinTerm(unit, flag.loanId, content.stopsFrom);
    const { payloadHash } = await proposeApproval(unit, actor, conclusionOf(flag.id), content);
    const step = { kind: 'propose-conclusion', text: content.reason };
    return { ...(await stepOn(unit, actor, flag, { state }, step)), payloadHash };
  });
}

/**
 * A supervisor, another person than who proposed it, reports back: the flag is closed with its conclusion, and where the subsidy
 * stops, the loan has lost eligibility from that day on, which the next claims settle. An alert that asks the same is settled with it.
 * Or the conclusion is declined.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match.
 */
export async function decideConclusion(
  context: Context,
  flagId: number,
  verdict: Verdict,
): Promise<FlagReply> {
  const { actor } = context;
  return runCommand(context, 'red-flag.decide-conclusion', async (unit) => {
    const flag = await lockFlag(unit, actor, flagId);
    const event = verdict.outcome === 'approve' ? 'report-back' : 'decline-conclusion';
    const state = stateAfter(flag, event, actor);
    const { payload } = await decideApproval(unit, actor, conclusionOf(flagId), verdict);
    const { conclusion, reason, stopsFrom, clawbackCaseId, typicalCase } = payload as ConclusionContent;
    const text = verdict.reason ?? reason;
    if (verdict.outcome === 'decline') return stepOn(unit, actor, flag, { state }, { kind: event, text });
    await assertDemanded(unit, flag, clawbackCaseId);
    const loanEventId = stopsFrom === null ? null : await stopSubsidy(unit, actor, flag, stopsFrom, reason);
    const values = {
      state,
      conclusion,
      concludedOn: unit.today,
      loanEventId,
      clawbackCaseId,
      typicalFlag: typicalCase === null ? 0 : 1,
      typicalTitle: typicalCase?.title ?? null,
      typicalLesson: typicalCase?.lesson ?? null,
    };
    await settleWithFlag(unit, actor, flag);
    return stepOn(unit, actor, flag, values, { kind: event, text });
  });
}

/** The demand that a conclusion names, of the flag's own loan; null where it names none. Fails: not-found. */
async function findDemand(
  { transaction }: UnitOfWork,
  { loanId }: FlagRow,
  id: number | null,
): Promise<Row<ClawbackCase> | null> {
  if (id === null) return null;
  const demand = await findRow(ClawbackCase, { where: { id, loanId }, transaction });
  if (!demand) throw new DomainError('not-found');
  return demand;
}

/** Nobody reports back that subsidy is demanded before the demand stands. Fails: illegal-transition. */
async function assertDemanded(unit: UnitOfWork, flag: FlagRow, id: number | null): Promise<void> {
  const demand = await findDemand(unit, flag, id);
  if (demand === null || DEMANDED.includes(demand.state)) return;
  const table = CLAWBACK_CASE_STATES.name;
  throw new DomainError('illegal-transition', { table, from: demand.state, event: 'decide' });
}

async function assertWithinTerm(unit: UnitOfWork, loanId: number, day: BusinessDate): Promise<void> {
  const loan = await findRow(Loan, { where: { id: loanId }, transaction: unit.transaction });
  if (!loan) throw new DomainError('not-found');
  if (day < loan.disbursedOn)
    throw new DomainError('outside-loan-term', { date: day, earliest: loan.disbursedOn });
  if (day > unit.today) throw new DomainError('outside-loan-term', { date: day, latest: unit.today });
}

/** Reports that the loan has lost eligibility: a fact beside the bank's, from which the subsidy of every later day follows. */
async function stopSubsidy(
  unit: UnitOfWork,
  actor: Actor,
  { loanId, rule }: FlagRow,
  fromOn: BusinessDate,
  note: string,
): Promise<number> {
  const { transaction, now } = unit;
  const loan = await lockRow(Loan, { id: loanId }, transaction);
  if (!loan) throw new DomainError('not-found');
  const key = { loanId, kind: 'eligibility-lost', fromOn, source: 'officer' } as const;
  const last = await findRow(LoanEvent, { where: key, order: [['revision', 'DESC']], transaction });
  const loanEventId = await insertRow(
    LoanEvent,
    {
      ...key,
      untilOn: null,
      newRate: null,
      note: note.slice(0, 200),
      revision: (last?.revision ?? 0) + 1,
      recordedByUserId: actor.userId,
      recordedAt: now,
    },
    transaction,
  );
  unit.record({
    organisationId: actor.organisationId ?? loan.districtOrganisationId,
    subjectKind: 'loan',
    subjectId: loanId,
    detail: { loanEventId, kind: key.kind, fromOn, because: rule },
  });
  return loanEventId;
}
