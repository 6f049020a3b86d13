import { expect } from 'chai';
import request from 'supertest';
import { REPAYMENT_METHODS } from '../../../../server/core/instalment.js';
import { appWithoutDatabase } from '../../../support/app-without-database.js';
import { fieldsNamed } from '../../../support/fields-named.js';

const LOAN = {
  method: 'equal-instalment',
  principal: '300000.00',
  annualRatePercent: '3.45',
  termMonths: 36,
  disbursedOn: '2024-01-31',
};

describe('POST /api/v1/repayment-schedules', () => {
  const app = appWithoutDatabase();
  const drawUp = (changes: object = {}) =>
    request(app)
      .post('/api/v1/repayment-schedules')
      .send({ ...LOAN, ...changes });

  it('takes basis 360 where it is left out', async () => {
    const bullet = { method: 'bullet', termMonths: 12 };
    const [short, by360, by365] = await Promise.all([
      drawUp(bullet),
      drawUp({ ...bullet, dayCountBasis: 360 }),
      drawUp({ ...bullet, dayCountBasis: 365 }),
    ]);
    expect(short.status).to.equal(200);
    expect(short.body).to.deep.equal(by360.body);
    expect(short.body).not.to.deep.equal(by365.body);
  });

  for (const method of REPAYMENT_METHODS) {
    it(`draws up ${method} without interest, for one fen, and for the most that it takes`, async () => {
      for (const extreme of [
        { annualRatePercent: '0' },
        { principal: '0.01' },
        {
          principal: '999999999999.99',
          annualRatePercent: '100',
          termMonths: 360,
          disbursedOn: '2200-12-31',
        },
      ]) {
        const { status, body, text } = await drawUp({ method, ...extreme });
        expect(status, text).to.equal(200);
        const { instalments } = body as { instalments: { balanceAfter: string }[] };
        expect(instalments.at(-1)?.balanceAfter).to.equal('0.00');
      }
    });
  }

  for (const [field, value] of [
    ['termMonths', 0],
    ['termMonths', -1],
    ['termMonths', 361],
    ['termMonths', 1.5],
    ['termMonths', '36'],
    ['termMonths', 1e300],
    ['principal', '0.00'],
    ['annualRatePercent', '100.000001'],
    ['method', 'balloon'],
    ['method', undefined],
    ['dayCountBasis', 0],
    ['rounding', 'up'],
  ] as const) {
    it(`refuses ${field} ${JSON.stringify(value)}`, async () => {
      const { status, body } = await drawUp({ [field]: value });
      expect(status).to.equal(400);
      expect(fieldsNamed(body)).to.deep.equal([field]);
    });
  }
});
