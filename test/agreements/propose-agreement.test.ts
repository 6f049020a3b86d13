import { expect } from 'chai';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { findRows } from '../../models/rows.js';
import { startTestApp, type Client, type TestApp } from '../support/app.js';
import { fieldsNamed } from '../support/fields-named.js';

const sharesOf = (bank: number, fund: number, fundAs = 'city-fund') => [
  { bearer: 'bank', shareBasisPoints: bank },
  { bearer: fundAs, shareBasisPoints: fund },
];

describe('A cooperation agreement that is proposed', () => {
  let app: TestApp;
  let maker: Client;
  beforeEach(async () => {
    app = await startTestApp();
    maker = await app.logIn('centre.maker');
  });

  const propose = (overrides: object) =>
    maker.post('/api/v1/cooperation-agreements').send({
      bankOrganisationId: String(app.organisationIds['bank']),
      guarantorOrganisationId: String(app.organisationIds['guarantor']),
      startsOn: '2025-01-01',
      endsOn: '2026-01-01',
      exposureLimit: '90000000.00',
      singleLoanLimit: '5000000.00',
      guarantorLimit: '90000000.00',
      approvalMode: 'bank-and-guarantor',
      interestCovered: false,
      shares: sharesOf(2000, 8000),
      ...overrides,
    });

  const UNSOUND: readonly (readonly [what: string, overrides: object, field: string])[] = [
    ['leaves a hundredth of a percent to nobody', { shares: sharesOf(2000, 7999) }, 'shares'],
    ['shares out more than the whole', { shares: sharesOf(2001, 8000) }, 'shares'],
    ['names a bearer twice', { shares: sharesOf(2000, 8000, 'bank') }, 'shares'],
    ['ends on the day it starts', { endsOn: '2025-01-01' }, 'endsOn'],
    ['allows one loan more than all', { singleLoanLimit: '90000000.01' }, 'singleLoanLimit'],
  ];
  for (const [what, overrides, field] of UNSOUND) {
    it(`is refused where it ${what}`, async () => {
      const { body } = await propose(overrides).expect(400);
      expect(fieldsNamed(body)).to.deep.equal([field]);
      expect(await findRows(CooperationAgreement, { where: {} })).to.be.empty;
    });
  }

  it('is taken where every part of a loss has its bearer', async () => {
    await propose({}).expect(201);
    expect(await findRows(CooperationAgreement, { where: {} })).to.have.length(1);
  });
});
