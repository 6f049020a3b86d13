import { addMonths, daysBetween, type BusinessDate } from '../business-date.js';
import { DomainError } from '../errors.js';
import { fen, formatYuan, sumFen, ZERO_FEN, type Fen } from '../money.js';

/** A part of a demand and the last day for it. */
export interface PlannedPart {
  readonly dueOn: BusinessDate;
  readonly amount: Fen;
}

/** Where a demand stands on a day. */
export interface ClawbackAge {
  /** What should have come back before today and has not. */
  readonly overdue: Fen;
  /** The day by which it should have come; null where nothing is overdue. */
  readonly overdueSince: BusinessDate | null;
  readonly days: number;
}

/** After how many overdue days who is told: the office that handles the case, its supervisor's office as a whole, the treasury. */
export const ESCALATION_STEPS = ['remind', 'escalate', 'report'] as const;
export type EscalationStep = (typeof ESCALATION_STEPS)[number];

/** From how many overdue days on each step is due. */
export type EscalationDays = Readonly<Record<EscalationStep, number>>;

/**
 * Checks a plan for what is still owed: parts above zero in date order, all to come, adding up to the fen, the last within the longest time
 * allowed. Fails: malformed (the field and its rule).
 */
export function assertPlan(
  plan: readonly PlannedPart[],
  owed: Fen,
  { today, longestMonths }: { readonly today: BusinessDate; readonly longestMonths: number },
): void {
  const total = sumFen(plan.map(({ amount }) => amount));
  if (total !== owed)
    throw wrong('plan-total', {
      zh: `各期合计应等于尚欠金额 ${formatYuan(owed)} 元`,
      en: `the parts must add up to what is still owed, ${formatYuan(owed)} yuan`,
    });
  const inOrder = plan.every(({ dueOn }, index) => dueOn > (plan[index - 1]?.dueOn ?? today));
  if (!inOrder)
    throw wrong('plan-order', {
      zh: '各期到期日应在今天之后,且依次递增',
      en: 'the days must lie after today and follow one another',
    });
  const latest = addMonths(today, longestMonths);
  if ((plan.at(-1)?.dueOn ?? today) > latest)
    throw wrong('plan-end', {
      zh: `最后一期不得晚于 ${latest}`,
      en: `the last part must be due by ${latest}`,
    });
}

function wrong(rule: string, message: { readonly zh: string; readonly en: string }): DomainError {
  return new DomainError('malformed', {}, [{ field: 'parts', rule, message }]);
}

/** How much of a demand is late: what came back pays the earliest parts first. The day after a due date is day 1. */
export function clawbackAge(parts: readonly PlannedPart[], returned: Fen, today: BusinessDate): ClawbackAge {
  let left = returned;
  let overdue = ZERO_FEN;
  let overdueSince: BusinessDate | null = null;
  for (const { dueOn, amount } of parts) {
    const open = fen(Math.max(0, amount - left));
    left = fen(Math.max(0, left - amount));
    if (open === 0 || dueOn >= today) continue;
    overdue = fen(overdue + open);
    overdueSince ??= dueOn;
  }
  return { overdue, overdueSince, days: overdueSince === null ? 0 : daysBetween(overdueSince, today) };
}

/** The furthest step that is due after so many overdue days; null before the first. */
export function escalationAfter(days: number, after: EscalationDays): EscalationStep | null {
  return ESCALATION_STEPS.findLast((step) => days >= after[step]) ?? null;
}
