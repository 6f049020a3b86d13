import { expect } from 'chai';
import { readSources } from './source-files.js';

interface Ban {
  readonly what: string;
  readonly pattern: RegExp;
  /** Where the rule does not hold. */
  readonly except?: RegExp;
}

const COMMAND_LINE = /^server\/[a-z-]+-main\.ts$|^server\/demo\//;
const READS_ENVIRONMENT = /^server\/config\.ts$/;

const IN_SOURCES: readonly Ban[] = [
  { what: 'the type any', pattern: /(?::|\bas|<|\|)\s*any\b(?!\s*\()/ },
  { what: 'parseFloat', pattern: /\bparseFloat\b/ },
  { what: 'toFixed', pattern: /\.toFixed\b/ },
  {
    what: 'dates and the present moment but in the clock',
    pattern: /\bnew Date\b|\bDate\.now\b/,
    except: /^server\/clock\.ts$/,
  },
  { what: 'process.env but in the configuration', pattern: /\bprocess\.env\b/, except: READS_ENVIRONMENT },
  { what: 'console but in the command-line programs', pattern: /\bconsole\./, except: COMMAND_LINE },
  { what: 'a default export', pattern: /\bexport default\b|\bas default\b/ },
  {
    what: 'a router beside the declared operations',
    pattern: /\bRouter\(|\bexpress\.Router\b/,
    except: /^routes\/(?:mount|docs|health|portal\/mount-pages)\.ts$/,
  },
  { what: 'an application beside the one', pattern: /\bexpress\(\)/, except: /^routes\/app\.ts$/ },
  { what: 'notes for later', pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/ },
];

const IN_CORE: readonly Ban[] = [
  { what: 'Date', pattern: /\bDate\b/ },
  { what: 'randomness', pattern: /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b/ },
  { what: 'waiting', pattern: /\basync\b|\bawait\b|\bPromise\b/ },
  { what: 'the process', pattern: /\bprocess\b/ },
];

const IN_TESTS: readonly Ban[] = [
  {
    what: 'a test that runs alone or not at all',
    pattern: /\b(?:it|describe|context)\.(?:only|skip)\b|\bx(?:it|describe)\(/,
  },
  { what: 'the type any', pattern: /(?::|\bas|<|\|)\s*any\b(?!\s*\()/ },
  { what: 'a default export', pattern: /\bexport default\b/ },
];

const SOURCES = readSources('server', 'models', 'routes', 'templates');

function expectNone(bans: readonly Ban[], sources: ReturnType<typeof readSources>): void {
  for (const { what, pattern, except } of bans) {
    it(what, () => {
      const found = sources
        .filter(({ path }) => !except?.test(path))
        .flatMap(({ path, code }) =>
          code
            .split('\n')
            .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
        );
      expect(found.join('\n')).to.equal('');
    });
  }
}

describe('nowhere in the sources', () => expectNone(IN_SOURCES, SOURCES));
describe('nowhere in the core', () =>
  expectNone(
    IN_CORE,
    SOURCES.filter(({ path }) => path.startsWith('server/core/')),
  ));
describe('nowhere in the tests', () =>
  expectNone(
    IN_TESTS,
    readSources('test').filter(({ path }) => path !== 'test/architecture/bans.test.ts'),
  ));

describe('names', () => {
  it('say what is inside: no utils, helpers, common, misc', () => {
    const vague = [...SOURCES, ...readSources('test')].filter(({ path }) =>
      /(?:^|[/-])(?:utils?|helpers?|common|misc|lib)(?:\/|\.ts$)/.test(path),
    );
    expect(vague.map(({ path }) => path).join('\n')).to.equal('');
  });

  it('are in kebab case', () => {
    for (const { path } of SOURCES)
      expect(path).to.match(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)+[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/);
  });
});
