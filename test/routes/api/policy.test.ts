import { expect } from 'chai';
import request from 'supertest';
import { appWithoutDatabase } from '../../support/app-without-database.js';

interface ListedParameter {
  readonly parameter: string;
  readonly value: unknown;
  readonly source: { readonly document: string; readonly verified: boolean };
}

describe('the policy, open to everybody', () => {
  const app = appWithoutDatabase();
  const regimeOn = async (on: string): Promise<unknown> => {
    const { body } = await request(app).get('/api/v1/policy-parameters').query({ on }).expect(200);
    const { items } = body as { items: ListedParameter[] };
    return items.find((item) => item.parameter === 'subsidy-regime')?.value;
  };

  it('lists the loan prime rate, the latest first, each publication with its source', async () => {
    const { body } = await request(app).get('/api/v1/loan-prime-rates').expect(200);
    const { items, nextCursor } = body as {
      items: { publishedOn: string; oneYearRatePercent: string }[];
      nextCursor: null;
    };
    expect(nextCursor).to.be.null;
    const days = items.map((item) => item.publishedOn);
    expect(days).to.deep.equal(days.toSorted().toReversed());
    const march2024 = items.find((item) => item.publishedOn === '2024-03-20');
    expect(march2024).to.deep.include({ oneYearRatePercent: '3.45' });
    expect(march2024).to.have.nested.property('source.verified').that.is.a('boolean');
  });

  it('says what was in force on a day', async () => {
    expect(await regimeOn('2023-09-30')).to.include({ kind: 'lpr-minus' });
    expect(await regimeOn('2023-10-01')).to.include({ kind: 'share-of-rate' });
    expect(await regimeOn('2020-12-31')).to.be.undefined;
  });

  it('means today where no day is given, and names the document of every value', async () => {
    const given = await request(app).get('/api/v1/policy-parameters').query({ on: '2025-03-21' });
    const today = await request(app).get('/api/v1/policy-parameters').expect(200);
    expect(today.body).to.deep.equal(given.body);
    for (const item of (today.body as { items: ListedParameter[] }).items) {
      expect(item.source.document, item.parameter).not.to.be.empty;
    }
  });

  it('refuses a second day', async () => {
    await request(app).get('/api/v1/policy-parameters?on=2025-03-21&on=2025-03-22').expect(400);
  });
});
