import { elementAt } from '../element-at.js';
import { DomainError, type FieldProblem } from '../errors.js';
import { POLICY_FORMS, type PolicyField, type PolicyFields } from './policy-forms.js';
import type { PolicyParameter, PolicyParameterValues } from './policy-parameters.js';

const YUAN = /^\d{1,12}\.\d{2}$/;
const PERCENT = /^\d{1,3}\.\d{2,6}$/;
const WHOLE_IN_BASIS_POINTS = 10_000;

/** Whether a text names a parameter. */
export function isPolicyParameter(text: string): text is PolicyParameter {
  return Object.hasOwn(POLICY_FORMS, text);
}

/**
 * Reads the value of a parameter as an official entered it or a table stored it: every field of its form, and nothing
 * else. Throws `malformed`, naming the fields.
 */
export function readPolicyValue<P extends PolicyParameter>(
  parameter: P,
  value: unknown,
): PolicyParameterValues[P] {
  if (isValueOf(parameter, value)) return value;
  throw new DomainError('malformed', {}, problemsOf(parameter, value));
}

/** The fields of the form that a value takes: of several, the one whose fixed texts it repeats, and else the first. */
export function fieldsOfValue(parameter: PolicyParameter, value: unknown): PolicyFields {
  const { variants } = POLICY_FORMS[parameter];
  const said = isRecord(value) ? value : {};
  const taken = variants.find((fields) =>
    Object.entries(fields).every(([name, field]) => field.kind !== 'exactly' || said[name] === field.text),
  );
  return taken ?? elementAt(variants, 0);
}

function isValueOf<P extends PolicyParameter>(
  parameter: P,
  value: unknown,
): value is PolicyParameterValues[P] {
  return problemsOf(parameter, value).length === 0;
}

/** The problems under the form that comes closest. */
function problemsOf(parameter: PolicyParameter, value: unknown): readonly FieldProblem[] {
  if (!isRecord(value)) return [problem('value', { zh: '应为一组字段', en: 'an object is expected' })];
  const attempts = POLICY_FORMS[parameter].variants.map((fields) => problemsUnder(fields, value));
  const [closest = []] = attempts.toSorted((a, b) => a.length - b.length);
  return closest.length > 0 || parameter !== 'cost-split' ? closest : costSplitProblems(value);
}

function problemsUnder(fields: PolicyFields, value: Readonly<Record<string, unknown>>): FieldProblem[] {
  const wrong = Object.entries(fields)
    .filter(([name, field]) => !fits(field, value[name]))
    .map(([name, field]) => problem(`value.${name}`, expectation(field)));
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => problem(`value.${name}`, { zh: '没有这个字段', en: 'there is no such field' }));
  return [...wrong, ...unknown];
}

function costSplitProblems(value: Readonly<Record<string, unknown>>): FieldProblem[] {
  const total = Object.values(value).reduce<number>((sum, share) => sum + Number(share), 0);
  if (total === WHOLE_IN_BASIS_POINTS) return [];
  return [problem('value', { zh: '各级比例之和应为100%', en: 'the shares must add up to 100 %' })];
}

function fits(field: PolicyField, value: unknown): boolean {
  switch (field.kind) {
    case 'yuan':
      return typeof value === 'string' && YUAN.test(value);
    case 'percent':
      return typeof value === 'string' && PERCENT.test(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'whole':
      return typeof value === 'number' && Number.isInteger(value) && value >= field.from && value <= field.to;
    case 'exactly':
      return value === field.text;
    default:
      return (
        Array.isArray(value) && value.length > 0 && value.every((each) => field.of.includes(String(each)))
      );
  }
}

function expectation(field: PolicyField): FieldProblem['message'] {
  switch (field.kind) {
    case 'yuan':
      return { zh: '应为两位小数的金额,如 300000.00', en: 'an amount such as 300000.00 is expected' };
    case 'percent':
      return { zh: '应为百分比,如 1.50', en: 'a percentage such as 1.50 is expected' };
    case 'flag':
      return { zh: '应为是或否', en: 'yes or no is expected' };
    case 'whole':
      return {
        zh: `应为${field.from}到${field.to}的整数`,
        en: `a whole number from ${field.from} to ${field.to} is expected`,
      };
    case 'exactly':
      return { zh: `应为 ${field.text}`, en: `${field.text} is expected` };
    default:
      return {
        zh: `应从中选择:${field.of.join('、')}`,
        en: `one or more of these is expected: ${field.of.join(', ')}`,
      };
  }
}

function problem(field: string, message: FieldProblem['message']): FieldProblem {
  return { field, rule: 'policy-value', message };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
