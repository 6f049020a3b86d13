import { addDays, type BusinessDate } from '../business-date.js';
import type { DuePart, RepaymentMethod } from '../instalment.js';
import { interestDue } from '../interest-due.js';
import type { LoanContract } from '../loan-history.js';
import { addFen, fen, subtractFen, ZERO_FEN, type Fen } from '../money.js';
import type { PrincipalChange, RateChange } from '../subsidy-segments.js';

/** What came back on a day, all repayments together that were not reversed. Penalty counts as interest. */
export interface PaidPart {
  readonly on: BusinessDate;
  readonly principal: Fen;
  readonly interest: Fen;
}

/** What arrears follow from. Instalments by number, payments in date order with one entry a day. */
export interface ArrearsFacts {
  readonly contract: LoanContract;
  readonly method: RepaymentMethod;
  readonly instalments: readonly DuePart[];
  readonly payments: readonly PaidPart[];
  readonly rateChanges: readonly RateChange[];
  /** The later maturity that was granted: what fell due at maturity falls due then. */
  readonly extendedUntil: BusinessDate | null;
  /** From this day on the bank holds that nothing is owed. */
  readonly settledOn: BusinessDate | null;
  /** Where the history before a take-over is not in store: what fell due until then is taken as paid. */
  readonly opening: { readonly on: BusinessDate; readonly outstanding: Fen } | null;
}

/** From a day on: the due date of the oldest instalment that is not paid in full; null while nothing is overdue. */
export interface ArrearsStep {
  readonly from: BusinessDate;
  readonly unpaidSince: BusinessDate | null;
}

/** What is due in all on a day, this instalment and all before it. */
interface DueSum {
  readonly dueOn: BusinessDate;
  readonly principal: Fen;
  readonly interest: Fen;
}

/** Banks round each period in their own way; a fen for each instalment is no arrears. */
const ROUNDING_OF_AN_INSTALMENT = 1;

/**
 * The arrears of a loan from a day on through another: an instalment is overdue from the day after its due date until the day
 * it is paid, which counts no more. Repayments pay the oldest instalment first; principal and interest each on its own,
 * as the bank split them.
 */
export function arrearsSteps(facts: ArrearsFacts, from: BusinessDate, through: BusinessDate): ArrearsStep[] {
  const payments = paymentsFromOpening(facts);
  const dues = dueSums(facts, payments);
  const steps: ArrearsStep[] = [];
  let [principal, interest, covered, next] = [ZERO_FEN, ZERO_FEN, 0, 0];
  for (const day of turningPoints(facts, payments, dues, from, through)) {
    for (let paid = payments[next]; paid !== undefined && paid.on <= day; paid = payments[(next += 1)]) {
      principal = addFen(principal, paid.principal);
      interest = addFen(interest, paid.interest);
    }
    while (isCovered(dues[covered], covered + 1, principal, interest)) covered += 1;
    const oldest = dues[covered]?.dueOn;
    const isSettled = facts.settledOn !== null && day >= facts.settledOn;
    const unpaidSince = oldest === undefined || oldest >= day || isSettled ? null : oldest;
    if (steps.length === 0 || steps.at(-1)?.unpaidSince !== unpaidSince)
      steps.push({ from: day, unpaidSince });
  }
  return steps;
}

function isCovered(due: DueSum | undefined, instalments: number, principal: Fen, interest: Fen): boolean {
  if (due === undefined) return false;
  return principal >= due.principal && interest + instalments * ROUNDING_OF_AN_INSTALMENT >= due.interest;
}

/** The days on which arrears may change, in order, the first of them `from`. */
function turningPoints(
  { settledOn }: ArrearsFacts,
  payments: readonly PaidPart[],
  dues: readonly DueSum[],
  from: BusinessDate,
  through: BusinessDate,
): BusinessDate[] {
  const days = [
    ...payments.map((paid) => paid.on),
    ...dues.map((due) => addDays(due.dueOn, 1)),
    ...(settledOn === null ? [] : [settledOn]),
  ];
  const within = new Set(days.filter((day) => day > from && day <= through));
  return [from, ...[...within].toSorted()];
}

/** Where the history is not in store, one payment stands for all that is not known. */
function paymentsFromOpening(facts: ArrearsFacts): readonly PaidPart[] {
  const { opening, contract, payments } = facts;
  if (opening === null) return payments;
  const due = dueSums(facts, []).findLast(({ dueOn }) => dueOn <= opening.on);
  const repaid = subtractFen(contract.principal, opening.outstanding);
  const known: PaidPart = {
    on: opening.on,
    principal: fen(Math.max(repaid, due?.principal ?? 0)),
    interest: due?.interest ?? ZERO_FEN,
  };
  return [known, ...payments.filter((paid) => paid.on > opening.on)];
}

/**
 * What is due on each due date. The schedule is the most that is asked: where principal was paid ahead of it or the rate
 * fell, interest is reckoned on the principal that really stood.
 */
function dueSums(facts: ArrearsFacts, payments: readonly PaidPart[]): DueSum[] {
  const { contract, instalments, rateChanges } = facts;
  let [principal, interest] = [ZERO_FEN, ZERO_FEN];
  const scheduled = instalments.map((part): DueSum => {
    principal = addFen(principal, part.principal);
    interest = addFen(interest, part.interest);
    return { dueOn: part.dueOn, principal, interest };
  });
  const path = principalPath(contract.principal, scheduled, payments);
  const onSchedule = rateChanges.length === 0 && !path.isAhead;
  return scheduled.map((due) => {
    const isLast = due.dueOn >= contract.maturesOn;
    const dueOn = isLast && facts.extendedUntil !== null ? facts.extendedUntil : due.dueOn;
    if (onSchedule) return { ...due, dueOn };
    const reckoned = interestDue(
      { ...contract, principalChanges: path.changes, rateChanges, excludedPeriods: [] },
      facts.method,
      facts.method === 'interest-quarterly' && !isLast ? addDays(due.dueOn, 1) : due.dueOn,
    );
    return { ...due, dueOn, interest: fen(Math.min(due.interest, reckoned)) };
  });
}

/** The lesser of the principal that stood and the principal of the schedule, and whether the first was ever below the second. */
function principalPath(
  principal: Fen,
  scheduled: readonly DueSum[],
  payments: readonly PaidPart[],
): { readonly changes: PrincipalChange[]; readonly isAhead: boolean } {
  const days = new Set([...scheduled.map((due) => due.dueOn), ...payments.map((paid) => paid.on)]);
  const changes: PrincipalChange[] = [];
  let [isAhead, paidSum, paidNext, dueNext] = [false, ZERO_FEN, 0, 0];
  for (const on of [...days].toSorted()) {
    for (let paid = payments[paidNext]; paid !== undefined && paid.on <= on; paid = payments[(paidNext += 1)])
      paidSum = addFen(paidSum, paid.principal);
    while ((scheduled[dueNext]?.dueOn ?? '9') <= on) dueNext += 1;
    const dueSum = scheduled[dueNext - 1]?.principal ?? ZERO_FEN;
    isAhead ||= paidSum > dueSum;
    changes.push({ on, principal: subtractFen(principal, fen(Math.max(paidSum, dueSum))) });
  }
  return { changes, isAhead };
}
