import type { Bilingual } from '../../../server/core/bilingual.js';
import { POLICY_FORMS, type PolicyField } from '../../../server/core/policy/policy-forms.js';
import type { PolicyParameter } from '../../../server/core/policy/policy-parameters.js';
import { policyChoiceWord, policyFieldWord } from '../../../server/core/policy/policy-value-words.js';
import { fieldsOfValue } from '../../../server/core/policy/read-policy-value.js';
import { YES_NO, type Field } from '../fields.js';
import type { FormValues } from '../page.js';

/** Form fields carry this before their names, as the API's answers do. */
const BEFORE = 'value.';

type Named = readonly [string, PolicyField];

/** Every field that a value of the parameter may have, once each, in whichever of its forms. */
function namedFields(parameter: PolicyParameter): Named[] {
  const all = POLICY_FORMS[parameter].variants.flatMap((fields) => Object.entries(fields));
  return [...new Map(all).entries()];
}

/** Whether every form of the value has the field. */
const isInEach = (parameter: PolicyParameter, name: string): boolean =>
  POLICY_FORMS[parameter].variants.every((fields) => Object.hasOwn(fields, name));

const ONLY_IN_ONE: Bilingual = {
  zh: '仅在所选办法用到时填写',
  en: 'Only where the rule that is chosen uses it',
};

function fieldsFor(parameter: PolicyParameter, [name, field]: Named): Field[] {
  const label = policyFieldWord(name);
  const base = { name: `${BEFORE}${name}`, label };
  const hint = isInEach(parameter, name) ? {} : { hint: ONLY_IN_ONE, optional: true as const };
  switch (field.kind) {
    case 'yuan':
      return [{ ...base, kind: 'money', ...hint }];
    case 'percent':
      return [{ ...base, kind: 'rate', ...hint }];
    case 'flag':
      return [{ ...base, kind: 'radio', choices: YES_NO }];
    case 'whole': {
      const range = {
        zh: `${field.from} 至 ${field.to} 的整数`,
        en: `A whole number from ${field.from} to ${field.to}`,
      };
      return [{ ...base, kind: 'digits', hint: range, ...hint }];
    }
    case 'exactly':
      return [{ ...base, kind: 'radio', choices: Object.fromEntries(textsOf(parameter, name)) }];
    default:
      return field.of.map((code) => ({
        name: `${BEFORE}${name}.${code}`,
        kind: 'box',
        label: policyChoiceWord(name, code),
      }));
  }
}

function textsOf(parameter: PolicyParameter, name: string): (readonly [string, Bilingual])[] {
  return POLICY_FORMS[parameter].variants.flatMap((fields) => {
    const field = fields[name];
    return field?.kind === 'exactly' ? [[field.text, policyChoiceWord(name, field.text)] as const] : [];
  });
}

/** What a form asks for to make a value of the parameter. */
export const policyValueFields = (parameter: PolicyParameter): Field[] =>
  namedFields(parameter).flatMap((named) => fieldsFor(parameter, named));

/** The value that such a form means, not yet checked. Fields that only another of the parameter's forms has are left out. */
export function policyValueOf(parameter: PolicyParameter, form: FormValues): Record<string, unknown> {
  const textOf = (name: string): string => form[`${BEFORE}${name}`] ?? '';
  const stated = Object.fromEntries(namedFields(parameter).map(([name]) => [name, textOf(name)]));
  return Object.fromEntries(
    Object.entries(fieldsOfValue(parameter, stated)).map(([name, field]) => [
      name,
      field.kind === 'choices'
        ? field.of.filter((code) => textOf(`${name}.${code}`) === 'yes')
        : readField(field, textOf(name)),
    ]),
  );
}

function readField({ kind }: PolicyField, text: string): unknown {
  if (kind === 'flag') return text === '' ? text : text === 'yes';
  return kind === 'whole' && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** A value as such a form shows it. */
export function policyValueForm(value: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]): (readonly [string, string])[] => {
      if (Array.isArray(each)) return each.map((code) => [`${BEFORE}${name}.${String(code)}`, 'yes']);
      const text = typeof each === 'boolean' ? (each ? 'yes' : 'no') : String(each);
      return [[`${BEFORE}${name}`, text]];
    }),
  );
}
