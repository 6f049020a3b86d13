import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { API_ENDPOINTS } from '../../routes/api/index.js';
import { createDocs } from '../../routes/docs.js';
import { MACHINE_SCOPE_NAMES } from '../../server/auth/machine-scopes.js';
import { FILE_GUIDES } from '../../server/core/bank-files/file-guide.js';
import { ERROR_CODES } from '../../server/core/errors.js';
import { WEBHOOK_TOPIC_NAMES } from '../../server/webhooks/topics.js';

/** Computed by openssl over the four lines of the example. */
const EXAMPLE_SIGNATURE = 'w-Pdijy67UhX_u1qBtKptMNDUvYag11biMty_-8vVig';

describe('the reader of the API', () => {
  const app = express().use(createDocs(API_ENDPOINTS));

  it('serves the description', async () => {
    const response = await request(app)
      .get('/api/v1/openapi.json')
      .expect(200)
      .expect('Content-Type', /json/);
    expect(response.body).to.include({ openapi: '3.1.0' });
  });

  it('needs no other host, and relaxes styles on its own page only', async () => {
    const page = await request(app).get('/docs').expect(200);
    expect(page.headers['content-security-policy']).to.contain("style-src 'self' 'unsafe-inline'");
    expect(page.headers['content-security-policy']).to.contain("script-src 'self';");
    expect(page.text).not.to.match(/(?:https?:)?\/\/[a-z]/);
    const assets = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets.length).to.be.above(3);
    for (const asset of assets) await request(app).get(asset).expect(200);
    const problems = await request(app).get('/docs/problems');
    expect(problems.headers).not.to.have.property('content-security-policy');
  });

  it('serves no other file of the package', async () => {
    for (const path of ['index.html', 'package.json', 'swagger-ui.js', '..%2fpackage.json']) {
      await request(app).get(`/docs/assets/${path}`).expect(404);
    }
  });

  it('explains every problem code in Chinese and English', async () => {
    const { text } = await request(app).get('/docs/problems').expect(200).expect('Content-Type', /html/);
    for (const code of ERROR_CODES) expect(text, code).to.contain(`id="${code}"`);
    await request(app).get('/docs/assets/problems.css').expect(200).expect('Content-Type', /css/);
  });

  it('tells banks of every kind of file, topic and scope, without a script or another host', async () => {
    const page = await request(app).get('/docs/bank').expect(200).expect('Content-Type', /html/);
    for (const { kind } of FILE_GUIDES) {
      expect(page.text).to.contain(`id="file-${kind}"`);
      const sample = await request(app)
        .get(`/docs/samples/${kind}.csv`)
        .expect(200)
        .expect('Content-Type', /csv/);
      expect(sample.text).to.match(/^\ufeff(?:合同编号|流水号|支付编号)/);
    }
    for (const name of [...WEBHOOK_TOPIC_NAMES, ...MACHINE_SCOPE_NAMES])
      expect(page.text).to.contain(`<code>${name}</code>`);
    expect(page.text)
      .to.contain('POST /api/v1/imports')
      .and.to.contain('GET /api/v1/subsidy-claims/{claimId}/lines');
    expect(page.text).to.contain(`key-example=${EXAMPLE_SIGNATURE}`);
    expect(page.text).not.to.match(/<script|(?:src|href)="(?:https?:)?\/\//);
    const addresses = [...page.text.matchAll(/href="(\/[^"#]+)/g)].map((match) => match[1] ?? '');
    for (const address of new Set(addresses)) await request(app).get(address).expect(200);
  });
});
