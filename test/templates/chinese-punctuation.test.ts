import { expect } from 'chai';
import { withChinesePunctuation } from '../../templates/chinese-punctuation.js';

describe('Chinese punctuation', () => {
  for (const [written, set] of [
    ['职工20人,新招用4人,达到10%(至少2人)。', '职工20人，新招用4人，达到10%（至少2人）。'],
    ['以往0次,未达到累计3次。', '以往0次，未达到累计3次。'],
    ['属于支持对象:高校毕业生。', '属于支持对象：高校毕业生。'],
    ['依据: 财金〔2023〕75号', '依据：财金〔2023〕75号'],
    ['消费贷款(含信用卡)', '消费贷款（含信用卡）'],
    ['贴息期限,3年', '贴息期限，3年'],
  ] as const)
    it(`sets ${written}`, () => {
      expect(withChinesePunctuation(written)).to.equal(set);
    });

  for (const untouched of [
    '300,000.00 元',
    '2025-06-30 10:00',
    '时间12:30',
    'https://loans.example/a',
    '下载 (CSV)',
    '按LPR-150BP',
  ])
    it(`leaves ${untouched}`, () => {
      expect(withChinesePunctuation(untouched)).to.equal(untouched);
    });
});
