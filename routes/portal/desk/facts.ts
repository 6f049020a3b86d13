import { minuteOfInstant } from '../../../server/clock.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { fen, formatYuan } from '../../../server/core/money.js';
import type { PolicyVersion } from '../../../server/core/policy/policy-parameters.js';
import { policyValueWords } from '../../../server/core/policy/policy-value-words.js';
import { isPolicyParameter } from '../../../server/core/policy/read-policy-value.js';
import { findOrganisationNames } from '../../../server/organisations/find-organisations.js';
import { grouped } from '../words.js';
import { labelOf, LABELS } from './labels.js';
import { isShown, valueAt, type Shown } from './operations.js';
import { wordOf } from './value-words.js';

type Words = Readonly<Record<string, Bilingual>>;

/** One value to read: what it is, in both languages, and how it looks. */
export interface Fact {
  readonly name: string;
  readonly label: Bilingual;
  readonly text: Bilingual;
  readonly tone?: string;
  readonly isNumber: boolean;
  /** A date or a number of something: never broken over two lines. */
  readonly isShort?: boolean;
}

export interface FactTable {
  readonly title: Bilingual;
  readonly heads: readonly Pick<Fact, 'label' | 'isNumber'>[];
  readonly rows: readonly (readonly Fact[])[];
}

/** A record to read: its own values, those that belong together under a heading, and its lists. */
export interface FactSheet {
  readonly facts: readonly Fact[];
  readonly parts: readonly { readonly title: Bilingual; readonly facts: readonly Fact[] }[];
  readonly tables: readonly FactTable[];
}

/** How values are read: the words of the states, how each looks, and the names of organisations. */
export interface Reading {
  readonly states?: Words | undefined;
  readonly tones?: Readonly<Record<string, string>> | undefined;
  readonly names: ReadonlyMap<number, string>;
  /** Nothing is left out, not even what is for machines. */
  readonly isWhole?: true | undefined;
}

/** For machines, or shown elsewhere on the page. */
const HIDDEN = new Set(
  'version contentHash payloadHash sha256 policyIds allowed next mayYou openProposal openAllotment openCarryOver repaymentIds roles'.split(
    ' ',
  ),
);
/** Said only where it is so. */
const ONLY_IF_TRUE = /^(?:isEstimated|estimated|dueOnEstimated|ageEstimated|withdrawn|guaranteeEnded)$/;
const MONEY = /^-?\d{1,14}\.\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const SHORT = /^[\w.%/: -]{1,24}$/;
const BASIS_POINTS = 100;
const DASH: Bilingual = { zh: '—', en: '—' };

const same = (text: string): Bilingual => ({ zh: text, en: text });

/** An organisation that the record names already is not named twice. */
const isNamedOrganisation = (name: string, record: Shown): boolean =>
  (name === 'organisationId' && 'organisationName' in record) ||
  (name.endsWith('OrganisationId') && name.replace('OrganisationId', 'Name') in record);

const isHidden = (name: string, record: Shown, { isWhole }: Partial<Reading> = {}): boolean =>
  `${name}Label` in record ||
  (isWhole !== true &&
    (HIDDEN.has(name) ||
      name === 'id' ||
      isNamedOrganisation(name, record) ||
      (name.endsWith('Id') && !name.endsWith('rganisationId'))));

function textOf(name: string, value: string, { states, names }: Reading): Bilingual {
  if (name.endsWith('rganisationId')) return same(names.get(Number(value)) ?? value);
  const word = wordOf(name, value, states);
  if (word) return word;
  if (name.endsWith('Percent')) return same(`${value} %`);
  if (MONEY.test(value)) return { zh: `${grouped(value)} 元`, en: `¥${grouped(value)}` };
  if (INSTANT.test(value)) return same(minuteOfInstant(value));
  return same(value);
}

/** A single value as people read it. */
export function factOf(name: string, value: unknown, reading: Reading): Fact {
  const label = labelOf(name.split('.').at(-1) ?? name);
  const member = name.split('.').at(-1) ?? name;
  const fact = (text: Bilingual, isNumber = false): Fact => ({
    name,
    label,
    text,
    isNumber,
    isShort: SHORT.test(text.zh),
  });
  if (value === null || value === undefined || value === '') return fact(DASH);
  if (typeof value === 'boolean') return fact(wordOf(member, String(value)) ?? same(String(value)));
  if (typeof value === 'number' && member.endsWith('Fen'))
    return factOf(name.slice(0, -'Fen'.length), formatYuan(fen(value)), reading);
  if (typeof value === 'number' && member.endsWith('Flag'))
    return factOf(name.slice(0, -'Flag'.length), value === 1, reading);
  if (typeof value === 'number')
    return member.endsWith('BasisPoints')
      ? fact(
          same(`${Math.trunc(value / BASIS_POINTS)}.${String(value % BASIS_POINTS).padStart(2, '0')} %`),
          true,
        )
      : fact(same(String(value)), true);
  if (typeof value === 'string') {
    const tone = reading.tones?.[value];
    return {
      ...fact(textOf(member, value, reading), MONEY.test(value)),
      ...(tone !== undefined && /^(?:state|status|severity)$/.test(member) && { tone }),
    };
  }
  if (Array.isArray(value)) return fact(joined(value.map((each) => factOf(member, each, reading).text)));
  if (isShown(value)) return fact(ofObject(value, reading));
  return fact(DASH);
}

