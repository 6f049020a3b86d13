import { yuanInWords } from '../../../server/core/chinese-amount.js';
import { COMPENSATION_EVIDENCE } from '../../../server/core/compensation/evidence-kinds.js';
import { sumFen } from '../../../server/core/money.js';
import type {
  CompensationApprovalFacts,
  CompensationSaid,
  RecoveryStatementFacts,
} from '../../../server/core/papers/money-paper-facts.js';
import type { Block, GridItem, Paper } from '../paper.js';
import { chineseDay, sharePercent, yuan } from '../wording.js';
import { bearerWord, opinionBox } from './application-grid.js';

const claimItems = (claim: CompensationSaid): GridItem[] => [
  { label: '代偿编号', text: claim.claimNumber },
  { label: '借款合同编号', text: claim.contractNumber },
  { label: '借款人', text: claim.borrowerMasked },
  { label: '申请银行', text: claim.bankName },
  { label: '担保方', text: claim.guarantorName },
  { label: '申请代偿额', text: `${yuan(claim.claimedFen)} 元` },
];

const evidenceWord = (kind: string): string =>
  Object.hasOwn(COMPENSATION_EVIDENCE, kind)
    ? COMPENSATION_EVIDENCE[kind as keyof typeof COMPENSATION_EVIDENCE].zh
    : kind;

/** 代偿审批表: what is compensated, who bears it, and who agreed. */
export function compensationApproval(facts: CompensationApprovalFacts): Paper {
  return {
    title: '创业担保贷款代偿审批表',
    subtitle: `核算截至 ${chineseDay(facts.cutOffOn)}`,
    blocks: [
      {
        kind: 'grid',
        items: [
          ...claimItems(facts.claim),
          { label: '逾期起始日', text: chineseDay(facts.pastDueSince) },
          { label: '逾期天数', text: `${facts.daysPastDue} 天` },
          { label: '尚欠本金', text: `${yuan(facts.principalFen)} 元` },
          { label: '尚欠利息', text: `${yuan(facts.interestFen)} 元` },
          { label: '代偿金额', text: `${yuan(facts.claim.compensationFen)} 元`, wide: true },
          { label: '金额大写', text: yuanInWords(facts.claim.compensationFen), wide: true },
        ],
      },
      { kind: 'heading', text: '一、风险分担' },
      {
        kind: 'table',
        columns: [
          { title: '承担方', width: 220 },
          { title: '比例', width: 100, align: 'center' },
          { title: '承担金额（元）', width: 160, align: 'right' },
        ],
        rows: facts.shares.map(({ bearer, shareBasisPoints, amountFen }) => [
          bearerWord(bearer),
          sharePercent(shareBasisPoints),
          yuan(amountFen),
        ]),
        total: ['合计', '', yuan(sumFen(facts.shares.map(({ amountFen }) => amountFen)))],
      },
      { kind: 'heading', text: '二、证明材料' },
      {
        kind: 'table',
        columns: [
          { title: '材料', width: 300 },
          { title: '形式', width: 180, align: 'center' },
        ],
        rows: facts.evidence.map(({ kind, basis }) => [
          evidenceWord(kind),
          basis === 'paper' ? '已上传' : '系统台账确认',
        ]),
      },
      { kind: 'heading', text: '三、各方意见' },
      { kind: 'opinions', boxes: facts.opinions.map(opinionBox) },
      { kind: 'notes', items: [`审批所绑定的内容摘要（SHA-256）：${facts.contentHash}`] },
    ],
  };
}

const ENTRIES = { receipt: '追回款项', cost: '追偿费用', reversal: '冲正' } as const;
const SIDES = { bank: '银行', guarantor: '担保方' } as const;

/** What came back and what it cost, entry by entry. */
const entriesTable = ({ entries }: RecoveryStatementFacts): Block => ({
  kind: 'table',
  columns: [
    { title: '日期', width: 70, align: 'center' },
    { title: '类型', width: 60, align: 'center' },
    { title: '登记方', width: 50, align: 'center' },
    { title: '凭证号', width: 130 },
    { title: '金额（元）', width: 80, align: 'right' },
    { title: '抵费用（元）', width: 80, align: 'right' },
    { title: '分配（元）', width: 80, align: 'right' },
  ],
  rows: entries.map((entry) => [
    entry.occurredOn,
    ENTRIES[entry.kind],
    SIDES[entry.side],
    entry.reference,
    yuan(entry.amountFen),
    yuan(entry.costsFen),
    yuan(entry.sharedFen),
  ]),
  empty: '还没有追偿记录',
});

/** 代偿追偿情况表: entry by entry, and what is still owed. */
export function recoveryStatement(facts: RecoveryStatementFacts): Paper {
  return {
    title: '代偿追偿情况表',
    subtitle: `代偿编号 ${facts.claim.claimNumber}`,
    blocks: [
      {
        kind: 'grid',
        items: [
          ...claimItems(facts.claim),
          { label: '已代偿金额', text: `${yuan(facts.claim.compensationFen)} 元` },
          {
            label: '追偿费用',
            text: `${yuan(facts.costsFen)} 元（已受偿 ${yuan(facts.costsRepaidFen)} 元）`,
          },
          { label: '已追回分配', text: `${yuan(facts.sharedFen)} 元` },
          { label: '尚欠余额', text: `${yuan(facts.owedFen)} 元` },
        ],
      },
      { kind: 'heading', text: '一、各方承担与受偿' },
      {
        kind: 'table',
        columns: [
          { title: '承担方', width: 200 },
          { title: '承担金额（元）', width: 150, align: 'right' },
          { title: '已受偿（元）', width: 150, align: 'right' },
        ],
        rows: facts.bearers.map(({ bearer, borneFen, recoveredFen }) => [
          bearerWord(bearer),
          yuan(borneFen),
          yuan(recoveredFen),
        ]),
        total: [
          '合计',
          yuan(sumFen(facts.bearers.map(({ borneFen }) => borneFen))),
          yuan(sumFen(facts.bearers.map(({ recoveredFen }) => recoveredFen))),
        ],
      },
      { kind: 'heading', text: '二、追偿明细' },
      entriesTable(facts),
    ],
  };
}
