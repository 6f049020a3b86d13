import { expect } from 'chai';
import { isMaker, personOf } from '../../../server/approvals/approval.js';
import type { Actor } from '../../../server/context.js';
import { DomainError } from '../../../server/core/errors.js';

const actor = (userId: number, personIndex: string | null): Actor => ({
  userId,
  role: 'bank-supervisor',
  organisationId: 7,
  personIndex,
  sessionId: 1,
});
const PROPOSAL = { makerUserId: 3, makerPersonIndex: 'chen' };

describe('Who made a proposal', () => {
  it('is the account, and the person behind it under whatever account [T6]', () => {
    expect(isMaker(actor(3, 'chen'), PROPOSAL)).to.equal(true);
    expect(isMaker(actor(4, 'chen'), PROPOSAL), 'a second account').to.equal(true);
    expect(isMaker(actor(3, 'wang'), PROPOSAL), 'an account that changed hands').to.equal(true);
    expect(isMaker(actor(4, 'wang'), PROPOSAL)).to.equal(false);
  });

  it('is always somebody: an account without a person decides nothing', () => {
    expect(personOf(actor(4, 'wang'))).to.equal('wang');
    expect(() => personOf(actor(4, null)))
      .to.throw(DomainError)
      .that.deep.includes({ code: 'forbidden', details: { reason: 'no-natural-person' } });
  });
});
