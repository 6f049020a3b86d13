import { expect } from 'chai';
import { ERROR_TEXTS } from '../../server/core/error-texts.js';
import { wordOf } from '../../server/core/error-words.js';
import { DomainError, ERROR_CODES, type ErrorCode } from '../../server/core/errors.js';
import { readSources } from './source-files.js';

interface Refusal {
  readonly path: string;
  readonly code: ErrorCode;
  /** Names of the details, and their values where these are written out. */
  readonly details: readonly (readonly [name: string, value: string | undefined])[];
}

const REFUSAL = /new DomainError\(\s*'([a-z-]+)',\s*\{([^{}]*)\}/g;
const TEMPLATE = /\$\{[^}]*\}/g;
const DETAIL = /(?:^|,)\s*(\w+)(?=\s*[:,]|\s*$)(?:\s*:\s*'([\w-]+)'(?=\s*[,}]|\s*$))?/g;

const REFUSALS: readonly Refusal[] = readSources('server', 'models', 'routes').flatMap(
  ({ path, code: source }) =>
    [...source.replaceAll(TEMPLATE, '').matchAll(REFUSAL)].map(([, code = '', details = '']) => ({
      path,
      code: ERROR_CODES.find((each) => each === code) ?? 'internal',
      details: [...details.matchAll(DETAIL)].map(([, name = '', value]) => [name, value] as const),
    })),
);

/** `table` chooses the words and `field` becomes the problem of that field; why the service is not available is for the program. */
const BESIDE_THE_MESSAGE = new Set(['table', 'field']);
const NOT_FOR_PEOPLE = /^(?:unavailable|malformed)$/;

const FOR_PEOPLE = REFUSALS.filter(({ code }) => !NOT_FOR_PEOPLE.test(code));

const shownBy = (code: ErrorCode): Set<string> =>
  new Set([...JSON.stringify(ERROR_TEXTS[code]).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));

/** Codes that people read; other details speak for themselves. */
const IN_WORDS = new Set([
  'what',
  'reason',
  'rule',
  'expected',
  'from',
  'event',
  'level',
  'whose',
  'measure',
]);

describe('what a refusal tells', () => {
  it('is found in the sources', () => {
    expect(REFUSALS.length).to.be.above(80);
  });

  it('names only details that its message shows', () => {
    const unshown = FOR_PEOPLE.flatMap(({ path, code, details }) =>
      details
        .filter(([name]) => !BESIDE_THE_MESSAGE.has(name) && !shownBy(code).has(name))
        .map(([name]) => `${path}: ${name} of ${code}`),
    );
    expect(unshown).to.deep.equal([]);
  });

  it('says every code in words', () => {
    const wordless = FOR_PEOPLE.flatMap(({ path, code, details }) => {
      const written = Object.fromEntries(details.flatMap(([name, value]) => (value ? [[name, value]] : [])));
      return Object.keys(written)
        .filter((name) => IN_WORDS.has(name) && !wordOf(new DomainError(code, written), name))
        .map((name) => `${path}: ${name} ${written[name]} of ${code}`);
    });
    expect(wordless).to.deep.equal([]);
  });
});
