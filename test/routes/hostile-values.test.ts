import { expect } from 'chai';
import supertest, { type Test } from 'supertest';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { isPublic, type Endpoint } from '../../routes/endpoint.js';
import { PERMISSIONS } from '../../server/auth/permissions.js';
import { appWithoutDatabase } from '../support/app-without-database.js';
import { fieldsNamed } from '../support/fields-named.js';
import { callPlausibly, plausiblePart } from '../support/plausible-request.js';
import { fieldsOf, withValueAt, type Field } from '../support/schema-fields.js';

const NOT_A_NUMBER_TEXT = [
  ...'NaN Infinity -Infinity 1e3 0x10 -1 +1 -0 ０.１ １２ ٣ 12abc 1,000.00 .5 1. 1.1234567'.split(' '),
  `1${'0'.repeat(30)}`,
  '',
  ' ',
  ' 1',
  '1 ',
  '1\n',
  '1\u0000',
  "1' OR '1'='1",
];
const NOT_A_DAY_TEXT = [
  ...'2023-02-29 2023-04-31 2023-13-01 2023-00-10 2023-01-00 2023-4-1 20230401 2023/04/01'.split(' '),
  ...'2023-04-01T00:00:00Z 1899-12-31 2201-01-01 -2023-04-01 ２０２３-０４-０１ NaN 0 today'.split(' '),
  '',
  ' 2023-04-01',
  '2023-04-01 ',
  '2023-04-01\n',
];
const NOT_TEXT = [0, 1, -1, 1.5, 1e30, 20230401, true, false, [], ['1'], ['2023-04-01'], {}, { $gt: '' }];

const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  money: [...NOT_A_NUMBER_TEXT, '1.234', '1234567890123'],
  rate: [...NOT_A_NUMBER_TEXT, '1000', '3.45%'],
  day: NOT_A_DAY_TEXT,
};

type Part = 'params' | 'query' | 'body';

/** Sends a plausible request but for one part, as somebody who may. */
function send(endpoint: Endpoint, part: Part, input: unknown): Test {
  const role = isPublic(endpoint) ? undefined : PERMISSIONS[endpoint.permission][0];
  return callPlausibly(supertest(appWithoutDatabase(role)), endpoint, { [part]: input });
}

/** What must be refused in a field: hostile text by its kind and, where types exist at all, everything that is not text. */
function hostileValues(endpoint: Endpoint, part: Part, field: Field): unknown[] {
  const texts = field.patterns.flatMap((pattern) => HOSTILE[pattern] ?? []);
  if (part === 'params') return texts.filter((text) => text.trim() !== '' && !text.includes('\u0000'));
  if (part === 'query' || endpoint.upload || endpoint.oauth) return texts;
  return [...texts, ...(field.type === 'string' ? NOT_TEXT : []), ...(field.nullable ? [] : [null])];
}

for (const endpoint of API_ENDPOINTS) {
  describe(`${endpoint.operationId} and hostile values`, () => {
    for (const part of ['params', 'query', 'body'] as const) {
      const schema = endpoint[part];
      if (!schema) continue;
      for (const field of fieldsOf(schema)) {
        const name = field.path.join('.');
        const values = hostileValues(endpoint, part, field);
        if (values.length === 0) continue;
        it(`refuses ${values.length} of them in ${name} [T21]`, async () => {
          const plausible = plausiblePart(endpoint, part);
          const { error } = schema.validate(plausible, { abortEarly: false });
          const named = (error?.details ?? []).map((detail) => detail.path.join('.'));
          expect(named, `needs an .example() in its schema: ${name}`).not.to.include(name);
          for (const value of values) {
            const response = await send(endpoint, part, withValueAt(plausible, field.path, value));
            const shown = JSON.stringify(value);
            expect(response.status, `${shown} → ${response.text}`).to.equal(400);
            expect(response.body, shown).to.include({ code: 'malformed', status: 400 });
            const fields = fieldsNamed(response.body);
            expect(
              fields.some((each) => each === name || name.startsWith(`${each}.`)),
              `${shown} names ${fields.join(', ')}`,
            ).to.be.true;
          }
        });
      }
    }

    if (endpoint.body && !endpoint.upload && !endpoint.oauth) {
      it('refuses a body in another form than JSON', async () => {
        const response = await send(endpoint, 'body', 'amount=1').type('form');
        expect(response.status, response.text).to.equal(400);
        expect(fieldsNamed(response.body)).to.deep.equal(['Content-Type']);
      });
    }

    if (endpoint.body?.validate({}).error && !endpoint.upload) {
      it('refuses a request without a body', async () => {
        const { body: _, ...withoutBody } = endpoint;
        const response = await send(withoutBody, 'params', undefined);
        expect(response.status, response.text).to.equal(400);
        expect(response.body).to.include({ code: 'malformed' });
      });
    }

    // RFC 6749: a token request's unknown fields are ignored.
    if (endpoint.body && !endpoint.upload && !endpoint.oauth) {
      it('refuses a field that it does not know [T18]', async () => {
        const response = await send(endpoint, 'body', {
          ...(plausiblePart(endpoint, 'body') as object),
          unheardOf: 'auditor',
        });
        expect(response.status).to.equal(400);
        expect((response.body as { errors: unknown[] }).errors).to.deep.include({
          field: 'unheardOf',
          rule: 'object.unknown',
          message: '没有这个字段',
        });
      });
    }
  });
}

describe('an idempotency key of a few letters', () => {
  it('is refused, and named', async () => {
    const endpoint = API_ENDPOINTS.find(({ idempotency }) => idempotency === 'required');
    if (!endpoint) expect.fail('No operation needs a key');
    const response = await send(endpoint, 'params', undefined).set('Idempotency-Key', 'again');
    expect(response.status).to.equal(400);
    expect((response.body as { errors: unknown[] }).errors).to.deep.equal([
      { field: 'Idempotency-Key', rule: 'invalid', message: '此项缺失或不正确' },
    ]);
  });
});
