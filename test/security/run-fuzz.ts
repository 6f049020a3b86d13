import { SeededRandom } from '../../server/demo/seeded-random.js';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { isPublic, type Endpoint } from '../../routes/endpoint.js';
import { PERMISSIONS } from '../../server/auth/permissions.js';
import { callPlausibly } from '../support/plausible-request.js';
import { PERSON_IN, type Caller, type World } from '../routes/scenarios/world.js';
import { hostileRequests } from './hostile-inputs.js';

/** What a run of hostile inputs found. */
export interface FuzzReport {
  readonly seed: number;
  readonly inputs: number;
  /** How many replies of each status there were. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What must not be: a fault of ours, or a reply that shows our inside. */
  readonly failures: readonly string[];
}

/** What no reply may show: a stack, a statement, a path of ours. */
const INSIDE = /\bat \S+ \(|node:internal|node_modules|SELECT .+ FROM|SQLITE_|ER_[A-Z]+|\/dist\//;
const MOST_FAILURES = 20;

/** Sends so many hostile requests, each as somebody who may call the operation. The database is real. */
export async function fuzzOverHttp(world: World, inputs: number, seed: number): Promise<FuzzReport> {
  const random = new SeededRandom(seed);
  const next = hostileRequests(API_ENDPOINTS);
  const callers = new Map<string, Promise<Caller>>();
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  for (let count = 0; count < inputs && failures.length < MOST_FAILURES; count += 1) {
    const { endpoint, part, input } = next(random);
    const response = await callPlausibly(await callerFor(world, callers, endpoint), endpoint, {
      [part]: input,
    });
    statuses[response.status] = (statuses[response.status] ?? 0) + 1;
    if (response.status >= 500 || INSIDE.test(response.text ?? ''))
      failures.push(
        `${count} ${endpoint.operationId} ${part} ${JSON.stringify(input).slice(0, 300)} → ${response.status} ${response.text}`,
      );
  }
  return { seed, inputs, statuses, failures };
}

function callerFor(world: World, callers: Map<string, Promise<Caller>>, endpoint: Endpoint): Promise<Caller> {
  if (isPublic(endpoint)) return Promise.resolve(world.visitor);
  const role = PERMISSIONS[endpoint.permission][0];
  const known = callers.get(role) ?? world.logIn(PERSON_IN[role]);
  callers.set(role, known);
  return known;
}

/** Gives so many hostile inputs to the validators alone: each is taken or refused, and none throws. */
export function fuzzValidators(inputs: number, seed: number): FuzzReport {
  const random = new SeededRandom(seed);
  const next = hostileRequests(API_ENDPOINTS);
  const statuses: Record<string, number> = { taken: 0, refused: 0 };
  const failures: string[] = [];
  for (let count = 0; count < inputs && failures.length < MOST_FAILURES; count += 1) {
    const { endpoint, part, input } = next(random);
    try {
      const outcome = endpoint[part]?.validate(input).error ? 'refused' : 'taken';
      statuses[outcome] = (statuses[outcome] ?? 0) + 1;
    } catch (error) {
      failures.push(`${count} ${endpoint.operationId} ${part}: ${String(error)}`);
    }
  }
  return { seed, inputs, statuses, failures };
}
