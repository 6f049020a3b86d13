import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router, type Response } from 'express';
import { describeError } from '../server/core/error-messages.js';
import { DomainError, ERROR_CODES } from '../server/core/errors.js';
import { PAGES, renderPage } from '../templates/render-page.js';
import { describeBankGuide, sampleFile } from './bank-guide.js';
import type { Endpoint } from './endpoint.js';
import { ERROR_STATUS } from './middleware/error-handler.js';
import { describeApi } from './openapi.js';

const DESCRIPTION = '/api/v1/openapi.json';
const ASSETS = '/docs/assets';

/** The reader draws with inline styles; no other page may. */
const READER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const START_READER = `SwaggerUIBundle({ url: '${DESCRIPTION}', dom_id: '#reader', deepLinking: true, validatorUrl: null });\n`;

const READER_FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const READER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** The API's description, a reader for it that needs no other host, the page for banks, and the one that explains every problem code. */
export function createDocs(endpoints: readonly Endpoint[]): Router {
  const router = Router();
  const description = JSON.stringify(describeApi(endpoints));
  router.get(DESCRIPTION, (_request, response) => {
    response.type('json').send(description);
  });
  router.get('/docs', (_request, response) => {
    response.setHeader('Content-Security-Policy', READER_POLICY);
    sendPage(response, 'api-reader', { assets: ASSETS, description: DESCRIPTION });
  });
  router.get('/docs/problems', (_request, response) => {
    sendPage(response, 'problems', { assets: ASSETS, problems: describeProblems() });
  });
  const bankGuide = renderPage('bank-guide', { assets: ASSETS, ...describeBankGuide(endpoints) });
  router.get('/docs/bank', (_request, response) => {
    response.type('html').send(bankGuide);
  });
  router.get('/docs/samples/:kind.csv', (request, response) => {
    const sample = sampleFile(request.params.kind);
    if (sample === undefined) throw new DomainError('not-found');
    response.type('text/csv; charset=utf-8').send(sample);
  });
  for (const file of READER_FILES) {
    router.get(`${ASSETS}/${file}`, (_request, response) => {
      response.sendFile(file, { root: READER_FOLDER, maxAge: '1d' });
    });
  }
  for (const sheet of ['problems.css', 'bank-guide.css']) {
    router.get(`${ASSETS}/${sheet}`, (_request, response) => {
      response.sendFile(sheet, { root: PAGES, maxAge: '1d' });
    });
  }
  router.get(`${ASSETS}/start.js`, (_request, response) => {
    response.type('text/javascript').send(START_READER);
  });
  return router;
}

function sendPage(response: Response, page: string, values: object): void {
  response.type('html').send(renderPage(page, values));
}

function describeProblems() {
  return ERROR_CODES.map((code) => ({
    code,
    status: ERROR_STATUS[code],
    zh: describeError(new DomainError(code), 'zh'),
    en: describeError(new DomainError(code), 'en'),
  }));
}
