import { expect } from 'chai';
import { afterFailure, lockedSeconds, UNLOCKED } from '../../../server/auth/lock-out.js';

const NOW = '2025-03-21T02:00:00.000Z';

describe('the lock after failed log-ins', () => {
  it('comes with the fifth failure and doubles up to half an hour', () => {
    let state = UNLOCKED;
    const waits = Array.from({ length: 12 }, () => {
      state = afterFailure(state, NOW);
      return lockedSeconds(state, NOW);
    });
    expect(waits).to.deep.equal([0, 0, 0, 0, 60, 120, 240, 480, 960, 1800, 1800, 1800]);
  });

  it('is over when its time is', () => {
    const state = { failedLogins: 5, lockedUntil: NOW };
    expect(lockedSeconds(state, '2025-03-21T01:59:59.500Z')).to.equal(1);
    expect(lockedSeconds(state, NOW)).to.equal(0);
  });
});
