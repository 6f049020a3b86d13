import type Joi from 'joi';
import { DomainError, type FieldProblem } from '../../server/core/errors.js';

const MESSAGES_ZH: Readonly<Record<string, string>> = {
  'any.required': '此项必填',
  'any.only': '只能取 {allowed} 之一',
  'any.unknown': '没有这个字段',
  'object.unknown': '没有这个字段',
  'object.base': '应为对象',
  'array.base': '应为列表',
  'array.min': '至少 {limit} 项',
  'array.max': '至多 {limit} 项',
  'array.unique': '不能重复',
  'string.base': '应为文本（金额、利率、日期也写成文本，例如 "300000.00"）',
  'string.empty': '不能为空',
  'string.min': '至少 {limit} 个字符',
  'string.max': '至多 {limit} 个字符',
  'string.length': '应为 {limit} 个字符',
  'string.pattern.name': '格式不符：{name}',
  'string.pattern.base': '格式不符',
  'number.base': '应为数字',
  'number.integer': '应为整数',
  'number.unsafe': '数字过大',
  'number.min': '不小于 {limit}',
  'number.max': '不大于 {limit}',
  'boolean.base': '应为 true 或 false',
  'money.base': '金额应为不带符号的十进制文本，至多 12 位整数、2 位小数，例如 "300000.00"',
  'money.positive': '金额应大于零',
  'rate.base': '利率应为百分数文本，至多 6 位小数，例如 "3.45"',
  'day.base': '日期应为真实存在的日历日 YYYY-MM-DD，例如 "2025-03-21"',
};

/** Patterns whose breach has a sentence of its own. */
const RULE_OF_PATTERN: Readonly<Record<string, string>> = {
  money: 'money.base',
  'more than zero': 'money.positive',
  rate: 'rate.base',
  day: 'day.base',
};

/** Joi's own finding as a problem with the field's path, the rule and a sentence for people. */
function toProblem(detail: Joi.ValidationErrorItem): FieldProblem {
  const context = detail.context ?? {};
  const values: Record<string, string> = {
    allowed: Array.isArray(context['valids']) ? context['valids'].map(String).join('、') : '',
    limit: String(context['limit'] ?? ''),
    name: String(context['name'] ?? ''),
  };
  const rule =
    detail.type === 'string.pattern.name'
      ? (RULE_OF_PATTERN[String(context['name'])] ?? detail.type)
      : detail.type;
  const template = MESSAGES_ZH[rule] ?? '不符合要求';
  return {
    field: detail.path.join('.') || 'body',
    rule,
    message: {
      zh: template.replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? ''),
      en: detail.message,
    },
  };
}

/**
 * Checks one part of a request against its schema and returns the typed value. Unknown keys are refused, nothing is coerced,
 * and every field in breach is reported at once. Fails: malformed, with one problem per field.
 */
export function validate<Value>(schema: Joi.ObjectSchema<Value>, value: unknown, coerce = false): Value {
  const result = schema.validate(value, {
    abortEarly: false,
    convert: coerce,
    errors: { wrap: { label: false } },
  });
  if (result.error) throw new DomainError('malformed', {}, onePerField(result.error.details.map(toProblem)));
  return result.value;
}

/** The first problem of each field; what else is wrong with it mostly follows from that. */
function onePerField(problems: readonly FieldProblem[]): FieldProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ field }) => !seen.has(field) && seen.add(field));
}
