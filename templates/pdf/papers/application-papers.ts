import { withChinesePunctuation } from '../../chinese-punctuation.js';
import { yuanInWords } from '../../../server/core/chinese-amount.js';
import type {
  ApplicationFormFacts,
  ApprovalSheetFacts,
  EligibilityCertificateFacts,
  GuaranteeLetterFacts,
} from '../../../server/core/papers/application-paper-facts.js';
import type { Block, Paper } from '../paper.js';
import { chineseDay, percent, sharePercent, yuan } from '../wording.js';
import { PARTY_WORDS } from '../../party-words.js';
import {
  bearerWord,
  businessItems,
  categoryWord,
  opinionBox,
  personItems,
  requestItems,
  termItems,
} from './application-grid.js';

const MARITAL: Readonly<Record<string, string>> = {
  single: '未婚',
  married: '已婚',
  divorced: '离异',
  widowed: '丧偶',
};

/** What the applicant declares, box by box. */
const declarationBoxes = ({ declarations }: ApplicationFormFacts): Block => ({
  kind: 'checks',
  items: [
    { text: '本人不属于国家公职人员或其他由财政供养的人员', checked: !declarations.publiclyPaid },
    { text: '经营主体不拖欠职工工资', checked: !declarations.wageArrears },
    { text: '经营主体不欠缴社会保险费', checked: !declarations.socialInsuranceArrears },
    { text: '所填内容和所交材料真实、完整，并已同意查询征信和核验信息', checked: true },
  ],
});

/** 创业担保贷款申请表: what was filed. */
export function applicationForm(facts: ApplicationFormFacts): Paper {
  const { application, people, otherLoans } = facts;
  return {
    title: '创业担保贷款申请表',
    subtitle: `申请编号 ${application.number}`,
    blocks: [
      { kind: 'heading', text: '一、申请人' },
      {
        kind: 'grid',
        items: [
          ...personItems(application),
          { label: '婚姻状况', text: MARITAL[facts.maritalStatus ?? ''] ?? '—' },
          { label: '拟带动就业', text: facts.jobsToCreate === null ? '—' : `${facts.jobsToCreate} 人` },
        ],
      },
      { kind: 'heading', text: '二、经营主体' },
      {
        kind: 'grid',
        items: [
          ...businessItems(application),
          { label: '现有员工', text: facts.staff === null ? '—' : `${facts.staff} 人` },
          { label: '新招用重点群体', text: `${facts.newHires} 人` },
        ],
      },
      { kind: 'heading', text: '三、贷款申请' },
      { kind: 'grid', items: requestItems(application) },
      { kind: 'heading', text: '四、相关人员' },
      {
        kind: 'table',
        columns: [
          { title: '身份', width: 100, align: 'center' },
          { title: '姓名', width: 140, align: 'center' },
          { title: '证件号码', width: 260, align: 'center' },
        ],
        rows: people.map(({ role, name, identityMasked }) => [
          PARTY_WORDS[role] ?? role,
          name,
          identityMasked,
        ]),
      },
      { kind: 'heading', text: '五、其他负债与反担保' },
      {
        kind: 'table',
        columns: [
          { title: '贷款机构', width: 320 },
          { title: '尚欠余额（元）', width: 180, align: 'right' },
        ],
        rows: otherLoans.map(({ lender, balanceFen }) => [lender, yuan(balanceFen)]),
        empty: '申报无其他贷款',
      },
      { kind: 'paragraph', text: `反担保措施：${facts.counterGuarantees.join('；') || '无'}。` },
      { kind: 'heading', text: '六、申请人声明' },
      declarationBoxes(facts),
      { kind: 'paragraph', text: `已交材料：${facts.papers.join('、')}。` },
      { kind: 'notes', items: [`申请内容摘要（SHA-256）：${facts.contentHash}`] },
    ],
  };
}

const OUTCOMES = { pass: '符合', fail: '不符合', 'needs-evidence': '凭证明材料认定' } as const;

