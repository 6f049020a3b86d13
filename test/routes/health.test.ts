import { expect } from 'chai';
import express, { type Express } from 'express';
import request from 'supertest';
import { createHealth, type Readiness } from '../../routes/health.js';
import { errorHandler } from '../../routes/middleware/error-handler.js';
import type { System } from '../../server/context.js';
import { createLogger } from '../../server/logger.js';
import { migrate } from '../../models/migrate.js';
import { fieldsNamed } from '../support/fields-named.js';
import { throwAwayDatabase, type ThrowAwayDatabase } from '../support/database.js';

const TOKEN = 'a-token-for-the-scraper';

describe('health', () => {
  let opened: ThrowAwayDatabase;
  let readiness: Readiness;

  beforeEach(async () => {
    opened = await throwAwayDatabase();
    readiness = { ready: true };
  });
  afterEach(() => opened.remove());

  const appOf = (metricsToken?: string): Express =>
    express()
      .use(createHealth({ database: opened.database } as System, { readiness, metricsToken, endpoints: [] }))
      .use(errorHandler(createLogger('silent')));

  it('is alive whatever is missing', async () => {
    await request(appOf()).get('/healthz').expect(200, { status: 'alive' });
  });

  it('is ready once migrations are applied and the data is in place', async () => {
    readiness.ready = false;
    const app = appOf();
    const early = await request(app).get('/readyz').expect(503).expect('Retry-After', '2');
    expect(early.body).to.include({ code: 'unavailable' });
    expect(fieldsNamed(early.body)).to.deep.equal(['migrations', 'data']);

    await migrate(opened.database);
    const later = await request(app).get('/readyz').expect(503);
    expect(fieldsNamed(later.body)).to.deep.equal(['data']);

    readiness.ready = true;
    await request(app).get('/readyz').expect(200, { status: 'ready' });
  });

  it('is not ready when the database does not answer', async () => {
    const deaf = new Proxy(opened.database, {
      get: (target, key) => {
        if (key === 'sequelize') throw new Error('connection refused');
        return Reflect.get(target, key) as unknown;
      },
    });
    const app = express()
      .use(createHealth({ database: deaf } as System, { readiness, metricsToken: undefined, endpoints: [] }))
      .use(errorHandler(createLogger('silent')));
    const { body } = await request(app).get('/readyz').expect(503);
    expect(fieldsNamed(body)).to.deep.equal(['database']);
  });

  it('shows metrics to this machine where no token is set, but not through a proxy', async () => {
    const app = appOf();
    await request(app).get('/healthz');
    const { text } = await request(app)
      .get('/metrics')
      .expect(200)
      .expect('Content-Type', /text\/plain/);
    expect(text).to.contain('suidai_request_seconds_count{operation="other",status="200"} 1');
    expect(text).to.contain('process_cpu_seconds_total');
    await request(app).get('/metrics').set('X-Forwarded-For', '203.0.113.7').expect(404);
  });

  it('shows metrics to the holder of the token alone', async () => {
    const app = appOf(TOKEN);
    await request(app).get('/metrics').expect(401);
    await request(app).get('/metrics').set('Authorization', 'Bearer something-else').expect(401);
    await request(app).get('/metrics').set('Authorization', `Bearer ${TOKEN}`).expect(200);
  });
});
