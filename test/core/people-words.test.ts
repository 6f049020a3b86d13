import { expect } from 'chai';
import { parseBusinessDate as day } from '../../server/core/business-date.js';
import { isOutcomeOf, promiseState } from '../../server/core/collection.js';
import { maskIdentityNumber, maskMailAddress, maskName } from '../../server/core/masking.js';
import { fen } from '../../server/core/money.js';
import { isNoticeKind, noticeTitle, OPTIONAL_NOTICES, renderNotice } from '../../server/core/notices.js';

describe('A promise to pay', () => {
  const promise = { amount: fen(100), on: day('2025-06-10') };

  it('is kept by enough, open until its day is closed, and broken then', () => {
    expect(promiseState(promise, fen(100), null)).to.equal('kept');
    expect(promiseState(promise, fen(99), null)).to.equal('open');
    expect(promiseState(promise, fen(99), day('2025-06-09'))).to.equal('open');
    expect(promiseState(promise, fen(99), day('2025-06-10'))).to.equal('broken');
    expect(promiseState(promise, fen(101), day('2025-07-01'))).to.equal('kept');
  });

  it('may come of a call, and a letter is not refused', () => {
    expect(isOutcomeOf('promised', 'call')).to.equal(true);
    expect(isOutcomeOf('refused', 'visit')).to.equal(true);
    expect(isOutcomeOf('refused', 'letter')).to.equal(false);
    expect(isOutcomeOf('filed', 'call')).to.equal(false);
    expect(isOutcomeOf('filed', 'lawsuit')).to.equal(true);
  });
});

describe('Names and numbers that are masked', () => {
  it('show no more than they must', () => {
    expect(maskMailAddress('chen@example.com')).to.equal('c***@example.com');
    expect(maskMailAddress('a@b@example.com')).to.equal('a***@example.com');
    expect(maskName('')).to.equal('');
    expect(maskName('王')).to.equal('*');
    expect(maskIdentityNumber('123')).to.equal('***');
    expect(maskIdentityNumber('H12345678')).to.equal('H******78');
  });
});

describe('A notice', () => {
  it('is filled in, with words for codes, and leaves empty what it is not told', () => {
    const moved = renderNotice(
      'application-moved',
      { number: 'SQ-1', state: 'approved' },
      day('2025-06-01'),
      'zh',
    );
    expect(moved.text).to.contain('SQ-1').and.contain('已批准');
    const odd = renderNotice('application-moved', { state: 'nowhere' }, day('2025-06-01'), 'en');
    expect(odd.text).to.contain('nowhere').and.not.contain('{');
    const clock = renderNotice(
      'clock-run-out',
      { stage: 'no-such-clock', subjectId: '7', dueOn: '2025-06-01' },
      day('2025-06-01'),
      'en',
    );
    expect(clock.text).to.contain('no-such-clock: number 7');
    const known = renderNotice(
      'clock-run-out',
      { stage: 'precheck', subjectId: '7', dueOn: '2025-06-01' },
      day('2025-06-01'),
      'en',
    );
    expect(known.text).not.to.match(/^precheck:/);
  });

  it('is read in the words of its day, the first ones before any', () => {
    expect(renderNotice('loan-overdue', {}, day('1999-01-01'), 'en').title).to.equal('Your loan is overdue');
  });

  it('can be declined where it is no duty', () => {
    expect(OPTIONAL_NOTICES).to.have.members(['application-moved', 'loan-due']);
    expect(isNoticeKind('loan-due')).to.equal(true);
    expect(isNoticeKind('toString')).to.equal(false);
    expect(noticeTitle('loan-due').en).to.equal('A payment is due soon');
  });
});
