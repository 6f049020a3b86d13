import type { Context } from '../../../server/context.js';
import { maskName } from '../../../server/core/masking.js';
import { CONCLUSIONS } from '../../../server/core/red-flags/conclusions.js';
import { RED_FLAG_RULES, RISK_LEVELS } from '../../../server/core/red-flags/red-flag-rules.js';
import { ALERT_RULES } from '../../../server/core/risk-alerts/alert-rules.js';
import { RED_FLAG_STATES } from '../../../server/core/states/red-flag-states.js';
import { allowedEvents } from '../../../server/core/states/state-machine.js';
import type { Circular } from '../../../server/red-flags/find-circular.js';
import type { FlagDetail, FlagView } from '../../../server/red-flags/find-flags.js';
import type { findRuns, findWhitelistEntries } from '../../../server/red-flags/find-runs.js';

/** A flag as a worklist shows it. */
export const presentFlag = (flag: FlagView, { language }: Context) => ({
  flagId: String(flag.id),
  state: flag.state,
  version: flag.version,
  rule: flag.rule,
  ruleLabel: RED_FLAG_RULES[flag.rule].label[language],
  stage: RED_FLAG_RULES[flag.rule].stage,
  riskLevel: flag.riskLevel,
  riskLabel: RISK_LEVELS[flag.riskLevel][language],
  loanId: String(flag.loanId),
  contractNumber: flag.contractNumber,
  borrowerName: maskName(flag.borrowerName),
  bankName: flag.bankName,
  districtName: flag.districtName,
  element: flag.element,
  factOn: flag.factOn,
  foundOn: flag.foundOn,
  conclusion: flag.conclusion,
  concludedOn: flag.concludedOn,
});

/** A flag with what shows it, what was done about it, and what the reader may do. */
export const presentFlagDetail = (flag: FlagDetail, context: Context) => ({
  ...presentFlag(flag, context),
  source: flag.source,
  policyId: flag.policyId,
  evidence: flag.evidence,
  loanEventId: flag.loanEventId === null ? null : String(flag.loanEventId),
  clawbackCaseId: flag.clawbackCaseId === null ? null : String(flag.clawbackCaseId),
  typicalCase:
    flag.typicalTitle === null ? null : { title: flag.typicalTitle, lesson: flag.typicalLesson ?? '' },
  steps: flag.steps.map(({ kind, text, takenBy, takenAt }) => ({ kind, text, takenBy, takenAt })),
  proposal: flag.proposal && {
    payload: flag.proposal.payload,
    payloadHash: flag.proposal.payloadHash,
    makerUserId: String(flag.proposal.makerUserId),
    proposedAt: flag.proposal.proposedAt,
  },
  riskAlerts: flag.riskAlerts.map(({ id, rule, state, resolution }) => ({
    alertId: String(id),
    rule,
    ruleLabel: ALERT_RULES[rule].label[context.language],
    alertState: state,
    resolution,
  })),
  allowed: [...new Set(allowedEvents(RED_FLAG_STATES, flag.state, context.actor.role))],
});

type RunRow = Awaited<ReturnType<typeof findRuns>>['items'][number];
type EntryRow = Awaited<ReturnType<typeof findWhitelistEntries>>['items'][number];

export const presentRun = (run: RunRow) => ({
  runId: String(run.id),
  runKey: run.runKey,
  trigger: run.trigger,
  state: run.state,
  raised: run.raisedCount,
  reopened: run.reopenedCount,
  whitelisted: run.whitelistedCount,
  unreadable: run.unreadableCount,
  standing: JSON.parse(run.countsJson ?? '{}') as Readonly<Record<string, number>>,
  createdAt: run.createdAt,
  finishedAt: run.finishedAt,
});

export const presentEntry = (entry: EntryRow, { language }: Context) => ({
  entryId: String(entry.id),
  rule: entry.rule,
  ruleLabel: RED_FLAG_RULES[entry.rule].label[language],
  element: entry.element,
  flagId: String(entry.flagId),
  reason: entry.reason,
  startsOn: entry.startsOn,
  endsOn: entry.endsOn,
  state: entry.state,
  makerUserId: String(entry.makerUserId),
  checkerUserId: entry.checkerUserId === null ? null : String(entry.checkerUserId),
  decidedAt: entry.decidedAt,
});

export const presentCircular = (circular: Circular, { language }: Context) => ({
  ...circular,
  byRule: circular.byRule.map((row) => ({
    ...row,
    ruleLabel: RED_FLAG_RULES[row.rule].label[language],
    riskLevel: RED_FLAG_RULES[row.rule].level,
  })),
  cases: circular.cases.map((each) => ({
    ...each,
    ruleLabel: RED_FLAG_RULES[each.rule].label[language],
    conclusionLabel: CONCLUSIONS[each.conclusion][language],
  })),
});
