import type { BusinessDate } from './business-date.js';
import { businessDate } from './business-date.js';
import { subtractFen, type Fen } from './money.js';
import type { Rate } from './rate.js';
import {
  ENDING_CHANGES,
  type Ending,
  type ExcludedPeriod,
  type LoanFacts,
  type PrincipalChange,
  type RateChange,
} from './subsidy-segments.js';

/** What happened to a loan beside money: as it is reported, never changed, made better by a later revision. */
export const LOAN_EVENT_KINDS = [
  'overdue',
  'extension',
  'misuse',
  'settled',
  'closure',
  'legal-representative-change',
  'rate-change',
  'eligibility-lost',
] as const;
export type LoanEventKind = (typeof LOAN_EVENT_KINDS)[number];

/** What a bank reports. That a borrower has lost eligibility an office finds, with two persons. */
export const BANK_EVENT_KINDS = LOAN_EVENT_KINDS.filter((kind) => kind !== 'eligibility-lost');

/** Who found it out: the bank that reports, the daily close, or an officer who decided. */
export type LoanEventSource = 'bank' | 'daily-close' | 'officer';

/** One report about a loan. Of equal kind, first day and source the highest revision counts. */
export interface ReportedEvent {
  readonly kind: LoanEventKind;
  readonly fromOn: BusinessDate;
  /** The first day it no longer holds; null while it is open. */
  readonly untilOn: BusinessDate | null;
  /** Only of a rate change. */
  readonly newRate: Rate | null;
  readonly source: LoanEventSource;
  readonly revision: number;
}

/** Principal paid back on a day, all repayments together that were not reversed. */
export interface PrincipalPaid {
  readonly on: BusinessDate;
  readonly principal: Fen;
}

/** The contract as it was made. */
export type LoanContract = Omit<
  LoanFacts,
  'principalChanges' | 'rateChanges' | 'excludedPeriods' | 'endings'
>;

/** Where a report without an end is cut: later than any day that is computed. */
const OPEN_END = businessDate(2200, 12, 31);

const EXCLUDING: Partial<Record<LoanEventKind, ExcludedPeriod['reason']>> = {
  overdue: 'overdue',
  extension: 'extension',
  misuse: 'misuse',
  'eligibility-lost': 'eligibility-lost',
};

/**
 * What subsidy and interest follow from, out of a contract and what happened to it. `paid` is in date order, one entry a
 * day. A granted extension that no report tells of takes its days from maturity to `extendedUntil`.
 */
export function loanFactsOf(
  contract: LoanContract,
  extendedUntil: BusinessDate | null,
  paid: readonly PrincipalPaid[],
  reports: readonly ReportedEvent[],
): LoanFacts {
  const changes = principalChanges(contract.principal, paid);
  // Of most loans nothing is ever reported. Field by field: spreading costs more than the computation.
  if (reports.length === 0 && extendedUntil === null)
    return {
      principal: contract.principal,
      annualRate: contract.annualRate,
      dayCountBasis: contract.dayCountBasis,
      disbursedOn: contract.disbursedOn,
      maturesOn: contract.maturesOn,
      principalChanges: changes,
      rateChanges: [],
      excludedPeriods: [],
    };
  const events = standingEvents(reports);
  const endings = endingsOf(events);
  const excludedPeriods = events.flatMap(excludedPeriod);
  if (extendedUntil !== null && !events.some((event) => event.kind === 'extension')) {
    excludedPeriods.push({ from: contract.maturesOn, until: extendedUntil, reason: 'extension' });
  }
  return {
    ...contract,
    principalChanges: changes,
    rateChanges: rateChanges(events),
    excludedPeriods,
    ...(endings.length > 0 && { endings }),
  };
}

/** A bank or the close takes a report back by a later revision that ends on its first day, and so holds on no day. */
export const isTakenBack = ({ fromOn, untilOn }: Pick<ReportedEvent, 'fromOn' | 'untilOn'>): boolean =>
  fromOn === untilOn;

/** Of each event its latest revision, unless that takes it back. */
export const standingEvents = <Report extends ReportedEvent>(reports: readonly Report[]): Report[] =>
  eventsInForce(reports).filter((report) => !isTakenBack(report));

/** Of each event its latest revision, also where that takes it back. */
export function eventsInForce<Report extends ReportedEvent>(reports: readonly Report[]): Report[] {
  const latest = new Map<string, Report>();
  for (const report of reports) {
    const key = `${report.kind} ${report.fromOn} ${report.source}`;
    if ((latest.get(key)?.revision ?? 0) < report.revision) latest.set(key, report);
  }
  return [...latest.values()];
}

function principalChanges(principal: Fen, paid: readonly PrincipalPaid[]): PrincipalChange[] {
  let outstanding = principal;
  return paid.map((payment) => {
    outstanding = subtractFen(outstanding, payment.principal);
    return { on: payment.on, principal: outstanding };
  });
}

/** One change a day: where two sources name the same day, the one reported last. */
function rateChanges(events: readonly ReportedEvent[]): RateChange[] {
  const byDay = new Map<BusinessDate, RateChange>();
  for (const { kind, fromOn, newRate } of events) {
    if (kind === 'rate-change' && newRate !== null) byDay.set(fromOn, { on: fromOn, annualRate: newRate });
  }
  return [...byDay.values()];
}

/** Of each kind of ending change the first one: what ends a subsidy does not begin again. */
function endingsOf(events: readonly ReportedEvent[]): Ending[] {
  return ENDING_CHANGES.flatMap((change) => {
    const [on] = events.flatMap(({ kind, fromOn }) => (kind === change ? [fromOn] : [])).toSorted();
    return on === undefined ? [] : [{ change, on }];
  });
}

function excludedPeriod({ kind, fromOn, untilOn }: ReportedEvent): ExcludedPeriod[] {
  const reason = EXCLUDING[kind];
  return reason === undefined ? [] : [{ from: fromOn, until: untilOn ?? OPEN_END, reason }];
}
