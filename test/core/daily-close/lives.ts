import { parseBusinessDate, type BusinessDate } from '../../../server/core/business-date.js';
import type { ArrearsFacts } from '../../../server/core/daily-close/arrears.js';
import {
  daysPastDue,
  findStandings,
  standingOn,
  type LoanLife,
} from '../../../server/core/daily-close/loan-standing.js';
import { fen } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { repaymentSchedule } from '../../../server/core/repayment-schedule.js';
import type { ClassRuleStep } from '../../../server/core/risk-class.js';

const on = parseBusinessDate;

export const START = on('2025-01-15');

export const RULES: ClassRuleStep[] = [
  {
    from: on('2007-12-31'),
    rules: {
      substandardAfterDays: 90,
      doubtfulAfterDays: 270,
      lossAfterDays: 360,
      extensionAtLeast: 'special-mention',
      nonRetailBasisPoints: 1_000,
    },
  },
];

export const TERMS = {
  method: 'equal-principal',
  principal: fen(1_200_000),
  annualRate: parseRate('3.60'),
  termMonths: 12,
  disbursedOn: START,
  dayCountBasis: 360,
} as const;

export const { instalments } = repaymentSchedule(TERMS);

export function lifeOf(arrears: Partial<ArrearsFacts>, life: Partial<LoanLife> = {}): LoanLife {
  return {
    loanId: 1,
    retail: true,
    from: START,
    reportedOverdue: [],
    difficultyFrom: null,
    bankClasses: [],
    arrears: {
      contract: {
        principal: TERMS.principal,
        annualRate: TERMS.annualRate,
        dayCountBasis: 360,
        disbursedOn: START,
        maturesOn: on('2026-01-15'),
      },
      method: TERMS.method,
      instalments,
      payments: [],
      rateChanges: [],
      extendedUntil: null,
      settledOn: null,
      opening: null,
      ...arrears,
    },
    ...life,
  };
}

export const paidInTime = (count: number) =>
  instalments.slice(0, count).map(({ dueOn, principal, interest }) => ({ on: dueOn, principal, interest }));

export const findingsOf = (life: LoanLife, through: BusinessDate) => {
  const found = findStandings([life], RULES, through).get(life.loanId);
  if (!found) throw new Error('No findings');
  return found;
};

export const classOn = (life: LoanLife, day: BusinessDate) => {
  const standing = standingOn(findingsOf(life, day).standing, day);
  return [daysPastDue(standing, day), standing.riskClass, standing.reason];
};
