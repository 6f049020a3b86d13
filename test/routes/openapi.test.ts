import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import Joi from 'joi';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { guarded } from '../../routes/endpoint.js';
import { id, money } from '../../routes/fields.js';
import { describeApi } from '../../routes/openapi.js';

/** One operation with everything a declaration can hold. */
const EVERYTHING = guarded({
  method: 'post',
  path: '/api/v1/things/:thingId/papers',
  tag: 'things',
  operationId: 'addPaper',
  summary: 'Adds a paper',
  permission: 'attachment.add',
  params: Joi.object({ thingId: id().required() }),
  query: Joi.object({ limit: Joi.number().integer().default(20) }),
  body: Joi.object({ kind: Joi.string().valid('licence', null).required(), amount: money() }),
  upload: { field: 'file', maxBytes: 1000 },
  idempotency: 'required',
  reply: {
    status: 201,
    schema: Joi.object({ a: Joi.string(), b: Joi.string().optional() }).prefs({ presence: 'required' }),
  },
  errors: ['unsupported-file'],
  handle: async () => ({}),
});

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    for (const endpoints of [API_ENDPOINTS, [EVERYTHING]]) {
      const description = JSON.parse(JSON.stringify(describeApi(endpoints))) as Record<string, unknown>;
      const { valid, errors } = await new Validator().validate(description);
      expect(valid, JSON.stringify(errors)).to.be.true;
    }
  });

  it('names each operation once and every path parameter', () => {
    const names = API_ENDPOINTS.map((endpoint) => endpoint.operationId);
    expect(new Set(names).size).to.equal(names.length);
    const routes = API_ENDPOINTS.map((endpoint) => `${endpoint.method} ${endpoint.path}`);
    expect(new Set(routes).size).to.equal(routes.length);
    for (const endpoint of API_ENDPOINTS) {
      const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
      const declared = Object.keys(
        (endpoint.params?.describe() as { keys?: object } | undefined)?.keys ?? {},
      );
      expect(declared, endpoint.operationId).to.have.members(inPath);
    }
  });

  it('tells parameters, body, key, permission, reply and refusals', () => {
    const { paths } = describeApi([EVERYTHING]) as {
      paths: Record<string, Record<string, Record<string, unknown>>>;
    };
    const operation = paths['/api/v1/things/{thingId}/papers']?.['post'] ?? {};
    expect(operation['x-permission']).to.deep.equal({
      permission: 'attachment.add',
      roles: ['borrower', 'station-clerk'],
    });
    expect(operation['security']).to.deep.equal([{ bearer: [] }]);
    const parameters = operation['parameters'] as { name: string; in: string; required: boolean }[];
    expect(parameters.map((parameter) => [parameter.in, parameter.name, parameter.required])).to.deep.equal([
      ['path', 'thingId', true],
      ['query', 'limit', false],
      ['header', 'Idempotency-Key', true],
    ]);
    expect(operation)
      .to.have.nested.property('requestBody.content.multipart/form-data.schema.required')
      .that.deep.equals(['kind', 'file']);
    expect(operation)
      .to.have.nested.property('responses.201.content.application/json.schema.required')
      .that.deep.equals(['a']);
    expect(Object.keys(operation['responses'] as object)).to.have.members([
      '201',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '422',
      '500',
      '503',
    ]);
    expect(operation).to.have.nested.property(
      'responses.422.description',
      'unsupported-file, idempotency-mismatch',
    );
  });

  it('keeps what the export of the schemas loses: examples, null among listed values, keys required by preference', () => {
    const { paths } = describeApi([EVERYTHING]) as { paths: Record<string, Record<string, unknown>> };
    const schema = 'requestBody.content.multipart/form-data.schema.properties';
    const operation = paths['/api/v1/things/{thingId}/papers']?.['post'];
    expect(operation).to.have.nested.property(`${schema}.amount.examples`).that.deep.equals(['300000.00']);
    expect(operation).to.have.nested.property(`${schema}.kind.enum`).that.deep.equals(['licence', null]);
  });
});
