import { expect } from 'chai';
import { groupDigits, groupedYuan } from '../../server/core/grouped-yuan.js';
import { fen } from '../../server/core/money.js';

describe('an amount as people read it', () => {
  it('has a comma before each third digit, whatever its sign', () => {
    expect(
      [0, 5, 99_999, 100_000, 123_456_780, -100_000_000].map((amount) => groupedYuan(fen(amount))),
    ).to.deep.equal(['0.00', '0.05', '999.99', '1,000.00', '1,234,567.80', '-1,000,000.00']);
    expect(groupDigits('1234567')).to.equal('1,234,567');
  });
});
