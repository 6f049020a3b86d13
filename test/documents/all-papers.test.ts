import { expect } from 'chai';
import { Document } from '../../models/document.js';
import { findRow } from '../../models/rows.js';
import { print } from '../../server/documents/print-document.js';
import { DOCUMENT_KINDS, type DocumentKind } from '../../server/core/papers/document-kinds.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { buildApprovedApplication } from '../support/applications.js';
import { issuedDemand } from '../support/clawbacks.js';
import { claimAt, compensatedLoan, overdueLoan } from '../support/compensation.js';
import { DOCUMENTS, fileOf, issuePaper } from '../support/issue-paper.js';
import { disbursedLoan } from '../support/loans.js';
import { needsPoppler, readPaper } from '../support/papers.js';
import type { Username } from '../support/people.js';
import { SCORECARD_ROW } from '../routes/row-makers/bank-scorecard.js';
import { PAYMENT_RUN_ROW } from '../routes/row-makers/subsidies.js';
import { takeSteps } from '../routes/scenarios/subsidy-claims.js';

/** Who has it issued about what, and what must stand on it. */
interface Story {
  readonly by: Username;
  readonly about: (app: TestApp) => Promise<number | string>;
  readonly says: readonly string[];
  readonly period?: string;
}

let approved: Promise<string> | undefined;
const approvedOnce = (app: TestApp): Promise<string> =>
  (approved ??= buildApprovedApplication(app).then(({ id }) => id));

const STORIES: Readonly<Record<Exclude<DocumentKind, 'report-sheet' | 'subsidy-statement'>, Story>> = {
  'application-form': {
    by: 'bank.maker',
    about: approvedOnce,
    says: ['创业担保贷款申请表', '300,000.00元', '采购原材料', '申请人声明', '身份证明'],
  },
  'eligibility-certificate': {
    by: 'district.reviewer',
    about: approvedOnce,
    says: ['创业担保贷款人员认定表', '高校毕业生', '逐条审核情况', '政策依据', '符合条件'],
  },
  'approval-sheet': {
    by: 'bank.checker',
    about: approvedOnce,
    says: [
      '创业担保贷款审批表',
      '人民币叁拾万元整',
      '经办银行授信意见',
      '担保机构意见',
      '经营正常',
      '风险可控',
    ],
  },
  'guarantee-letter': {
    by: 'guarantor.checker',
    about: approvedOnce,
    says: ['创业担保贷款担保函', '特此函告', '市担保基金', '80%', '风险分担'],
  },
  'repayment-schedule': {
    by: 'borrower',
    about: async (app) => (await disbursedLoan(app)).id,
    says: ['创业担保贷款还款计划表', '应还本金（元）', '300,000.00'],
  },
  'collection-notice': {
    by: 'bank.maker',
    about: async (app) => (await overdueLoan(app)).id,
    says: ['逾期贷款催收通知书', '已逾期100天', '次级', '此前没有催收记录'],
  },
  'subsidy-approval': {
    by: 'finance.approver',
    about: async (app) => (await takeSteps(app, 'approval')).claim.id,
    says: ['创业担保贷款贴息资金审批表', '应拨大写', '办理人员', '银行申报'],
  },
  'payment-list': {
    by: 'finance.approver',
    about: async (app) => PAYMENT_RUN_ROW.own(app, 'finance-approver'),
    says: ['创业担保贷款贴息资金拨付清单', '支付编号', '收款人', '合计'],
  },
  'compensation-approval': {
    by: 'finance.approver',
    about: async (app) => (await claimAt(app, (await overdueLoan(app)).id, 'consent')).claimId,
    says: ['创业担保贷款代偿审批表', '风险分担', '市财政部门', '中国人民银行', '穗人社函〔2025〕9号'],
  },
  'recovery-statement': {
    by: 'guarantor.maker',
    about: async (app) => (await compensatedLoan(app)).claim.claimId,
    says: ['代偿追偿情况表', '尚欠余额', '还没有追偿记录', '各方承担与受偿'],
  },
  'clawback-notice': {
    by: 'centre.maker',
    about: async (app) => (await issuedDemand(app)).caseId,
    says: ['贴息资金追回通知书', '分季度计算', '退回期限', '应追回（元）'],
  },
  'monthly-report': {
    by: 'finance.approver',
    about: async (app) => app.organisationIds['municipal-centre'] ?? 0,
    period: '2025-02',
    says: ['2025年2月创业担保贷款贴息支出进度通报', '本年累计支出', '合计'],
  },
  'half-year-report': {
    by: 'centre.maker',
    about: async (app) => app.organisationIds['municipal-centre'] ?? 0,
    period: '2024H2',
    says: ['2024年下半年创业担保贷款运行情况', '小微企业', '其中:女性'],
  },
  'bank-scorecard': {
    by: 'centre.maker',
    about: async (app) => SCORECARD_ROW.own(app, 'auditor'),
    says: ['创业担保贷款经办银行评价表', '2024', '权重'],
  },
};

