import { expect } from 'chai';
import { Organisation } from '../../../models/organisation.js';
import { updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { addDays, daysBetween, parseBusinessDate } from '../../../server/core/business-date.js';
import type { BankFileKindName } from '../../../server/core/bank-files/import-kind-name.js';
import { fen, formatYuan } from '../../../server/core/money.js';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { syntheticCreditCode, syntheticIdentityNumber } from '../../../server/demo/synthetic-identity.js';
import { expectedCause, mistaken, storyOf } from '../../core/claim-check/claim-stories.js';
import { naiveFigure, type ClaimStory } from '../../core/claim-check/naive-claim.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { bringFile } from '../../support/imports.js';

const LINES = 150;
const REPEATED_EACH = 25;
const DISTRICT = '440106';
const EVENTS = { overdue: '逾期', extension: '展期', misuse: '挪用' } as const;
const CHANGES = { closure: '停业', 'legal-representative-change': '法定代表人变更' } as const;
const HEADERS = {
  portfolio:
    '合同编号,借款人名称,借款人类型,证件类型,证件号码,人群类别,行政区,担保机构编码,贷款金额,年利率(%),计息基础,还款方式,放款日期,到期日期,展期到期日,贷款余额,余额日期',
  repayments: '流水号,合同编号,交易日期,交易类型,本金,利息,罚息,原流水号',
  'loan-events': '合同编号,事件类型,起始日,截止日,说明',
  'subsidy-claim': '合同编号,借款人名称,贷款金额,年利率(%),贴息起始日,贴息截止日,贴息天数,申请贴息金额',
} as const;
type Files = Record<keyof typeof HEADERS, string[]>;

const yuan = (amount: number): string => formatYuan(fen(amount));

/** A story without what no file of a bank tells: what an office found, and what was before the disbursement. */
function tellable(random: SeededRandom): ClaimStory {
  const story = storyOf(random);
  const { disbursedOn } = story;
  return {
    ...story,
    payments: story.payments.filter(({ principal, on }) => principal > 0 && on <= '2025-06-30'),
    exclusions: story.exclusions.filter(
      ({ reason, from }) => reason !== 'eligibility-lost' && from >= disbursedOn,
    ),
    endings: story.endings.filter(({ on }) => on >= disbursedOn),
  };
}

/** Writes a loan, all that became of it, and a line that claims so much, into the files of a bank. */
function write(
  files: Files,
  contract: string,
  story: ClaimStory,
  claimed: number,
  random: SeededRandom,
): void {
  const { borrowerKind, principal, payments, exclusions, endings, from, until } = story;
  const number = Number(contract.slice(1));
  const isPerson = borrowerKind === 'individual';
  const borrower = isPerson
    ? ['个人', '居民身份证', syntheticIdentityNumber(DISTRICT, number, random), '高校毕业生']
    : ['小微企业', '统一社会信用代码', syntheticCreditCode(DISTRICT, number), ''];
  const owed = payments.reduce((left, payment) => left - payment.principal, principal);
  const terms = [
    yuan(principal),
    story.ratePercent,
    story.basis,
    '按月付息到期还本',
    story.disbursedOn,
    story.maturesOn,
  ];
  files.portfolio.push(
    [contract, '测试', ...borrower, '天河区', 'FUND01', ...terms, '', yuan(owed), '2025-06-30'].join(','),
  );
  for (const [index, { on, principal: part, early }] of payments.entries())
    files.repayments.push(
      [
        `${contract}-${index}`,
        contract,
        on,
        early ? '提前还款' : '还款',
        yuan(part),
        '0.00',
        '0.00',
        '',
      ].join(','),
    );
  for (const { reason, from: first, until: end } of exclusions)
    if (reason !== 'eligibility-lost')
      files['loan-events'].push([contract, EVENTS[reason], first, end, ''].join(','));
  for (const { change, on } of endings)
    files['loan-events'].push([contract, CHANGES[change], on, '', ''].join(','));
  const days = [from, addDays(until, -1), daysBetween(from, until)];
  files['subsidy-claim'].push(
    [contract, '测试', yuan(principal), story.lineRatePercent, ...days, yuan(claimed)].join(','),
  );
}

/** The files of a bank of any loans with one mistake in most lines, and the answer to each line. */
function filesOf(seed: number) {
  const random = new SeededRandom(seed);
  const files: Files = { portfolio: [], repayments: [], 'loan-events': [], 'subsidy-claim': [] };
  const answers: string[] = [];
  for (let number = 1; number <= LINES; number += 1) {
    const contract = `H${String(number).padStart(4, '0')}`;
    const story = tellable(random);
    const rightly = naiveFigure(story, null);
    const { claimed } = mistaken(story, rightly, random);
    write(files, contract, story, claimed, random);
    answers.push([contract, yuan(claimed), yuan(rightly), expectedCause(story, rightly, claimed)].join(' '));
    if (number % REPEATED_EACH > 0) continue;
    const row = files['subsidy-claim'].at(-1) ?? '';
    files['subsidy-claim'].push(row, row.replace(contract, `X${contract}`));
    answers.push(
      `${contract} ${yuan(claimed)} 0.00 duplicate-line`,
      `X${contract} ${yuan(claimed)} 0.00 unknown-loan`,
    );
  }
  return { files, answers };
}

describe('The files of a bank with any loans and one mistake in a line', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-01'));
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Organisation, { code: 'FUND01' }, { code: 'GUARANTOR' }, transaction),
    );
  });

  const bring = async (kind: BankFileKindName & keyof typeof HEADERS, files: Files) => {
    const bytes = `${[HEADERS[kind], ...files[kind]].join('\n')}\n`;
    const period = kind === 'subsidy-claim' ? { period: '2025Q2' } : {};
    const brought = await bringFile(app, 'bank.maker', { kind, bytes, ...period });
    expect(brought.problems, kind).to.deep.equal([]);
    return brought;
  };
  const linesOf = async (claimId: number) => {
    const client = await app.logIn('bank.maker');
    const lines: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await client.get(`/api/v1/subsidy-claims/${claimId}/lines?limit=200${cursor}`);
      for (const { contractNumber, claimed, computed, cause } of body.items)
        lines.push([contractNumber, claimed, computed, cause].join(' '));
      if (body.nextCursor === null) return lines;
      cursor = `&cursor=${body.nextCursor}`;
    }
  };

  for (const seed of [3, 31_415]) {
    it(`are explained line by line, none wrongly (seed ${seed})`, async () => {
      const { files, answers } = filesOf(seed);
      await bring('portfolio', files);
      await bring('repayments', files);
      await bring('loan-events', files);
      const claim = await bring('subsidy-claim', files);
      expect(await linesOf(claim.subsidyClaimId ?? 0)).to.deep.equal(answers);
    });
  }
});
