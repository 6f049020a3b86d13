import type { Attributes, Model } from 'sequelize';
import type { StoredValue } from './engine.js';

type Comparison = '<' | '<=' | '>' | '>=' | '!=';
const COMPARISONS = new Set<string>(['<', '<=', '>', '>=', '!='] satisfies Comparison[]);

/** What a query of one column gives, as SQL of ours with `?` parameters. */
export interface SubQuery {
  readonly in: { readonly sql: string; readonly parameters: readonly StoredValue[] };
}

/** A column equals a value (null: is null), is one of a list or of what a query gives, or compares with a value. */
export type Condition<V> =
  V | readonly NonNullable<V>[] | SubQuery | { readonly [C in Comparison]?: NonNullable<V> };
export type Where<M extends Model> = { readonly [K in keyof Attributes<M>]?: Condition<Attributes<M>[K]> };

/** SQL with `?` and what fills them. */
export interface SqlPart {
  readonly sql: string;
  readonly parameters: StoredValue[];
}

/** The WHERE clause of a condition with its parameters; empty when nothing is asked. */
export function conditionOf(where: object): SqlPart {
  const { terms, parameters } = termsOf(where, '');
  return { sql: terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '', parameters };
}

/** The same condition as further terms (` AND a.column = ?`) of a query in which the table is called `alias`. */
export function furtherConditionOf(where: object, alias: string): SqlPart {
  const { terms, parameters } = termsOf(where, `${quoted(alias)}.`);
  return { sql: terms.map((term) => ` AND ${term}`).join(''), parameters };
}

function termsOf(where: object, prefix: string): { terms: string[]; parameters: StoredValue[] } {
  const terms: string[] = [];
  const parameters: StoredValue[] = [];
  for (const [column, wanted] of Object.entries(where) as [string, Condition<StoredValue> | undefined][]) {
    if (wanted === undefined) throw new Error(`The condition on ${column} is undefined.`);
    const name = `${prefix}${quoted(column)}`;
    if (wanted === null) terms.push(`${name} IS NULL`);
    else if (Array.isArray(wanted)) {
      terms.push(wanted.length === 0 ? '1 = 0' : `${name} IN (${wanted.map(() => '?').join(', ')})`);
      parameters.push(...(wanted as readonly StoredValue[]));
    } else if (isSubQuery(wanted)) {
      terms.push(`${name} IN (${wanted.in.sql})`);
      parameters.push(...wanted.in.parameters);
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
  return { terms, parameters };
}

const isSubQuery = (wanted: unknown): wanted is SubQuery =>
  typeof wanted === 'object' && wanted !== null && 'in' in wanted;

/** Backticks quote a name on both engines. Names come from our code; one that could end the quote is a mistake. */
export function quoted(name: string): string {
  if (!/^\w+$/.test(name)) throw new Error(`Not a column or table name: ${name}`);
  return `\`${name}\``;
}
