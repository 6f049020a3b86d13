import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import request from 'supertest';
import { appWithoutDatabase } from '../../../support/app-without-database.js';

interface GoldenCase {
  readonly request: object;
  readonly expected: Readonly<Record<string, unknown>>;
}

function readCases(name: string): GoldenCase[] {
  return readFileSync(`test/cases/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GoldenCase);
}

for (const calculator of ['subsidy-quotes', 'repayment-schedules']) {
  describe(`worked examples of ${calculator}`, () => {
    const app = appWithoutDatabase();
    for (const [index, golden] of readCases(calculator).entries()) {
      it(`answers row ${index + 1} to the fen`, async () => {
        const response = await request(app).post(`/api/v1/${calculator}`).send(golden.request);
        const body = response.body as Readonly<Record<string, unknown>>;
        if ('error' in golden.expected) {
          expect(response.status, response.text).to.equal(422);
          expect(body['code']).to.equal(golden.expected['error']);
          return;
        }
        expect(response.status, response.text).to.equal(200);
        for (const [key, value] of Object.entries(golden.expected))
          expect(body[key], key).to.deep.equal(value);
      });
    }
  });
}
