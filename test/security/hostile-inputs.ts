import type { SeededRandom } from '../../server/demo/seeded-random.js';
import type { Endpoint } from '../../routes/endpoint.js';
import { fieldsOf, withValueAt } from '../support/schema-fields.js';
import { plausiblePart } from '../support/plausible-request.js';

/** Text that has broken such systems: SQL, scripts, paths, templates, formats, bytes that terminate, endless runs. */
const TEXTS = [
  "' or '1'='1",
  "1'; drop table loans; --",
  '1 union select passwordHash from users',
  '") or sleep(5) -- ',
  'id`, (select 1)) -- ',
  '$.a") from users -- ',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}<%= 7*7 %>',
  '../../../../etc/passwd',
  String.raw`..\..\windows\win.ini`,
  '%00',
  'a\u0000b',
  '\u202Egpj.exe',
  '=1+1',
  '@SUM(A1)',
  'NaN',
  'Infinity',
  '1e309',
  '-0',
  '0x10',
  '０１２',
  '9'.repeat(400),
  'x'.repeat(10_000),
  '2023-02-29',
  '9999-99-99',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  '',
  ' ',
] as const;

/** Values where text is expected. */
const VALUES: readonly unknown[] = [
  ...TEXTS,
  '\uD800',
  0,
  -1,
  1e308,
  2 ** 53,
  true,
  null,
  [],
  [[]],
  {},
  { $ne: '' },
  { toString: 1 },
  Array.from({ length: 200 }, () => 'x'),
];

/** A request of which one field is hostile. */
export interface HostileRequest {
  readonly endpoint: Endpoint;
  readonly part: 'params' | 'query' | 'body';
  readonly input: unknown;
}

/** Operations by part and the fields they have, found once. */
export function hostileRequests(endpoints: readonly Endpoint[]): (random: SeededRandom) => HostileRequest {
  const targets = endpoints.flatMap((endpoint) =>
    (['params', 'query', 'body'] as const).flatMap((part) => {
      const schema = endpoint[part];
      if (!schema) return [];
      const plausible = plausiblePart(endpoint, part);
      return fieldsOf(schema).map(({ path }) => ({ endpoint, part, path, plausible }));
    }),
  );
  return (random) => {
    const { endpoint, part, path, plausible } = random.pick(targets);
    const value = part === 'body' && !endpoint.upload ? random.pick(VALUES) : textOf(random);
    return { endpoint, part, input: withValueAt(plausible, path, value) };
  };
}

/** A text that has done harm, alone or mixed with another one. */
function textOf(random: SeededRandom): string {
  const text = random.pick(TEXTS);
  return random.below(4) === 0 ? `${text}${random.pick(TEXTS)}` : text;
}
