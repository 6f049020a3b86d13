import type { Bilingual } from '../../../server/core/bilingual.js';
import { fen, formatYuan } from '../../../server/core/money.js';
import { formatRate, rate } from '../../../server/core/rate.js';
import { factOf, policyValueFact, type Fact, type Reading } from './facts.js';
import { isShown, type Shown } from './operations.js';

const PLAIN: Reading = { names: new Map() };

/** `amountFen` as `amount` in yuan, `contractRate` as a percentage: as the API would show what was proposed. */
function shownMember(name: string, value: unknown): readonly [string, unknown] {
  if (typeof value === 'number' && name.endsWith('Fen')) return [name.slice(0, -3), formatYuan(fen(value))];
  if (typeof value === 'number' && /^(?:contractRate|rate|annualRate)$/.test(name))
    return ['annualRatePercent', formatRate(rate(value))];
  if (typeof value === 'number' && /^(?:feeRate|agreedFeeRate)$/.test(name))
    return ['annualFeeRatePercent', formatRate(rate(value))];
  if (typeof value === 'number' && name.endsWith('Flag')) return [name.slice(0, -4), value === 1];
  return [name, value];
}

const isForMachines = (name: string): boolean =>
  /Hash$|Index$|^policyId/.test(name) || (name.endsWith('Id') && !name.endsWith('rganisationId'));

/** Every value of what was proposed, whatever it is nested in, by its path. */
export function payloadFacts(payload: unknown, reading: Reading = PLAIN, before = ''): Fact[] {
  if (!isShown(payload)) return [];
  return Object.entries(payload).flatMap(([original, raw]) => {
    if (isForMachines(original) || raw === null) return [];
    const [name, value] = shownMember(original, raw);
    const path = before === '' ? name : `${before}.${name}`;
    const inWords = policyValueFact(payload, name);
    if (inWords) return [{ ...inWords, name: path }];
    if (isShown(value)) return payloadFacts(value, reading, path);
    if (Array.isArray(value) && value.some((each) => isShown(each)))
      return value.flatMap((each, place) => payloadFacts(each, reading, `${path}.${place + 1}`));
    return [factOf(path, value, reading)];
  });
}

/** One thing that is not as it was. */
export interface Change {
  readonly label: Bilingual;
  readonly before: Bilingual | null;
  readonly after: Bilingual | null;
}

/** What differs between two lists of values, by their paths, in the order of the later one. */
export function changesBetween(before: readonly Fact[], after: readonly Fact[]): Change[] {
  const earlier = new Map(before.map((fact) => [fact.name, fact]));
  const later = new Set(after.map(({ name }) => name));
  const changed = after.flatMap((fact): Change[] => {
    const was = earlier.get(fact.name);
    return was?.text.zh === fact.text.zh
      ? []
      : [{ label: fact.label, before: was?.text ?? null, after: fact.text }];
  });
  const gone = before
    .filter(({ name }) => !later.has(name))
    .map((fact): Change => ({ label: fact.label, before: fact.text, after: null }));
  return [...changed, ...gone];
}

/** What a reader had before their eyes, for the form to carry: values by their paths, as text. */
export const seenOf = (facts: readonly Fact[]): string =>
  JSON.stringify(Object.fromEntries(facts.map(({ name, text }) => [name, text.zh])));

/** The same read back; a text that is none of ours means nothing was seen. */
export function seenIn(text: string, now: readonly Fact[]): Fact[] {
  let seen: unknown;
  try {
    seen = JSON.parse(text);
  } catch {
    return [];
  }
  const labels = new Map(now.map((fact) => [fact.name, fact.label]));
  return Object.entries(isShown(seen) ? seen : {}).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [
          {
            name,
            label: labels.get(name) ?? { zh: name, en: name },
            text: { zh: value, en: value },
            isNumber: false,
          },
        ]
      : [],
  );
}

/** A record's own values as facts, by path, to compare what was seen with what is there now. */
export const recordFacts = (record: Shown, reading: Reading): Fact[] => payloadFacts(record, reading);
