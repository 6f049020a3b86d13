import type Joi from 'joi';

/** A Joi schema's description, as far as inputs are made from it. */
interface Described {
  readonly type?: string;
  readonly flags?: { readonly default?: unknown; readonly presence?: string };
  readonly allow?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly rules?: readonly { readonly name: string; readonly args?: Readonly<Record<string, unknown>> }[];
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
  readonly matches?: readonly { readonly schema?: Described }[];
}

/** A place in a request where one value goes. */
export interface Field {
  /** Keys and indexes from the top. */
  readonly path: readonly (string | number)[];
  readonly type: string;
  /** The names of its patterns: `money`, `rate`, `day`, `id`. */
  readonly patterns: readonly string[];
  readonly nullable: boolean;
}

/** Every single value that a schema takes, those in lists as their first item. */
export function fieldsOf(schema: Joi.Schema): Field[] {
  return walk(schema.describe(), []);
}

function walk(described: Described, path: readonly (string | number)[]): Field[] {
  if (described.keys) {
    return Object.entries(described.keys).flatMap(([key, child]) => walk(child, [...path, key]));
  }
  if (described.items) return described.items.slice(0, 1).flatMap((item) => walk(item, [...path, 0]));
  if (described.matches) {
    return described.matches.slice(0, 1).flatMap(({ schema }) => (schema ? walk(schema, path) : []));
  }
  return [
    {
      path,
      type: described.type ?? 'any',
      patterns: patternsOf(described),
      nullable: described.allow?.includes(null) ?? false,
    },
  ];
}

function patternsOf({ rules = [] }: Described): string[] {
  return rules
    .filter((rule) => rule.name === 'pattern')
    .map((rule) => String((rule.args?.['options'] as { name?: string } | undefined)?.name));
}

/**
 * A plausible input: examples first, then listed values, then something simple of the type. What cannot be guessed (a
 * text with a pattern) needs an example in its schema.
 */
export function plausibleInput(schema: Joi.Schema): unknown {
  return plausible(schema.describe());
}

function plausible(described: Described): unknown {
  const [example] = described.examples ?? [];
  if (example !== undefined) return example;
  const listed = described.allow?.find(
    (value) => value !== null && value !== '' && typeof value !== 'object',
  );
  if (listed !== undefined) return listed;
  switch (described.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(described.keys ?? {})
          .filter(([, child]) => child.flags?.presence !== 'forbidden')
          .map(([key, child]) => [key, plausible(child)]),
      );
    case 'array':
      return (described.items ?? []).slice(0, 1).map(plausible);
    case 'alternatives':
      return plausible(described.matches?.[0]?.schema ?? {});
    case 'number':
      return described.flags?.default ?? limitOf(described, 'min') ?? 1;
    case 'boolean':
      return true;
    default:
      return '某'.repeat(Math.max(1, Number(limitOf(described, 'length') ?? limitOf(described, 'min') ?? 1)));
  }
}

function limitOf({ rules = [] }: Described, name: string): unknown {
  return rules.find((rule) => rule.name === name)?.args?.['limit'];
}

/** A copy with another value in one place. */
export function withValueAt(input: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(input))
    return input.map((item, index) => (index === key ? withValueAt(item, rest, value) : item));
  const object = input as Readonly<Record<string, unknown>>;
  return { ...object, [key]: withValueAt(object[key], rest, value) };
}
