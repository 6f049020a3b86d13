import { expect } from 'chai';
import supertest from 'supertest';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { isPublic, type Endpoint } from '../../routes/endpoint.js';
import { PORTAL_PAGES } from '../../routes/portal/portal.js';
import { can } from '../../server/auth/permissions.js';
import { ROLES, type Role } from '../../server/core/roles.js';
import { appWithoutDatabase } from '../support/app-without-database.js';
import { callPlausibly } from '../support/plausible-request.js';
import { ROW_MAKERS } from './row-makers/index.js';
import type { RowMaker } from './row-makers/row-maker.js';
import { PERSON_IN, prepareWorld, type World } from './scenarios/world.js';

/** One for the whole matrix: what it asks changes nothing. */
let prepared: Promise<World> | undefined;
const theWorld = (): Promise<World> => (prepared ??= prepareWorld());

const ALL_ROLES = Object.keys(ROLES) as Role[];
const ID_OF_NOTHING = '999999999999999';

const parametersOf = (endpoint: { readonly path: string }): string[] =>
  [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');

const rolesWith = (endpoint: Endpoint): Role[] =>
  ALL_ROLES.filter((role) => !isPublic(endpoint) && can(role, endpoint.permission));

function makerOf(parameter: string): RowMaker {
  const maker = ROW_MAKERS[parameter];
  if (!maker) expect.fail(`:${parameter} has no row maker: write one in test/routes/row-makers/`);
  return maker;
}

/** A row of the role's own for every parameter but the one that is replaced. */
async function paramsWith(
  world: World,
  role: Role,
  parameters: readonly string[],
  replaced: string,
  id: string,
): Promise<Record<string, string>> {
  const params: Record<string, string> = {};
  for (const parameter of parameters) {
    params[parameter] = parameter === replaced ? id : await makerOf(parameter).own(world, role);
  }
  return params;
}

for (const endpoint of API_ENDPOINTS) {
  if (isPublic(endpoint)) continue;
  const parameters = parametersOf(endpoint);

  describe(`who may ${endpoint.operationId}`, () => {
    it('not a stranger', async () => {
      expect((await callPlausibly(supertest(appWithoutDatabase()), endpoint)).status).to.equal(401);
    });

    it(`nobody without ${endpoint.permission} [T5]`, async () => {
      for (const role of ALL_ROLES.filter((each) => !can(each, endpoint.permission))) {
        const response = await callPlausibly(supertest(appWithoutDatabase(role)), endpoint);
        expect(response.status, role).to.equal(403);
        expect(response.body, role).to.include({ code: 'forbidden' });
      }
    });
  });

  if (parameters.length === 0) continue;
  describe(`which rows ${endpoint.operationId} finds`, () => {
    for (const role of rolesWith(endpoint)) {
      for (const parameter of parameters) {
        it(`hides the ${parameter} of others from the ${role} [T1] [T3] [T4]`, async () => {
          const world = await theWorld();
          const caller = await world.logIn(PERSON_IN[role]);
          const foreign = await makerOf(parameter).foreign(world, role);
          for (const id of [ID_OF_NOTHING, ...(foreign === undefined ? [] : [foreign])]) {
            const params = await paramsWith(world, role, parameters, parameter, id);
            const response = await callPlausibly(caller, endpoint, { params });
            expect(response.status, `${id} (400: its schema needs an .example()): ${response.text}`).to.equal(
              404,
            );
            expect(response.body).to.include({ code: 'not-found' });
          }
        });
      }

      if (endpoint.method === 'get') {
        it(`shows the ${role} what is theirs`, async () => {
          const world = await theWorld();
          const params = await paramsWith(world, role, parameters, '', '');
          const response = await callPlausibly(await world.logIn(PERSON_IN[role]), endpoint, { params });
          expect(response.status, response.text).to.equal(endpoint.reply.status);
        });
      }
    }
  });
}

describe('the access matrix', () => {
  it('has no row maker without a parameter', () => {
    const used = [...API_ENDPOINTS, ...PORTAL_PAGES].flatMap(parametersOf);
    for (const parameter of Object.keys(ROW_MAKERS)) expect(used).to.include(parameter);
  });

  it('declares operations under /api/v1 alone', () => {
    for (const endpoint of API_ENDPOINTS)
      expect(endpoint.path).to.match(/^\/api\/v1(?:\/(?::[a-zA-Z]+|[a-z0-9-]+))+$/);
  });
});
