import type { Actor } from '../../../server/context.js';
import type { Language } from '../../../server/core/bilingual.js';
import { explainCause } from '../../../server/core/claim-check/explain-cause.js';
import { fen, formatYuan, subtractFen } from '../../../server/core/money.js';
import { formatRate, formatSubsidyRate, rate, subsidyRate } from '../../../server/core/rate.js';
import type { AcceptanceReply } from '../../../server/subsidies/accept-claimed-lines.js';
import type { BuiltClaim } from '../../../server/subsidies/build-subsidy-claim.js';
import type { CauseTotals } from '../../../server/subsidies/claim-check/summarise-check.js';
import type { ClaimSegment } from '../../../server/subsidies/claim-segments.js';
import type { ClaimReply } from '../../../server/subsidies/claim-step.js';
import type { LoanSubsidy } from '../../../server/subsidies/find-loan-subsidies.js';
import type { ClaimDetail, LineTotals } from '../../../server/subsidies/find-subsidy-claim.js';
import type { ClaimSummary } from '../../../server/subsidies/find-subsidy-claims.js';
import { presentSource } from '../policy/sources.js';
import type { LineInFull } from '../../../server/subsidies/find-subsidy-lines.js';

export const presentBuilt = (built: BuiltClaim) => ({
  id: String(built.claimId),
  number: built.number,
  state: built.state,
  lineCount: built.lineCount,
  interest: formatYuan(fen(built.interestFen)),
  subsidy: formatYuan(fen(built.subsidyFen)),
  contentHash: built.contentHash,
});

/** What a step replies, with whatever amounts it adds. */
export const presentStep = <Reply extends ClaimReply>({ claimId, ...reply }: Reply) => ({
  id: String(claimId),
  ...reply,
});

export const presentAcceptance = ({ claimId, undecided }: AcceptanceReply) => ({
  id: String(claimId),
  undecided,
});

export const presentSummary = (claim: ClaimSummary) => ({
  id: String(claim.id),
  number: claim.number,
  bank: { code: claim.bankCode, name: claim.bankName },
  quarter: claim.quarter,
  state: claim.state,
  lineCount: claim.lineCount,
  interest: formatYuan(claim.interestFen),
  subsidy: formatYuan(claim.subsidyFen),
  paidOn: claim.paidOn,
});

export const presentClaim = ({ claim, totals, causes, openStage, ...detail }: ClaimDetail, actor: Actor) => ({
  contentHash: claim.contentHash,
  version: claim.version,
  totals: {
    period: presentTotals(totals.period),
    supplements: presentTotals(totals.supplements),
    deductions: presentTotals(totals.deductions),
  },
  revision: claim.revision,
  claimed: formatYuan(claim.claimedFen ?? claim.subsidyFen),
  causes: causes.map(presentCause),
  payable: formatYuan(detail.payable),
  deducted: formatYuan(detail.deducted),
  openStage: openStage && {
    stage: openStage.stage,
    startedOn: openStage.startedOn,
    dueOn: openStage.dueOn,
    estimated: openStage.estimatedFlag === 1,
  },
  next: detail.next.map(({ event, roles }) => ({ event, roles, mayYou: roles.includes(actor.role) })),
  ...presentSummary(claim),
});

const presentCause = ({ cause, lines, claimed, computed, undecided }: CauseTotals) => ({
  cause,
  lines,
  claimed: formatYuan(claimed),
  computed: formatYuan(computed),
  difference: formatYuan(subtractFen(claimed, computed)),
  undecided,
});

const presentTotals = ({ lines, interest, subsidy }: LineTotals) => ({
  lines,
  interest: formatYuan(interest),
  subsidy: formatYuan(subsidy),
});

export const presentLine = ({ check, terms, ...line }: LineInFull, language: Language) => ({
  lineNumber: line.lineNumber,
  kind: line.kind,
  loanId: line.loanId === null ? null : String(line.loanId),
  contractNumber: line.contractNumber,
  claimed: formatYuan(check.claimed),
  computed: formatYuan(line.subsidyFen),
  difference: formatYuan(subtractFen(check.claimed, line.subsidyFen)),
  cause: check.cause,
  explanation: explainCause(check.cause, check.facts)[language],
  outcome: check.outcome,
  quarter: line.quarter,
  from: line.periodFrom,
  until: line.periodUntil,
  subsidisedDays: line.subsidisedDays,
  interest: formatYuan(line.interestFen),
  subsidy: formatYuan(line.subsidyFen),
  policyId: line.policyId,
  loanPrimeRatePercent: terms.loanPrimeRate === null ? null : formatRate(terms.loanPrimeRate),
  policies: terms.policies.map(presentSource),
  reason: line.reason,
  adjustment: line.adjustment && {
    paid: formatYuan(line.adjustment.paid),
    recomputed: formatYuan(line.adjustment.recomputed),
    before: line.adjustment.before && line.adjustment.before.map(presentSegment),
    after: line.adjustment.after.map(presentSegment),
    adjusts: presentAdjusted(line.adjustment.adjustsClaimNumber, line.adjustment.adjustsLineNumber),
  },
  clawbackNumber: line.clawbackNumber,
  segments: line.segments && line.segments.map(presentSegment),
  claimedSegments: line.claimedSegments && line.claimedSegments.map(presentSegment),
});

const presentAdjusted = (claimNumber: string | null, lineNumber: number | null) =>
  claimNumber === null || lineNumber === null ? null : { claimNumber, lineNumber };

export const presentSegment = (segment: ClaimSegment) => ({
  from: segment.from,
  until: segment.until,
  days: segment.days,
  principal: formatYuan(fen(segment.principal)),
  annualRatePercent: formatRate(rate(segment.annualRate)),
  subsidyRatePercent: formatSubsidyRate(subsidyRate(segment.subsidyRate)),
  interest: formatYuan(fen(segment.interest)),
  subsidy: formatYuan(fen(segment.subsidy)),
  notSubsidisedBecause: segment.notSubsidisedBecause,
});

export const presentLoanSubsidy = (line: LoanSubsidy) => ({
  id: String(line.id),
  claim: {
    number: line.claimNumber,
    quarter: line.claimQuarter,
    state: line.claimState,
    paidOn: line.paidOn,
  },
  kind: line.kind,
  quarter: line.quarter,
  subsidisedDays: line.subsidisedDays,
  interest: formatYuan(line.interestFen),
  subsidy: formatYuan(line.subsidyFen),
  reason: line.reason,
});
