import { expect } from 'chai';
import { readSources } from '../architecture/source-files.js';

/** A pattern as it stands in the source, where an expression may begin. */
const PATTERN =
  /(?:[(,=:[!&|?]|return|=>)\s*\/((?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)/g;

const LONG = 50_000;
const MOST_MS = 50;
const TRIES = 3;

/** What makes patterns that repeat what repeats go wrong: much of one thing, and an end that does not fit. */
const HOSTILE = [
  'a',
  'A',
  '0',
  '1',
  ' ',
  '\t',
  '-',
  '.',
  ',',
  '_',
  '/',
  ':',
  '%',
  '中',
  'a1',
  '0.',
  'a-',
  'a.',
  '1:',
  '[a',
  '\\\\',
].flatMap((unit) => [unit.repeat(LONG / unit.length), `${unit.repeat(LONG / unit.length)}\u0000`]);

const patterns = new Map(
  readSources('server', 'models', 'routes', 'templates').flatMap(({ path, text }) =>
    [...text.matchAll(PATTERN)].map(([, source = '', flags = '']) => [
      `/${source}/${flags}`,
      { path, pattern: new RegExp(source, flags.replace(/[gy]/g, '')) },
    ]),
  ),
);

/** The processor's time for one look; the machine may be busy with other things. */
function millisecondsFor(pattern: RegExp, text: string): number {
  const before = process.cpuUsage();
  pattern.test(text);
  return process.cpuUsage(before).user / 1_000;
}

describe('every pattern of the source', () => {
  it('is found', () => {
    expect(patterns.size).to.be.above(100);
  });

  for (const [name, { path, pattern }] of patterns) {
    it(`${name} looks at ${LONG} hostile characters in no time (${path})`, () => {
      for (const text of HOSTILE) {
        const times = [];
        for (let tries = 0; tries < TRIES && (times.at(-1) ?? MOST_MS) >= MOST_MS; tries += 1)
          times.push(millisecondsFor(pattern, text));
        expect(Math.min(...times), JSON.stringify(text.slice(0, 10))).to.be.below(MOST_MS);
      }
    });
  }
});