/** Names under which a PDF holds what runs, opens or links. */
const ACTIVE = /\/(?:JS|JavaScript|OpenAction|AA|Launch|URI|GoToR|SubmitForm|EmbeddedFile|RichMedia)\b/;

describe('every kind of paper', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
    approved = undefined;
  });

  for (const [kind, { by, about, says, period }] of Object.entries(STORIES)) {
    it(`${kind} is issued, says its facts, and is signed, tagged and verified`, async function () {
      await needsPoppler(this);
      const subjectId = String(await about(app));
      const client = await app.logIn(by);
      const issued = await issuePaper(client, { kind, subjectId, period });
      const paper = await readPaper(await fileOf(client, issued));
      for (const fact of says) expect(paper.text).to.include(fact);
      expect(paper.text).to.include(issued.number);
      expect(paper.signature).to.include('Signature is Valid');
      expect(paper.info).to.include({ Tagged: 'yes' });
      const told = await app.visitor.get(`/api/v1/document-verifications/${issued.verificationCode}`);
      expect(told.status).to.equal(200);
      expect(told.body).to.include({ number: issued.number, kind });
      expect(told.body.facts).to.not.be.empty;
      expect(told.text).to.not.include('陈');
    });

    it(`${kind} is the same, byte for byte, each time it is printed, and nothing in it runs or leads elsewhere [T35]`, async () => {
      const subjectId = String(await about(app));
      const { documentId } = await issuePaper(await app.logIn(by), { kind, subjectId, period });
      const document = await findRow(Document, { where: { id: Number(documentId) } });
      if (!document) throw new Error('It was not stored');
      const [first, second] = [await print(app.system, document), await print(app.system, document)];
      expect(Buffer.from(first).equals(Buffer.from(second))).to.be.true;
      expect(Buffer.from(first).toString('latin1')).to.not.match(ACTIVE);
    });
  }

  it('never has its closing alone on a page', async function () {
    await needsPoppler(this);
    const client = await app.logIn('bank.checker');
    const issued = await issuePaper(client, { kind: 'approval-sheet', subjectId: await approvedOnce(app) });
    const { pages } = await readPaper(await fileOf(client, issued));
    expect(pages.at(-1)?.replaceAll(/\s/g, '')).to.include('意见').and.include('电子签名');
  });

  it('is issued only by whom it belongs to', async () => {
    const subjectId = await approvedOnce(app);
    for (const [kind, username] of [
      ['eligibility-certificate', 'bank.maker'],
      ['guarantee-letter', 'bank.checker'],
      ['approval-sheet', 'district.reviewer'],
    ] as const) {
      const refused = await (await app.logIn(username)).post(DOCUMENTS).send({ kind, subjectId });
      expect(refused.status, kind).to.equal(403);
    }
  });

  it('waits for what it would state', async () => {
    const loanId = String((await disbursedLoan(app)).id);
    const refused = await (
      await app.logIn('bank.maker')
    )
      .post(DOCUMENTS)
      .send({ kind: 'collection-notice', subjectId: loanId });
    expect(refused.status).to.equal(422);
    expect(refused.body).to.include({ code: 'document-not-issuable' });
  });

  it('hides numbers of identity papers and phones', async function () {
    await needsPoppler(this);
    const client = await app.logIn('bank.maker');
    const subjectId = await approvedOnce(app);
    const issued = await issuePaper(client, { kind: 'application-form', subjectId });
    const { text } = await readPaper(await fileOf(client, issued));
    expect(text)
      .to.match(/\d{6}\*{8}\d{3}[\dX]/)
      .and.not.match(/\d{17}[\dX]/);
  });

  it('is one that somebody tells a story of', () => {
    expect([...Object.keys(STORIES), 'report-sheet', 'subsidy-statement']).to.have.members(
      Object.keys(DOCUMENT_KINDS),
    );
  });
});
