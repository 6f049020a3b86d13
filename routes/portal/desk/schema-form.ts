import type Joi from 'joi';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { ANY, YES_NO, type Choices, type Field } from '../fields.js';
import type { FormValues } from '../page.js';
import { labelOf } from './labels.js';
import { wordOf } from './value-words.js';

/** What Joi says of a schema. Only what forms need of it. */
interface Described {
  readonly type?: string;
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
  readonly allow?: readonly unknown[];
  readonly flags?: { readonly only?: boolean; readonly presence?: string; readonly default?: unknown };
  readonly preferences?: { readonly presence?: string };
  readonly rules?: readonly {
    readonly name: string;
    readonly args?: { readonly limit?: number; readonly options?: { readonly name?: string } };
  }[];
}

/** How one field of a body is asked for, and how its text becomes the value. */
interface Leaf {
  readonly field: Field;
  /** Where it goes, `promise.amount`. */
  readonly path: readonly string[];
  readonly read: (text: string) => unknown;
}

const MOST_RADIOS = 4;
const LONG_TEXT = 100;
const SHOWN_ROWS = 6;

const asText = (text: string): unknown => text;
const asNumber = (text: string): unknown => (/^\d{1,15}$/.test(text) ? Number(text) : text);
const asBoolean = (text: string): unknown => (text === 'yes' ? true : text === 'no' ? false : text);

const asNumbers = (text: string): unknown => text.split(/[,，\s]+/).map((each) => asNumber(each));

const choicesOf = (name: string, codes: readonly string[]): Choices =>
  Object.fromEntries(codes.map((code) => [code, wordOf(name, code) ?? { zh: code, en: code }]));

const textsIn = ({ allow = [] }: Described): string[] =>
  allow.filter((each): each is string => typeof each === 'string');

const ruleOf = (described: Described, name: string) => described.rules?.find((rule) => rule.name === name);
const patternOf = (described: Described): string =>
  described.rules?.map(({ args }) => args?.options?.name ?? '').find((name) => name !== '') ?? '';

const KIND_OF_PATTERN: Readonly<Record<string, Field['kind']>> = {
  money: 'money',
  rate: 'rate',
  day: 'date',
  id: 'digits',
};

type Part = Pick<Field, 'kind'> & Partial<Field>;

/** A text, a number, a choice or a yes and no. */
function scalar(name: string, described: Described): { readonly part: Part; readonly read: Leaf['read'] } {
  const codes = described.flags?.only ? textsIn(described) : [];
  if (codes.length > 0) {
    const kind = codes.length > MOST_RADIOS ? 'select' : 'radio';
    return { part: { kind, choices: choicesOf(name, codes) }, read: asText };
  }
  if (described.type === 'boolean') return { part: { kind: 'radio', choices: YES_NO }, read: asBoolean };
  if (described.type === 'number') return { part: { kind: 'digits', maxLength: 15 }, read: asNumber };
  const known = KIND_OF_PATTERN[patternOf(described)];
  if (known) return { part: { kind: known }, read: asText };
  const longest = ruleOf(described, 'max')?.args?.limit;
  const kind = longest !== undefined && longest > LONG_TEXT ? 'area' : 'text';
  return { part: { kind, ...(longest !== undefined && { maxLength: longest }) }, read: asText };
}

const isOptional = (described: Described, presence: string): boolean =>
  (described.flags?.presence ?? presence) !== 'required' ||
  described.flags?.default !== undefined ||
  (described.allow ?? []).includes(null);

const NUMBERS_HINT: Bilingual = { zh: '多个以逗号分隔', en: 'Several with commas between' };

/** A few rows to fill in, of which those left empty count for nothing. */
function leavesOfRows(
  path: readonly string[],
  name: string,
  keys: readonly (readonly [string, Described])[],
): Leaf[] {
  return Array.from({ length: SHOWN_ROWS }, (_, place) =>
    keys.map(([key, each]): Leaf => {
      const { part, read } = scalar(key, each);
      const row = labelOf(name);
      const own = labelOf(key);
      const label = {
        zh: `${row.zh} ${place + 1}：${own.zh}`,
        en: `${row.en} ${place + 1}: ${own.en}`,
      };
      const inner = [...path, String(place), key];
      return { field: { name: inner.join('.'), label, ...part, optional: true }, path: inner, read };
    }),
  ).flat();
}