/** The value of a policy parameter in words, where a record holds one beside the parameter's name. */
export function policyValueFact(record: Shown, name: string): Fact | undefined {
  const { parameter, value } = record;
  if (name !== 'value' || typeof parameter !== 'string' || !isPolicyParameter(parameter)) return undefined;
  if (!isShown(value)) return undefined;
  const text = policyValueWords(parameter, value as unknown as PolicyVersion['value']);
  return { name, label: labelOf(name), text, isNumber: false };
}

const joined = (texts: readonly Bilingual[]): Bilingual =>
  texts.length === 0
    ? DASH
    : { zh: texts.map(({ zh }) => zh).join('、'), en: texts.map(({ en }) => en).join(', ') };

/** A small object within a row, such as who owns something: its values one after another. */
function ofObject(value: Shown, reading: Reading): Bilingual {
  const texts = Object.entries(value)
    .filter(([name, each]) => each !== null && !isHidden(name, value) && !name.endsWith('rganisationId'))
    .map(([name, each]) => factOf(name, each, reading).text);
  return joined(texts.filter(({ zh }) => zh !== '—'));
}

/** A table of rows by the members that its columns name. */
export function tableOf(
  title: Bilingual,
  columns: readonly string[],
  rows: readonly unknown[],
  reading: Reading,
): FactTable {
  const cells = rows.map((row) => columns.map((column) => factOf(column, valueAt(row, column), reading)));
  return {
    title,
    heads: columns.map((column, place) => ({
      label: labelOf(column.split('.').at(-1) ?? column),
      isNumber: cells.some((row) => row[place]?.isNumber === true),
    })),
    rows: cells,
  };
}

const isTable = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.some((each) => isShown(each));
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const columnsIn = (rows: readonly unknown[]): string[] => {
  const names = rows.flatMap((row) =>
    isShown(row) ? Object.keys(row).filter((name) => !isHidden(name, row)) : [],
  );
  return [...new Set(names)].filter((name) =>
    rows.some((row) => {
      const value = valueAt(row, name);
      return value !== null && value !== undefined && !isEmptyList(value) && !isTable(value);
    }),
  );
};

/** Everything of a record that people read, in its own order. */
export function sheetOf(record: Shown, reading: Reading): FactSheet {
  const shown = Object.entries(record).filter(
    ([name, value]) =>
      !isHidden(name, record, reading) && value !== null && !(ONLY_IF_TRUE.test(name) && value !== true),
  );
  return {
    facts: shown
      .filter(
        ([name, value]) =>
          policyValueFact(record, name) || (!isShown(value) && !isTable(value) && !isEmptyList(value)),
      )
      .map(([name, value]) => policyValueFact(record, name) ?? factOf(name, value, reading)),
    parts: shown.flatMap(([name, value]) => {
      if (!isShown(value) || policyValueFact(record, name)) return [];
      const { facts: own, parts } = sheetOf(value, reading);
      const facts = own.map((fact) => ({ ...fact, label: LABELS[`${name}.${fact.name}`] ?? fact.label }));
      const inner = parts.flatMap((part) =>
        part.facts.map((fact) => ({
          ...fact,
          label: { zh: `${part.title.zh}：${fact.label.zh}`, en: `${part.title.en}: ${fact.label.en}` },
        })),
      );
      return facts.length + inner.length === 0 ? [] : [{ title: labelOf(name), facts: [...facts, ...inner] }];
    }),
    tables: shown.flatMap(([name, value]) => {
      if (isTable(value)) return [tableOf(labelOf(name), columnsIn(value), value, reading)];
      return isShown(value) ? sheetOf(value, reading).tables : [];
    }),
  };
}

function organisationIdsIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(organisationIdsIn);
  if (!isShown(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name.endsWith('rganisationId') && (typeof each === 'string' || typeof each === 'number')
      ? [Number(each)]
      : organisationIdsIn(each),
  );
}

/** The names of all organisations that a reply mentions by their ids. */
export const namesIn = (reply: unknown): Promise<ReadonlyMap<number, string>> =>
  findOrganisationNames(organisationIdsIn(reply));
