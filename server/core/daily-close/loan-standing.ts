import { addDays, daysBetween, type BusinessDate } from '../business-date.js';
import { subtractFen, sumFen, type Fen } from '../money.js';
import type { Period } from '../subsidy-segments.js';
import { arrearsSteps, type ArrearsFacts, type ArrearsStep } from './arrears.js';
import {
  classFloor,
  classThresholds,
  isNonPerforming,
  isWorse,
  rulesOn,
  type ClassReason,
  type ClassRules,
  type ClassRuleStep,
  type RiskClass,
} from '../risk-class.js';

/** Where a loan stands on a day. */
export interface LoanStanding {
  /** The day from which days past due are counted; the day after it is day 1. Null while nothing is overdue. */
  readonly pastDueSince: BusinessDate | null;
  readonly riskClass: RiskClass;
  /** Null exactly for the class pass. */
  readonly reason: ClassReason | null;
}

/** A standing from a day on, until the next step. */
export interface StandingStep extends LoanStanding {
  readonly from: BusinessDate;
}

/** Everything the standing of one loan follows from. */
export interface LoanLife {
  readonly loanId: number;
  /** Individuals are retail: each of their loans is classified for itself. */
  readonly retail: boolean;
  /** The first day that the close knows. */
  readonly from: BusinessDate;
  readonly arrears: ArrearsFacts;
  /** What the bank itself reports as overdue; an open end is far away. */
  readonly reportedOverdue: readonly Period[];
  /** The first day of an extension that the bank granted for financial difficulty. */
  readonly difficultyFrom: BusinessDate | null;
  /** What the bank still has to get itself once a guarantor has paid for the loan, in the order of the days. */
  readonly ownPart?: readonly OwnPart[];
  /** The bank's own classes in date order, one a day. */
  readonly bankClasses: readonly { readonly from: BusinessDate; readonly riskClass: RiskClass }[];
}

/** What is left of a loan for the bank to get, from a day on. */
export interface OwnPart {
  readonly from: BusinessDate;
  readonly outstanding: Fen;
}

/** What the close finds out about a loan. */
export interface LoanFindings {
  readonly standing: readonly StandingStep[];
  /** Overdue by the schedule; the last may be open. */
  readonly overdue: readonly OverduePeriod[];
}

/** Days from `from` on and before `until`; null while open. */
export interface OverduePeriod {
  readonly from: BusinessDate;
  readonly until: BusinessDate | null;
}

const PASS: LoanStanding = { pastDueSince: null, riskClass: 'pass', reason: null };

/** How many days a loan is past due on a day. */
export const daysPastDue = ({ pastDueSince }: LoanStanding, day: BusinessDate): number =>
  pastDueSince === null ? 0 : daysBetween(pastDueSince, day);

/** The standing on a day: that of the last step, or nothing to remark. */
export const standingOn = (steps: readonly StandingStep[], day: BusinessDate): LoanStanding =>
  steps.findLast(({ from }) => from <= day) ?? PASS;

/**
 * Standing and overdue days of all loans of one borrower at one bank, from all their facts, through a day. Days past due
 * give the floor of the class; an extension and the bank's own class may make it worse; where too much of what a non-retail
 * borrower owes the bank is non-performing, all of it is.
 */
export function findStandings(
  lives: readonly LoanLife[],
  rules: readonly ClassRuleStep[],
  through: BusinessDate,
): Map<number, LoanFindings> {
  const own = lives.map((life) => {
    const arrears = arrearsSteps(life.arrears, life.from, through);
    return { life, arrears, steps: ownSteps(life, arrears, rules, through) };
  });
  return new Map(
    own.map((one) => [
      one.life.loanId,
      {
        overdue: overduePeriods(one.arrears),
        standing:
          one.life.retail || own.length === 1 ? one.steps : withBorrowersShare(one, own, rules, through),
      },
    ]),
  );
}

interface OwnStanding {
  readonly life: LoanLife;
  readonly steps: readonly StandingStep[];
}

function ownSteps(
  life: LoanLife,
  arrears: readonly ArrearsStep[],
  rules: readonly ClassRuleStep[],
  through: BusinessDate,
): StandingStep[] {
  const { settledOn } = life.arrears;
  const starts = [
    ...arrears.flatMap(({ unpaidSince }) => (unpaidSince === null ? [] : [unpaidSince])),
    ...life.reportedOverdue.map(({ from }) => addDays(from, -1)),
  ];
  const days = [
    ...arrears.map(({ from }) => from),
    ...life.reportedOverdue.flatMap(({ from, until }) => [from, until]),
    ...life.bankClasses.map(({ from }) => from),
    ...[life.difficultyFrom, settledOn].filter((day) => day !== null),
    ...rules.map(({ from }) => from),
    ...starts.flatMap((since) =>
      rules.flatMap((step) => classThresholds(step.rules).map((day) => addDays(since, day))),
    ),
  ];
  return stepsOver(days, life.from, through, (day) => {
    if (settledOn !== null && day >= settledOn) return PASS;
    return ownStanding(life, arrears, rulesOn(rules, day), day);
  });
}

function ownStanding(
  life: LoanLife,
  arrears: readonly ArrearsStep[],
  rules: ClassRules,
  day: BusinessDate,
): LoanStanding {
  const pastDueSince = unpaidSinceOn(life, arrears, day);
  const floor = classFloor(pastDueSince === null ? 0 : daysBetween(pastDueSince, day), rules);
  let standing: LoanStanding = {
    pastDueSince,
    riskClass: floor,
    reason: floor === 'pass' ? null : 'days-past-due',
  };
  if (life.difficultyFrom !== null && life.difficultyFrom <= day)
    standing = atLeast(standing, rules.extensionAtLeast, 'extension');
  const bankClass = life.bankClasses.findLast(({ from }) => from <= day)?.riskClass ?? 'pass';
  return atLeast(standing, bankClass, 'bank');
}