/** One box for each code of a list of codes; numbers as one text; pairs of a code and a number as a number for each code. */
function leavesOfList(path: readonly string[], name: string, described: Described): Leaf[] {
  const [item] = described.items ?? [];
  const boxes = item?.flags?.only ? textsIn(item) : [];
  if (boxes.length > 0) {
    return boxes.map((code) => ({
      field: {
        name: `${path.join('.')}.${code}`,
        kind: 'box',
        label: wordOf(name, code) ?? { zh: code, en: code },
      },
      path: [...path, code],
      read: (text) => (text === 'yes' ? code : undefined),
    }));
  }
  const keys = Object.entries(item?.keys ?? {});
  const coded = keys.find(([, each]) => each.flags?.only);
  const counted = keys.find(([, each]) => each.type === 'number');
  if (coded && counted) {
    return textsIn(coded[1]).map((code) => {
      const word = wordOf(coded[0], code) ?? { zh: code, en: code };
      const unit = labelOf(counted[0]);
      return {
        field: {
          name: `${path.join('.')}.${code}`,
          kind: 'digits',
          label: { zh: `${word.zh}${unit.zh}（万分之）`, en: `${word.en}: ${unit.en} (basis points)` },
          optional: true,
        },
        path: [...path, code],
        read: (text) => (text === '' ? undefined : { [coded[0]]: code, [counted[0]]: asNumber(text) }),
      };
    });
  }
  if (keys.length > 0) return leavesOfRows(path, name, keys);
  const field: Field = {
    name: path.join('.'),
    kind: 'text',
    label: labelOf(name),
    hint: NUMBERS_HINT,
    optional: true,
  };
  return [{ field, path, read: asNumbers }];
}

function leavesOf(described: Described, before: readonly string[], presenceAbove: string): Leaf[] {
  const presence = described.preferences?.presence ?? presenceAbove;
  return Object.entries(described.keys ?? {}).flatMap(([name, each]) => {
    const path = [...before, name];
    if (each.type === 'object') {
      const own = each.flags?.presence === 'optional' ? 'optional' : presence;
      return leavesOf(each, path, own).map((leaf) =>
        own === 'optional' ? { ...leaf, field: { ...leaf.field, optional: true as const } } : leaf,
      );
    }
    if (each.type === 'array') return leavesOfList(path, name, each);
    const { part, read } = scalar(name, each);
    const own = labelOf(name);
    const above = labelOf(before.at(-1) ?? '');
    const label = before.length > 0 ? { zh: `${above.zh}：${own.zh}`, en: `${above.en}: ${own.en}` } : own;
    const field: Field = {
      name: path.join('.'),
      label,
      ...part,
      ...(isOptional(each, presence) && { optional: true as const }),
    };
    return [{ field, path, read }];
  });
}

const describe = (schema: Joi.ObjectSchema | undefined): Described => (schema ? schema.describe() : {});

/** The fields that a body asks for, in the order of its schema. */
export const fieldsOfSchema = (schema: Joi.ObjectSchema | undefined): Field[] =>
  leavesOf(describe(schema), [], 'optional').map(({ field }) => field);

/** Fields of a list's query by which it can be filtered, none of them needed. */
export const filtersOfSchema = (schema: Joi.ObjectSchema | undefined, names: readonly string[]): Field[] =>
  leavesOf(describe(schema), [], 'optional')
    .filter(({ field }) => names.includes(field.name))
    .map(({ field }) => ({
      ...field,
      kind: field.kind === 'radio' ? ('select' as const) : field.kind,
      optional: true as const,
      empty: ANY,
    }));

const isList = (described: Described, path: readonly string[]): boolean =>
  path.length > 1 && described.keys?.[path[0] ?? '']?.type === 'array';

/** Puts a value where its path says; members of a list are gathered in their order. */
function put(body: Record<string, unknown>, path: readonly string[], value: unknown, asList: boolean): void {
  const [first = '', second = '', third = ''] = path;
  if (path.length === 3) {
    const rows = (body[first] as Map<string, object> | undefined) ?? new Map<string, object>();
    body[first] = rows.set(second, { ...rows.get(second), [third]: value });
    return;
  }
  if (path.length === 1) body[first] = value;
  else if (asList) body[first] = [...((body[first] as unknown[] | undefined) ?? []), value];
  else body[first] = { ...(body[first] as object | undefined), [second]: value };
}

/** The body that a form means, not yet checked: what is empty is left out, numbers and yes are no texts any more. */
export function bodyOfForm(schema: Joi.ObjectSchema | undefined, form: FormValues): Record<string, unknown> {
  const described = describe(schema);
  const body: Record<string, unknown> = {};
  for (const { field, path, read } of leavesOf(described, [], 'optional')) {
    const text = form[field.name] ?? '';
    if (text === '') continue;
    const value = read(text);
    if (value !== undefined) put(body, path, value, isList(described, path));
  }
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, value instanceof Map ? [...value.values()] : value]),
  );
}
