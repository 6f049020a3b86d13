import type { Attributes, Model } from 'sequelize';
import type { StoredValue } from './engine.js';

type Comparison = '<' | '<=' | '>' | '>=' | '!=';
const COMPARISONS = new Set<string>(['<', '<=', '>', '>=', '!='] satisfies Comparison[]);

/** A column equals a value (null: is null), is one of a list, or compares with a value. */
export type Condition<V> = V | readonly NonNullable<V>[] | { readonly [C in Comparison]?: NonNullable<V> };
export type Where<M extends Model> = { readonly [K in keyof Attributes<M>]?: Condition<Attributes<M>[K]> };

/** The WHERE clause of a condition with its parameters; empty when nothing is asked. */
export function conditionOf(where: object): { sql: string; parameters: StoredValue[] } {
  const terms: string[] = [];
  const parameters: StoredValue[] = [];
  for (const [column, wanted] of Object.entries(where) as [string, Condition<StoredValue> | undefined][]) {
    if (wanted === undefined) throw new Error(`The condition on ${column} is undefined.`);
    const name = quoted(column);
    if (wanted === null) terms.push(`${name} IS NULL`);
    else if (Array.isArray(wanted)) {
      terms.push(wanted.length === 0 ? '1 = 0' : `${name} IN (${wanted.map(() => '?').join(', ')})`);
      parameters.push(...(wanted as readonly StoredValue[]));
    } else if (typeof wanted === 'object') {
      for (const [comparison, value] of Object.entries(wanted)) {
        if (!COMPARISONS.has(comparison)) throw new Error(`No comparison ${comparison}.`);
        terms.push(`${name} ${comparison} ?`);
        parameters.push(value);
      }
    } else {
      terms.push(`${name} = ?`);
      parameters.push(wanted);
    }
  }
  return { sql: terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '', parameters };
}

/** Backticks quote a name on both engines. Names come from our code; one that could end the quote is a mistake. */
export function quoted(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`Not a column or table name: ${name}`);
  return `\`${name}\``;
}
