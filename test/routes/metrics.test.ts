import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { DailyClose } from '../../models/daily-close.js';
import { Job } from '../../models/job.js';
import { insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createMetrics } from '../../routes/metrics.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { systemContext } from '../../server/context.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('metrics', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });

  it('time requests by declared operation and keep what strangers type out of the labels', async () => {
    const metrics = createMetrics(API_ENDPOINTS, app.system);
    const measured = express().use(metrics.observe).use(app.app);
    await request(measured).get('/api/v1/loan-prime-rates').expect(200);
    await request(measured).post('/api/v1/subsidy-quotes').send({}).expect(400);
    await request(measured).get('/api/v1/surely-not-there').expect(404);
    const text = await metrics.read();
    expect(text).to.contain('suidai_request_seconds_count{operation="listLoanPrimeRates",status="200"} 1');
    expect(text).to.contain('suidai_request_seconds_count{operation="quoteSubsidy",status="400"} 1');
    expect(text).to.contain('suidai_request_seconds_count{operation="other",status="404"} 1');
    expect(text).not.to.contain('surely-not-there');
  });

  it('tell how far the work in the background is behind', async () => {
    const { system, clock } = app;
    const metrics = createMetrics(API_ENDPOINTS, system);
    expect(await metrics.read())
      .to.contain('suidai_database_up 1')
      .and.contain('suidai_jobs_lag_seconds 0')
      .and.contain('suidai_daily_close_behind_days Nan');
    const now = clock.now();
    const job = { name: 'unheard-of', runKey: 'once', payloadJson: '{}', createdAt: now, updatedAt: now };
    await inTransaction(system.database, (transaction) =>
      insertRow(
        Job,
        { ...job, state: 'due', availableAt: now, lockedBy: null, lockedUntil: null, lastError: null },
        transaction,
      ),
    );
    await inTransaction(system.database, (transaction) =>
      insertRow(
        DailyClose,
        {
          businessDate: clock.today(),
          state: 'done',
          rulesHash: '0'.repeat(64),
          reachedLoanId: 0,
          loansSeen: 0,
          repaymentsSeen: 0,
          eventsSeen: 0,
          bankClassesSeen: 0,
          changesHash: '0'.repeat(64),
          startedAt: now,
          finishedAt: now,
        },
        transaction,
      ),
    );
    clock.advanceSeconds(4 * 24 * 60 * 60);
    expect(await metrics.read())
      .to.contain(`suidai_jobs_lag_seconds ${4 * 24 * 60 * 60}`)
      .and.contain('suidai_daily_close_behind_days 3')
      .and.contain('suidai_guarantee_stops 0');
    await runDailyCloses(systemContext(system, 'metrics'));
    expect(await metrics.read()).to.contain('suidai_daily_close_behind_days 0');
  });
});
