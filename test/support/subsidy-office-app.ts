import type { Express } from 'express';
import supertest, { type Test } from 'supertest';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createApp } from '../../routes/app.js';
import type { Context } from '../../server/context.js';
import { DomainError } from '../../server/core/errors.js';
import { createLogger } from '../../server/logger.js';
import type { SubsidyOffice } from './subsidies.js';

/** Sends requests as one person; every write has a key of its own unless it is given one. */
export interface OfficeCaller {
  get(path: string): Test;
  post(path: string, body: object, idempotencyKey?: string): Test;
}

/** The application over an office, where each person is known without logging in. */
export function callersOf(office: SubsidyOffice): (person: Context) => OfficeCaller {
  const actors = new Map<string, Context['actor']>();
  const app: Express = createApp(office.system, createLogger('silent'), {
    trustedProxies: 0,
    pages: [],
    endpoints: API_ENDPOINTS,
    gates: {
      authenticate: async (request) => {
        const actor = actors.get(request.get('Authorization') ?? '');
        if (!actor) throw new DomainError('unauthenticated');
        return actor;
      },
      limitVisitors: async () => {},
    },
  });
  let keys = 0;
  return ({ actor }) => {
    const name = `user ${actor.userId}`;
    actors.set(name, actor);
    return {
      get: (path) => supertest(app).get(path).set('Authorization', name),
      post: (path, body, idempotencyKey = `office-${(keys += 1)}`) =>
        supertest(app)
          .post(path)
          .set('Authorization', name)
          .set('Idempotency-Key', idempotencyKey)
          .send(body),
    };
  };
}