/** 创业担保贷款人员认定表: rule by rule, and the district's opinion. */
export function eligibilityCertificate(facts: EligibilityCertificateFacts): Paper {
  const { application, findings, opinion, capFen } = facts;
  return {
    title: '创业担保贷款人员认定表',
    subtitle: `申请编号 ${application.number}`,
    blocks: [
      { kind: 'grid', items: [...personItems(application), ...businessItems(application)] },
      {
        kind: 'paragraph',
        indented: true,
        text: `经审核，${application.applicantName}属于创业担保贷款支持对象，人群类别为“${categoryWord(application.borrowerCategory)}”${capFen === null ? '' : `，可申请贷款的最高额度为 ${yuan(capFen)} 元`}。`,
      },
      { kind: 'heading', text: '逐条审核情况' },
      {
        kind: 'table',
        columns: [
          { title: '序号', width: 30, align: 'center' },
          { title: '审核结论', width: 240 },
          { title: '结果', width: 60, align: 'center' },
          { title: '政策依据', width: 170 },
        ],
        rows: findings.map(({ reason, outcome, document, article, verified }, index) => [
          String(index + 1),
          withChinesePunctuation(reason),
          OUTCOMES[outcome],
          withChinesePunctuation(`${document} ${article}${verified ? '' : '（待核实）'}`),
        ]),
      },
      { kind: 'opinions', boxes: [opinionBox(opinion)] },
      { kind: 'notes', items: ['本表仅用于申请创业担保贷款，不作其他用途。'] },
    ],
  };
}

/** 创业担保贷款审批表: the terms, and every office's opinion. */
export function approvalSheet({ application, terms, opinions }: ApprovalSheetFacts): Paper {
  return {
    title: '创业担保贷款审批表',
    subtitle: `申请编号 ${application.number}`,
    blocks: [
      { kind: 'heading', text: '一、申请情况' },
      { kind: 'grid', items: [...personItems(application), ...requestItems(application)] },
      { kind: 'heading', text: '二、批准条件' },
      {
        kind: 'grid',
        items: [...termItems(terms), { label: '金额大写', text: yuanInWords(terms.amountFen), wide: true }],
      },
      { kind: 'heading', text: '三、各方意见' },
      { kind: 'opinions', boxes: opinions.map(opinionBox) },
    ],
  };
}

/** 担保函: the guarantor's promise to the bank. */
export function guaranteeLetter(facts: GuaranteeLetterFacts): Paper {
  const { application, terms, guaranteedFen, shares, feeRate } = facts;
  const debtor =
    application.borrowerKind === 'enterprise' ? application.businessName : application.applicantName;
  return {
    title: '创业担保贷款担保函',
    subtitle: `担保编号 ${facts.guaranteeNumber}`,
    blocks: [
      { kind: 'paragraph', strong: true, text: `${application.bankName}：` },
      {
        kind: 'paragraph',
        indented: true,
        text: `${debtor}（申请编号 ${application.number}）向贵行申请创业担保贷款。经审查，我方同意为该笔贷款提供担保，担保金额为 ${yuan(guaranteedFen)} 元（${yuanInWords(guaranteedFen)}），自 ${chineseDay(facts.issuedOn)} 出具，随贷款发放生效。`,
      },
      {
        kind: 'grid',
        items: [
          { label: '借款人', text: debtor },
          { label: '担保人', text: application.guarantorName },
          ...termItems(terms),
          { label: '担保金额', text: `${yuan(guaranteedFen)} 元` },
          { label: '担保费率', text: `${percent(feeRate)}（年）` },
        ],
      },
      { kind: 'heading', text: '风险分担' },
      {
        kind: 'table',
        columns: [
          { title: '承担方', width: 300 },
          { title: '分担比例', width: 200, align: 'center' },
        ],
        rows: shares.map(({ bearer, shareBasisPoints }) => [
          bearerWord(bearer),
          sharePercent(shareBasisPoints),
        ]),
      },
      {
        kind: 'paragraph',
        indented: true,
        text: '担保责任按合作协议约定履行。贷款未按批准条件发放，或贷款发放前情况发生重大变化的，本担保函不生效。',
      },
      { kind: 'paragraph', indented: true, text: '特此函告。' },
    ],
  };
}
