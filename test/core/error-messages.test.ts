import { expect } from 'chai';
import { describeError } from '../../server/core/error-messages.js';
import { ERROR_TEXTS } from '../../server/core/error-texts.js';
import { DomainError, ERROR_CODES } from '../../server/core/errors.js';

describe('the message of a refusal', () => {
  it('is filled from the details', () => {
    const error = new DomainError('rate-above-ceiling', {
      annualRatePercent: '4.00',
      ceilingPercent: '3.95',
    });
    expect(describeError(error, 'zh')).to.deep.equal({
      title: '利率超过上限',
      detail: '合同年利率4.00%超过放款日适用的上限3.95%(LPR加点)。请将利率调整到上限以内。',
    });
    expect(describeError(error, 'en').detail).to.equal(
      'The contract rate of 4.00 % is above the ceiling of 3.95 % on the day of disbursement. Please agree on a rate within it.',
    );
  });

  it('leaves out what is not known', () => {
    expect(describeError(new DomainError('too-many-requests'), 'en').detail).to.equal(
      'There were too many requests in a short time. Please try again later.',
    );
    expect(
      describeError(new DomainError('too-many-requests', { retryAfterSeconds: 3 }), 'zh').detail,
    ).to.equal('短时间内请求过多。请在3秒后重试。');
  });

  it('says codes in words, those of states by their table', () => {
    const details = { table: 'subsidy-claim', from: 'submitted', event: 'pay' };
    expect(describeError(new DomainError('illegal-transition', details), 'zh').detail).to.equal(
      '当前状态为“已申报”,不允许“登记拨付”这一操作。请刷新页面,查看最新状态和可办理的事项。',
    );
    const malformed = new DomainError('malformed', { expected: 'date' });
    expect(describeError(malformed, 'en').detail).to.include('a date such as 2025-03-21 is expected');
  });

  for (const code of ERROR_CODES) {
    it(`of ${code} reads as sentences in both languages, with and without details`, () => {
      const names = [...JSON.stringify(ERROR_TEXTS[code]).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
        name,
        'x',
      ]);
      for (const language of ['zh', 'en'] as const) {
        for (const details of [{}, Object.fromEntries(names)] as Record<string, string>[]) {
          const { title, detail } = describeError(new DomainError(code, details), language);
          expect(title).to.match(/^.{3,60}$/);
          expect(detail).to.match(language === 'zh' ? /。$/ : /[.]$/);
          expect(detail, detail).not.to.match(/[[\]{}]|undefined| {2}|,,|,[。,]| [.,]/);
        }
      }
    });
  }
});
