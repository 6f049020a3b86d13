import Joi from 'joi';
import type { RiskClass } from '../../../server/core/risk-class.js';
import { day, hash, id, instant, money, pageOf, pageQuery, required, type PageQuery } from '../../fields.js';
import { classReason, loanParams, riskClass, type LoanParams } from '../loans/schemas.js';

export { loanParams, type LoanParams };

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);

export const closeParams = required<{ dailyCloseId: string }>({ dailyCloseId: id() });
export const closesQuery = Joi.object<PageQuery>(pageQuery);

const close = {
  id: id(),
  businessDate: day(),
  state: Joi.string().valid('running', 'done'),
  examinedLoans: count().description('Loans that the day or a new fact touched.'),
  fellOverdue: count(),
  cured: count(),
  reclassified: count(),
  changesHash: hash().description('Over the changes of all batches, one after another.'),
  startedAt: instant(),
  finishedAt: instant().allow(null),
};
export const closeReply = required(close);
export const closesReply = pageOf(closeReply);

export interface RunBody {
  readonly through?: string;
}
export const runBody = Joi.object<RunBody>({
  through: day().description('The last day to close; the day before today if it is left out.'),
});
export const runReply = required({
  closed: Joi.array().items(day()).description('In the order of the days.'),
});

export const booksDateReply = required({
  businessDate: day().description('The day that is closed next.'),
  closedThrough: day().allow(null),
  today: day(),
});

export interface StandingsQuery {
  readonly knownOn?: string;
}
export const standingsQuery = Joi.object<StandingsQuery>({
  knownOn: day().description(
    'As it was known when this business date had been closed; left out: as it is known now.',
  ),
});
export const standingsReply = required({
  items: Joi.array().items(
    required({
      fromOn: day(),
      pastDueSince: day().allow(null).description('The day after it is day 1 past due.'),
      riskClass: riskClass(),
      reason: classReason(),
    }),
  ),
});

export interface ReserveBody {
  readonly heldOn: string;
  readonly amount: string;
}
export const reserveBody = required<ReserveBody>({
  heldOn: day(),
  amount: money().description('What is set aside on that day; 0.00 once it has been drawn again.'),
}).required();
export const reserveReply = required({ repaymentReserveId: id(), loanId: id(), changed: Joi.boolean() });

export interface BankClassBody {
  readonly fromOn: string;
  readonly riskClass: RiskClass;
}
export const bankClassBody = required<BankClassBody>({ fromOn: day(), riskClass: riskClass() }).required();
export const bankClassReply = required({
  bankClassId: id(),
  loanId: id(),
  revision: Joi.number().integer().min(1),
  changed: Joi.boolean(),
});
