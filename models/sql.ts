import type { SqlPart } from './condition.js';
import type { StoredValue } from './engine.js';

/**
 * SQL with values in their places: what is put in becomes a parameter, and SQL made by the same tag (or by a condition) becomes
 * part of it with its own parameters. The text around is ours.
 */
export function sql(texts: TemplateStringsArray, ...values: readonly (StoredValue | SqlPart)[]): SqlPart {
  let text = texts[0] ?? '';
  const parameters: StoredValue[] = [];
  for (const [index, value] of values.entries()) {
    if (isPart(value)) {
      text += value.sql;
      parameters.push(...value.parameters);
    } else {
      text += '?';
      parameters.push(value);
    }
    text += texts[index + 1] ?? '';
  }
  return { sql: text, parameters };
}

/** Text of our own, a column's name say, as a part of SQL. */
export const literally = (text: string): SqlPart => ({ sql: text, parameters: [] });

const isPart = (value: StoredValue | SqlPart): value is SqlPart =>
  typeof value === 'object' && value !== null && 'sql' in value;
