import Joi from 'joi';
import { parseBusinessDate } from '../server/core/business-date.js';

/** The request and reply fields that many operations share. Values stay text here; use cases get them parsed. */

const MONEY = /^\d{1,12}(\.\d{1,2})?$/;
const SIGNED_MONEY = /^-?\d{1,14}\.\d{2}$/;
const RATE = /^\d{1,3}(\.\d{1,6})?$/;
const SUBSIDY_QUARTER = /^20[2-9]\dQ[1-4]$/;
const CALENDAR_QUARTER = /^20\d\dQ[1-4]$/;
const ID = /^[1-9]\d{0,15}$/;

/** An amount of money in a request, `"300000.00"`. */
export const money = (): Joi.StringSchema =>
  Joi.string()
    .pattern(MONEY, 'money')
    .messages({ 'string.pattern.name': 'must be an unsigned decimal text such as "300000.00"' })
    .description('Yuan as an unsigned decimal text with at most 12 digits and 2 decimals.')
    .example('300000.00');

/** An amount above zero. */
export const positiveMoney = (): Joi.StringSchema => money().pattern(/[1-9]/, 'more than zero');

/** An amount in a reply: two decimals, perhaps negative (adjustments). */
export const moneyReply = (): Joi.StringSchema =>
  Joi.string().pattern(SIGNED_MONEY, 'money').description('Yuan, two decimals.');

/** A yearly rate in percent, `"3.45"`. */
export const ratePercent = (): Joi.StringSchema =>
  Joi.string()
    .pattern(RATE, 'rate')
    .description('Percent a year as text, at most 6 decimals.')
    .example('3.45');

/** A score in a reply, of 100.00. */
export const score = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{1,3}\.\d{2}$/, 'score')
    .description('Of 100.00.');

/** A calendar day that exists, `"2025-03-21"`. */
export const day = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{4}-\d{2}-\d{2}$/, 'day')
    .custom((value: string, helpers) => {
      try {
        return parseBusinessDate(value);
      } catch {
        return helpers.error('day.base');
      }
    })
    .messages({ 'day.base': 'must be a calendar day that exists, YYYY-MM-DD' })
    .description('Calendar day in Asia/Shanghai, YYYY-MM-DD.')
    .example('2025-03-21');

export const instant = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'instant')
    .description('UTC instant, ISO 8601.');

/** A SHA-256 in a reply: 64 hexadecimal digits. */
export const hash = (): Joi.StringSchema => Joi.string().pattern(/^[0-9a-f]{64}$/, 'hash');

export const id = (): Joi.StringSchema =>
  Joi.string().pattern(ID, 'id').description('Identifier, digits as text.').example('42');

/** An organisation's code as bank files and institutions write it. One form, so that no two differ by case alone. */
export const organisationCode = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[A-Z][A-Z0-9-]{1,31}$/, 'code')
    .description('2 to 32 capitals, figures and hyphens; begins with a letter.')
    .example('BANK01');

export const subsidyQuarter = (): Joi.StringSchema =>
  Joi.string()
    .pattern(SUBSIDY_QUARTER, 'quarter')
    .description('Interest quarter: 2025Q2 = [2025-03-21, 2025-06-21).')
    .example('2025Q2');

export const calendarQuarter = (): Joi.StringSchema =>
  Joi.string()
    .pattern(CALENDAR_QUARTER, 'calendar quarter')
    .description('Quarter of the calendar year: 2025Q2 = April to June.')
    .example('2025Q2');

/** Free text for people: trimmed length limits, no control characters but line breaks. */
export const freeText = (maxLength: number): Joi.StringSchema =>
  Joi.string()
    .min(1)
    .max(maxLength)
    .pattern(/^(?:[^\p{Cc}]|[\t\r\n])*$/u, 'plain text');

export const version = (): Joi.NumberSchema =>
  Joi.number()
    .integer()
    .min(0)
    .description('The version that was read; another one in store answers 409 stale-version.');

/** Keyset paging: `?limit=&cursor=`. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

export const pageQuery = {
  limit: Joi.number().integer().min(1).max(200).default(20),
  cursor: Joi.string()
    .pattern(/^[A-Za-z0-9_-]{1,200}$/, 'cursor')
    .example('aTEwMDA'),
};

/** A page of a list: `nextCursor` is null on the last one. */
export const pageOf = (item: Joi.Schema): Joi.ObjectSchema =>
  Joi.object({ items: Joi.array().items(item).required(), nextCursor: Joi.string().allow(null).required() });

/** An object whose fields have to be there, those of its own schemas too, unless they say `.optional()`. */
export const required = <T = object>(keys: Joi.SchemaMap): Joi.ObjectSchema<T> =>
  Joi.object<T>(keys).prefs({ presence: 'required' });

/** An address of e-mail. */
export const mailAddress = (): Joi.StringSchema => Joi.string().email({ tlds: false }).max(254);
