import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { AuditEvent } from '../../models/audit-event.js';
import { findRows } from '../../models/rows.js';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { isPublic, type Endpoint } from '../../routes/endpoint.js';
import { describeApi } from '../../routes/openapi.js';
import { SCENARIOS } from './scenarios/index.js';
import { prepareWorld, type World } from './scenarios/world.js';

interface Description {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<number, { content: Record<string, { schema: object }> }> }>
  >;
  readonly components: { readonly schemas: { readonly Problem: object } };
}

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
const { paths, components } = describeApi(API_ENDPOINTS) as unknown as Description;

function expectToFit(schema: object, body: unknown): void {
  const fits = ajv.compile(schema);
  expect(fits(body), `${ajv.errorsText(fits.errors)}\n${JSON.stringify(body, null, 2)}`).to.be.true;
}

/** The request that a reply belongs to; superagent does not declare it. */
function calledOperation(response: Response): string {
  const { method, path } = (response as unknown as { req: { method: string; path: string } }).req;
  return `${method} ${path.split('?')[0]}`;
}

function operationPattern({ method, path }: Endpoint): RegExp {
  return new RegExp(
    `^${method.toUpperCase()} ${path.replaceAll(/:\w+/g, '[^/]+').replaceAll('.', String.raw`\.`)}$`,
  );
}

function expectDescribedReply(endpoint: Endpoint, response: Response): void {
  const { status, download } = endpoint.reply;
  expect(response.status, response.text).to.equal(status);
  if (status === 204) {
    expect(response.text).to.equal('');
  } else if (download) {
    expect(response.headers['content-disposition']).to.match(/^attachment/);
    const streamed = response.headers['transfer-encoding'] === 'chunked';
    expect(streamed || Number(response.headers['content-length']) > 0).to.be.true;
  } else {
    expect(response.type).to.equal('application/json');
    const described =
      paths[endpoint.path.replaceAll(/:(\w+)/g, '{$1}')]?.[endpoint.method]?.responses[status];
    expectToFit(described?.content['application/json']?.schema ?? {}, response.body);
  }
}

/** Writes that find nothing to do in this world: its books are closed already. */
const LEAVES_ALONE = new Set(['runDailyCloses']);

/** What was done under the request of a reply, as the audit has it. */
const audited = async (response: Response): Promise<string[]> => {
  const requestId = response.headers['x-request-id'] ?? 'none';
  return (await findRows(AuditEvent, { where: { requestId } })).map(({ command }) => command);
};

describe('the contract of every operation', () => {
  let world: World;
  before(async () => {
    world = await prepareWorld();
  });

  for (const endpoint of API_ENDPOINTS) {
    const { operationId, tag, reply } = endpoint;

    it(`${operationId} answers as it is described, and a write stands in the audit and a read is none [T19] [T44]`, async () => {
      const scenario = SCENARIOS[operationId];
      if (!scenario)
        expect.fail(`${operationId} has no scenario: write one in test/routes/scenarios/${tag}.ts`);
      const response = await scenario(world);
      expect(calledOperation(response), `the scenario of ${operationId} calls something else`).to.match(
        operationPattern(endpoint),
      );
      expectDescribedReply(endpoint, response);
      const commands = await audited(response);
      if (endpoint.method === 'get') expect(commands, 'a read that is a command').to.deep.equal([]);
      else if (!isPublic(endpoint) && !LEAVES_ALONE.has(operationId))
        expect(commands, 'a write without an audit event').to.not.be.empty;
    });

    it(`${operationId} describes its reply`, () => {
      expect(reply.status === 204 || reply.download === true || reply.schema !== undefined).to.be.true;
    });

    if (!isPublic(endpoint)) {
      it(`${operationId} refuses a stranger in the form of a problem`, async () => {
        const path = endpoint.path.replaceAll(/:\w+/g, '1');
        const response = await world.visitor[endpoint.method](path);
        expect(response.status).to.equal(401);
        expect(response.type).to.equal('application/problem+json');
        expectToFit(components.schemas.Problem, JSON.parse(response.text));
      });
    }
  }

  it('has no scenario for an operation that does not exist', () => {
    const operations = API_ENDPOINTS.map((endpoint) => endpoint.operationId);
    for (const operationId of Object.keys(SCENARIOS)) expect(operations).to.include(operationId);
  });
});
