import Joi from 'joi';
import { LEDGER_ACCOUNT_KIND_NAMES } from '../../../server/core/ledger-account-kinds.js';
import { format, type InFormat } from '../reports/schemas.js';
import { day, id, instant, moneyReply, pageOf, pageQuery, required, type PageQuery } from '../../fields.js';

export const accountParams = required<{ accountId: string }>({ accountId: id() });

export interface TrialBalanceQuery {
  readonly on?: string;
}
const trialBalanceKeys = { on: day().description('At the end of this day; today if left out.') };
export const trialBalanceQuery = Joi.object<TrialBalanceQuery>(trialBalanceKeys);

export interface StatementQuery {
  readonly from: string;
  readonly until: string;
}
const statementKeys = {
  from: day().required(),
  until: day().required().description('Exclusive.').example('2025-06-21', { override: true }),
};
export const statementQuery = Joi.object<StatementQuery>(statementKeys);
export const statementFileQuery = Joi.object<StatementQuery & InFormat>({
  ...statementKeys,
  format: format(),
});

export interface StatementSheetQuery extends StatementQuery {
  readonly accountId: string;
}
export const statementSheetQuery = Joi.object<StatementSheetQuery>({
  accountId: id().required(),
  ...statementKeys,
});
export const trialBalanceFileQuery = Joi.object<TrialBalanceQuery & InFormat>({
  ...trialBalanceKeys,
  format: format(),
});

export interface PostingsQuery extends PageQuery {
  readonly on?: string;
}
export const postingsQuery = Joi.object<PostingsQuery>({ ...pageQuery, on: day() });

const side = (): Joi.StringSchema => Joi.string().valid('debit', 'credit');
const account = {
  id: id(),
  kind: Joi.string().valid(...LEDGER_ACCOUNT_KIND_NAMES),
  name: Joi.string().description('The kind, in the language that is asked for.'),
  holder: Joi.string().valid('budget', 'organisation', 'city').description('What holderId names.'),
  holderId: id().allow(null).description('A budget or an organisation; null for the city.'),
  side: side().description('On which side a balance above zero stands.'),
};

export const trialBalanceReply = required({
  on: day(),
  accounts: Joi.array().items(
    required({ ...account, debit: moneyReply(), credit: moneyReply(), balance: moneyReply() }),
  ),
  debit: moneyReply().description('Of all accounts; always what the credit is.'),
  credit: moneyReply(),
});

export const statementReply = required({
  account: required(account),
  opening: moneyReply(),
  days: Joi.array()
    .items(required({ on: day(), debit: moneyReply(), credit: moneyReply(), balance: moneyReply() }))
    .description('Days on which something was booked.'),
  closing: moneyReply(),
});

export const postingsReply = pageOf(
  required({
    id: id(),
    kind: Joi.string(),
    side: side(),
    amount: moneyReply(),
    otherAccountId: id(),
    subject: required({ kind: Joi.string(), id: id() }),
    postedOn: day(),
    recordedAt: instant(),
  }),
);
