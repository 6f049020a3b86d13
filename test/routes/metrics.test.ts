import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createMetrics } from '../../routes/metrics.js';
import { appWithoutDatabase } from '../support/app-without-database.js';

describe('metrics', () => {
  it('time requests by declared operation and keep what strangers type out of the labels', async () => {
    const metrics = createMetrics(API_ENDPOINTS);
    const app = express().use(metrics.observe).use(appWithoutDatabase());
    await request(app).get('/api/v1/loan-prime-rates').expect(200);
    await request(app).post('/api/v1/subsidy-quotes').send({}).expect(400);
    await request(app).get('/api/v1/surely-not-there').expect(404);
    const text = await metrics.read();
    expect(text).to.contain('suidai_request_seconds_count{operation="listLoanPrimeRates",status="200"} 1');
    expect(text).to.contain('suidai_request_seconds_count{operation="quoteSubsidy",status="400"} 1');
    expect(text).to.contain('suidai_request_seconds_count{operation="other",status="404"} 1');
    expect(text).not.to.contain('surely-not-there');
  });
});
