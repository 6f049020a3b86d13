import { expect } from 'chai';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { GuaranteeShare } from '../../models/guarantee-share.js';
import { Message } from '../../models/message.js';
import { findRow, findRows } from '../../models/rows.js';
import { followTerms } from '../../server/agreements/follow-terms.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { renewalNoticeDue } from '../../server/core/renewal-notice.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  agreementOf,
  buildAgreement,
  buildApprovedApplication,
  useAgreement,
} from '../support/applications.js';

const ENDS = parseBusinessDate('2029-01-01');

const due = (left: number, given: number | null) => renewalNoticeDue(ENDS, addDays(ENDS, -left), given);

/** What the fund bears of each guarantee that was issued. */
const sharesOf = async () =>
  (await findRows(GuaranteeShare, { where: { bearer: 'city-fund' }, order: [['id', 'ASC']] })).map(
    (share) => share.shareBasisPoints,
  );

describe('The notice of a renewal', () => {
  it('is due at 90, 60 and 30 days, each once, and never after the end', () => {
    expect([91, 90, 61, 60, 31, 30, 1, 0].map((left) => due(left, null))).to.deep.equal([
      undefined,
      90,
      90,
      60,
      60,
      30,
      30,
      undefined,
    ]);
    expect([due(80, 90), due(60, 90), due(20, 60), due(20, 30)]).to.deep.equal([
      undefined,
      60,
      30,
      undefined,
    ]);
  });
});

describe('An agreement about to end', () => {
  let app: TestApp;
  let agreementId: string;
  beforeEach(async () => {
    app = await startTestApp();
    agreementId = await agreementOf(app);
  });

  const follow = async (daysLeft: number) => {
    app.clock.setDay(addDays(ENDS, -daysLeft));
    return followTerms(app.system, 'morning', async () => undefined);
  };
  const noticesOf = async (
    username: 'bank.maker' | 'guarantor.checker' | 'centre.maker' | 'other.bank.maker',
  ) => (await findRows(Message, { where: { userId: app.userIds[username] } })).map(({ kind }) => kind);

  it('is told of three times, to its parties and the centre, and then expires', async () => {
    const moved: number[] = [];
    for (const daysLeft of [91, 90, 89, 60, 30, 29, 0, -1]) moved.push(await follow(daysLeft));
    expect(moved).to.deep.equal([0, 1, 0, 1, 1, 0, 1, 0]);
    const told = ['agreement-renewal', 'agreement-renewal', 'agreement-renewal', 'agreement-expired'];
    for (const username of ['bank.maker', 'guarantor.checker', 'centre.maker'] as const)
      expect(await noticesOf(username), username).to.deep.equal(told);
    expect(await noticesOf('other.bank.maker')).to.be.empty;
    const row = await findRow(CooperationAgreement, { where: { id: Number(agreementId) } });
    expect(row?.state).to.equal('expired');
  });

  it('is followed by one whose shares hold for new loans alone', async () => {
    await buildApprovedApplication(app);
    const shares = [
      { bearer: 'bank', shareBasisPoints: 3000 },
      { bearer: 'city-fund', shareBasisPoints: 7000 },
    ];
    useAgreement(app, await buildAgreement(app, { endsOn: '2030-01-01', shares }));
    await buildApprovedApplication(app);
    expect(await sharesOf()).to.deep.equal([8000, 7000]);
  });
});
