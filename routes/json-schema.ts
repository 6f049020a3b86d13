import type Joi from 'joi';

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The parts of Joi's own description that its JSON Schema leaves out. */
interface Described {
  readonly type?: string;
  readonly flags?: { readonly presence?: 'required' | 'optional' | 'forbidden' };
  readonly preferences?: { readonly presence?: 'required' | 'optional' };
  readonly allow?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly keys?: Readonly<Record<string, Described>>;
  readonly items?: readonly Described[];
  readonly matches?: readonly { readonly schema?: Described }[];
}

/**
 * The JSON Schema of what a Joi schema takes. Joi's export loses examples, `null` among listed values, and keys that are
 * required by preference; they are put back from its description. Rules between fields stay in words only.
 */
export function jsonSchemaOf(schema: Joi.Schema): JsonSchema {
  const exported = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  return restore(exported, schema.describe(), false);
}

function restore(exported: JsonSchema, described: Described, requiredByDefault: boolean): JsonSchema {
  const restored: Record<string, unknown> = { ...exported };
  const required = described.preferences?.presence
    ? described.preferences.presence === 'required'
    : requiredByDefault;
  if (described.examples) restored['examples'] = described.examples;
  const listed = exported['enum'];
  if (Array.isArray(listed) && described.allow?.includes(null) && !listed.includes(null)) {
    restored['enum'] = [...(listed as unknown[]), null];
  }
  if (described.keys) Object.assign(restored, restoreKeys(exported, described.keys, required));
  const [item] = described.items ?? [];
  if (item && described.items?.length === 1 && isSchema(exported['items'])) {
    restored['items'] = restore(exported['items'], item, required);
  }
  if (described.matches) restored['anyOf'] = restoreMatches(exported['anyOf'], described.matches, required);
  return restored;
}

function restoreKeys(
  exported: JsonSchema,
  keys: Readonly<Record<string, Described>>,
  requiredByDefault: boolean,
): JsonSchema {
  const properties: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(exported['properties'] ?? {})) {
    if (isSchema(property)) properties[key] = restore(property, keys[key] ?? {}, requiredByDefault);
  }
  const required = Object.entries(keys)
    .filter(
      ([key, { flags }]) =>
        key in properties && (flags?.presence ?? (requiredByDefault ? 'required' : '')) === 'required',
    )
    .map(([key]) => key);
  return { properties, ...(required.length > 0 && { required }) };
}

function restoreMatches(
  exported: unknown,
  matches: NonNullable<Described['matches']>,
  requiredByDefault: boolean,
): unknown {
  if (!Array.isArray(exported) || exported.length !== matches.length) return exported;
  return exported.map((branch: JsonSchema, index) =>
    restore(branch, matches[index]?.schema ?? {}, requiredByDefault),
  );
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