/** The earlier of what the bank reports and what the schedule says. */
function unpaidSinceOn(
  life: LoanLife,
  arrears: readonly ArrearsStep[],
  day: BusinessDate,
): BusinessDate | null {
  const reported = life.reportedOverdue
    .filter(({ from, until }) => from <= day && day < until)
    .map(({ from }) => addDays(from, -1));
  const scheduled = arrears.findLast(({ from }) => from <= day)?.unpaidSince ?? null;
  const [earliest = null] = [...reported, ...(scheduled === null ? [] : [scheduled])].toSorted();
  return earliest;
}

/**
 * Since when a loan is past due on a day by all its facts, closed or not; null while nothing is overdue. What came back that
 * day counts.
 */
export function pastDueSinceOn(life: LoanLife, day: BusinessDate): BusinessDate | null {
  const { settledOn } = life.arrears;
  if (day < life.from || (settledOn !== null && day >= settledOn)) return null;
  return unpaidSinceOn(life, arrearsSteps(life.arrears, life.from, day), day);
}

const atLeast = (standing: LoanStanding, riskClass: RiskClass, reason: ClassReason): LoanStanding =>
  isWorse(riskClass, standing.riskClass) ? { ...standing, riskClass, reason } : standing;

/** A non-retail borrower with too large a share of non-performing debt at a bank is non-performing there with all of it. */
function withBorrowersShare(
  one: OwnStanding,
  all: readonly OwnStanding[],
  rules: readonly ClassRuleStep[],
  through: BusinessDate,
): StandingStep[] {
  const days = all.flatMap(({ steps, life }) => [
    life.from,
    ...steps.map(({ from }) => from),
    ...life.arrears.payments.map(({ on }) => on),
    ...ownPartOf(life).map(({ from }) => from),
  ]);
  return stepsOver(days, one.life.from, through, (day) => {
    const standing = standingOn(one.steps, day);
    if (outstandingOn(one.life, day) === 0) return standing;
    const debts = all
      .filter(({ life }) => life.from <= day)
      .map(({ life, steps }) => ({
        owed: outstandingOn(life, day),
        bad: isNonPerforming(standingOn(steps, day).riskClass),
      }));
    const total = debts.reduce((sum, { owed }) => sum + owed, 0);
    const bad = debts.reduce((sum, debt) => sum + (debt.bad ? debt.owed : 0), 0);
    const share = rulesOn(rules, day).nonRetailBasisPoints;
    const isAbove = BigInt(bad) * 10_000n > BigInt(total) * BigInt(share);
    return isAbove ? atLeast(standing, 'substandard', 'non-retail-share') : standing;
  });
}

const ownPartOf = ({ ownPart = [] }: LoanLife): readonly OwnPart[] => ownPart;

function outstandingOn(life: LoanLife, day: BusinessDate): Fen {
  const own = ownPartOf(life).findLast(({ from }) => from <= day);
  if (own !== undefined) return own.outstanding;
  const { contract, payments, opening } = life.arrears;
  const known = opening === null ? payments : payments.filter(({ on }) => on > opening.on);
  const paid = sumFen(known.filter(({ on }) => on <= day).map(({ principal }) => principal));
  return subtractFen(opening?.outstanding ?? contract.principal, paid);
}

/** The steps of a function of the day that changes on the given days only. */
function stepsOver(
  days: readonly BusinessDate[],
  from: BusinessDate,
  through: BusinessDate,
  standingAt: (day: BusinessDate) => LoanStanding,
): StandingStep[] {
  const within = new Set(days.filter((day) => day > from && day <= through));
  const steps: StandingStep[] = [];
  for (const day of [from, ...[...within].toSorted()]) {
    const standing = standingAt(day);
    const last = steps.at(-1);
    if (last === undefined || !isSameStanding(last, standing)) steps.push({ ...standing, from: day });
  }
  return steps;
}

const isSameStanding = (one: LoanStanding, other: LoanStanding): boolean =>
  one.pastDueSince === other.pastDueSince && one.riskClass === other.riskClass && one.reason === other.reason;

function overduePeriods(arrears: readonly ArrearsStep[]): OverduePeriod[] {
  const periods: OverduePeriod[] = [];
  let open: BusinessDate | null = null;
  for (const { from, unpaidSince } of arrears) {
    if (unpaidSince !== null) open ??= from;
    else if (open !== null) {
      periods.push({ from: open, until: from });
      open = null;
    }
  }
  return open === null ? periods : [...periods, { from: open, until: null }];
}

/**
 * What has to be added to a loan's history so that it reads as it was derived now: each addition holds from its day on over
 * everything that earlier closes said of that day and later ones. Nothing if it reads so already. Of a loan without a
 * history there is nothing to remark.
 */
export function historyAdditions(
  known: readonly StandingStep[],
  derived: readonly StandingStep[],
): StandingStep[] {
  const days = [...new Set([...known, ...derived].map(({ from }) => from))].toSorted();
  const first = days.find((day) => !isSameStanding(standingOn(known, day), standingOn(derived, day)));
  if (first === undefined) return [];
  return [{ ...standingOn(derived, first), from: first }, ...derived.filter(({ from }) => from > first)];
}
