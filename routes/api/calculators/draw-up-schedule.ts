import Joi from 'joi';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { DEFAULT_DAY_COUNT_BASIS, type DayCountBasis } from '../../../server/core/day-count.js';
import { REPAYMENT_METHODS, type RepaymentMethod } from '../../../server/core/instalment.js';
import { formatYuan, parseYuan } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { repaymentSchedule, type RepaymentSchedule } from '../../../server/core/repayment-schedule.js';
import { open } from '../../endpoint.js';
import { day, moneyReply, positiveMoney } from '../../fields.js';
import { CALCULATIONS_PER_MINUTE, dayCountBasis, rateUpTo100 } from './fields.js';

interface ScheduleBody {
  readonly method: RepaymentMethod;
  readonly principal: string;
  readonly annualRatePercent: string;
  readonly termMonths: number;
  readonly disbursedOn: string;
  readonly dayCountBasis?: DayCountBasis;
}

const LONGEST_TERM_MONTHS = 360;

const body = Joi.object<ScheduleBody>({
  method: Joi.string()
    .valid(...REPAYMENT_METHODS)
    .required(),
  principal: positiveMoney().required(),
  annualRatePercent: rateUpTo100().required(),
  termMonths: Joi.number().integer().min(1).max(LONGEST_TERM_MONTHS).required().example(36),
  disbursedOn: day().required(),
  dayCountBasis: dayCountBasis(),
});

const reply = Joi.object({
  instalments: Joi.array().items(
    Joi.object({
      number: Joi.number().integer().min(1),
      dueOn: Joi.string().pattern(/^\d{4}-\d{2}-\d{2}$/, 'day'),
      principal: moneyReply(),
      interest: moneyReply(),
      balanceAfter: moneyReply(),
    }),
  ),
  totalInterest: moneyReply(),
}).prefs({ presence: 'required' });

/** 还款计划试算: the instalments of a loan by one of the five repayment methods. */
export const drawUpScheduleEndpoint = open<unknown, unknown, ScheduleBody>({
  method: 'post',
  path: '/api/v1/repayment-schedules',
  tag: 'calculators',
  operationId: 'drawUpRepaymentSchedule',
  summary: 'Draw up the repayment schedule of a loan',
  permission: 'public',
  requestsPerMinute: CALCULATIONS_PER_MINUTE,
  countedPerProcess: true,
  body,
  reply: { status: 200, schema: reply },
  errors: [],
  handle: async (_context, { body: request }) =>
    present(
      repaymentSchedule({
        method: request.method,
        principal: parseYuan(request.principal),
        annualRate: parseRate(request.annualRatePercent),
        termMonths: request.termMonths,
        disbursedOn: parseBusinessDate(request.disbursedOn),
        dayCountBasis: request.dayCountBasis ?? DEFAULT_DAY_COUNT_BASIS,
      }),
    ),
});

function present({ instalments, totalInterest }: RepaymentSchedule) {
  return {
    instalments: instalments.map(({ number, dueOn, principal, interest, balanceAfter }) => ({
      number,
      dueOn,
      principal: formatYuan(principal),
      interest: formatYuan(interest),
      balanceAfter: formatYuan(balanceAfter),
    })),
    totalInterest: formatYuan(totalInterest),
  };
}
