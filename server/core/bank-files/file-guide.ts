import type { Bilingual } from '../bilingual.js';
import { BORROWER_CATEGORIES } from '../borrower-categories.js';
import { DISTRICTS } from '../districts.js';
import { IDENTITY_KINDS } from '../identity-number.js';
import { BALANCE_COLUMNS } from './balances-file.js';
import type { FileColumns } from './file-header.js';
import type { BankFileKindName } from './import-kind-name.js';
import { LOAN_EVENT_COLUMNS } from './loan-events-file.js';
import { PAYMENT_RESULT_COLUMNS } from './payment-results-file.js';
import { PORTFOLIO_COLUMNS } from './portfolio-file.js';
import { REPAYMENT_COLUMNS } from './repayments-file.js';
import { SUBSIDY_CLAIM_COLUMNS } from './subsidy-claim-file.js';

/** What a bank has to know of one column. */
interface ColumnNote {
  /** All the words that are taken; left out where anything of the form is. */
  readonly words?: readonly string[];
  readonly note?: Bilingual;
}

/** What a bank has to know of one kind of file, beside the columns that the reader itself names. */
export interface FileGuide {
  readonly kind: BankFileKindName;
  readonly title: Bilingual;
  /** What makes a row the same row when it comes again. */
  readonly key: Bilingual;
  readonly columns: FileColumns<string>;
  readonly notes: Readonly<Record<string, ColumnNote>>;
  /** A file that is taken as it stands. */
  readonly sample: readonly string[];
}

const zhOf = (entries: Readonly<Record<string, Bilingual>>): string[] =>
  Object.values(entries).map(({ zh }) => zh);

const AMOUNT: ColumnNote = { note: { zh: '元,最多两位小数', en: 'yuan, at most two decimals' } };
const DAY: ColumnNote = { note: { zh: 'YYYY-MM-DD', en: 'YYYY-MM-DD' } };
const RATE: ColumnNote = { note: { zh: '百分数,如 3.45', en: 'percent, such as 3.45' } };

const PORTFOLIO: FileGuide = {
  kind: 'portfolio',
  title: { zh: '存量贷款接收', en: 'Take-over of the loans a bank has' },
  key: { zh: '合同编号', en: 'contract number' },
  columns: PORTFOLIO_COLUMNS,
  notes: {
    借款人类型: { words: ['个人', '小微企业'] },
    证件类型: { words: zhOf(IDENTITY_KINDS) },
    证件号码: { note: { zh: '核对校验码', en: 'the check digit is checked' } },
    人群类别: {
      words: zhOf(BORROWER_CATEGORIES),
      note: { zh: '小微企业留空', en: 'empty for an enterprise' },
    },
    行政区: { words: zhOf(DISTRICTS) },
    担保机构编码: { note: { zh: '市中心分配', en: 'given by the municipal centre' } },
    贷款金额: AMOUNT,
    '年利率(%)': RATE,
    计息基础: { words: ['360', '365'] },
    还款方式: { words: ['等额本息', '等额本金', '按月付息到期还本', '按季付息到期还本', '到期一次还本付息'] },
    放款日期: DAY,
    到期日期: DAY,
    展期到期日: { note: { zh: '没有展期留空', en: 'empty unless extended' } },
    贷款余额: {
      note: { zh: '对账用的控制数', en: 'a control figure; a difference is a break, not a refusal' },
    },
    余额日期: DAY,
  },
  sample: [
    '合同编号,借款人名称,借款人类型,证件类型,证件号码,人群类别,行政区,担保机构编码,贷款金额,年利率(%),计息基础,还款方式,放款日期,到期日期,展期到期日,贷款余额,余额日期',
    'HT2024-001,张三,个人,居民身份证,11010519491231002X,登记失业人员,天河区,FUND01,300000.00,3.45,360,按月付息到期还本,2024-03-15,2027-03-15,,300000.00,2025-03-20',
  ],
};

const REPAYMENTS: FileGuide = {
  kind: 'repayments',
  title: { zh: '还款流水', en: 'Repayments' },
  key: { zh: '流水号', en: 'serial number' },
  columns: REPAYMENT_COLUMNS,
  notes: {
    交易日期: DAY,
    交易类型: { words: ['还款', '提前还款', '冲正'] },
    本金: AMOUNT,
    利息: AMOUNT,
    罚息: AMOUNT,
    原流水号: { note: { zh: '冲正必填,其他留空', en: 'for a 冲正 (reversal), and only there' } },
  },
  sample: [
    '流水号,合同编号,交易日期,交易类型,本金,利息,罚息,原流水号',
    'LS0001,HT2024-001,2025-04-20,提前还款,50000.00,862.50,0.00,',
    'LS0002,HT2024-001,2025-04-21,冲正,50000.00,862.50,0.00,LS0001',
  ],
};

const LOAN_EVENTS: FileGuide = {
  kind: 'loan-events',
  title: { zh: '贷款状态更新', en: 'What happened to loans beside money' },
  key: { zh: '合同编号 + 事件类型 + 起始日', en: 'contract number, kind of event and first day' },
  columns: LOAN_EVENT_COLUMNS,
  notes: {
    事件类型: { words: ['逾期', '展期', '挪用', '结清', '停业', '法定代表人变更'] },
    起始日: DAY,
    截止日: { note: { zh: '当天不计;仍在持续留空', en: 'not counted; empty while it is open' } },
    说明: { note: { zh: '可留空', en: 'may be empty' } },
  },
  sample: [
    '合同编号,事件类型,起始日,截止日,说明',
    'HT2024-001,逾期,2025-05-16,2025-05-20,已补缴',
    'HT2024-001,停业,2025-06-01,,',
  ],
};

const SUBSIDY_CLAIM: FileGuide = {
  kind: 'subsidy-claim',
  title: { zh: '贴息申报(另附 period,如 2025Q2)', en: 'Subsidy claim (with period=2025Q2 beside the file)' },
  key: { zh: '申报内的行号', en: 'line number within the claim' },
  columns: SUBSIDY_CLAIM_COLUMNS,
  notes: {
    贷款金额: AMOUNT,
    '年利率(%)': RATE,
    贴息起始日: DAY,
    贴息截止日: { note: { zh: '含当天', en: 'the last day counted' } },
    贴息天数: { note: { zh: '整数', en: 'whole days' } },
    申请贴息金额: AMOUNT,
  },
  sample: [
    '合同编号,借款人名称,贷款金额,年利率(%),贴息起始日,贴息截止日,贴息天数,申请贴息金额',
    'HT2024-001,张三,300000.00,3.45,2025-03-21,2025-06-20,92,1322.50',
  ],
};

const BALANCES: FileGuide = {
  kind: 'balances',
  title: { zh: '季末余额表', en: 'Balances at the end of a quarter' },
  key: { zh: '合同编号 + 余额日期', en: 'contract number and day' },
  columns: BALANCE_COLUMNS,
  notes: {
    贷款余额: AMOUNT,
    余额日期: DAY,
    五级分类: { words: ['正常', '关注', '次级', '可疑', '损失'] },
  },
  sample: ['合同编号,贷款余额,余额日期,五级分类', 'HT2024-001,250000.00,2025-06-20,正常'],
};

const PAYMENT_RESULTS: FileGuide = {
  kind: 'payment-results',
  title: { zh: '贴息支付结果(回单与退回)', en: 'What became of subsidy payments' },
  key: { zh: '支付编号 + 处理结果', en: 'serial number of the payment and its outcome' },
  columns: PAYMENT_RESULT_COLUMNS,
  notes: {
    支付编号: { note: { zh: '支付文件所列', en: 'as the payment file names it' } },
    金额: AMOUNT,
    处理结果: { words: ['成功', '退回'] },
    处理日期: DAY,
    退回原因: { note: { zh: '退回必填', en: 'for a 退回 (return)' } },
  },
  sample: [
    '支付编号,金额,处理结果,处理日期,退回原因',
    'ZF2025000001-1,1322.50,成功,2025-07-02,',
    'ZF2025000001-2,3896.67,退回,2025-07-02,账户已注销',
  ],
};

/** Every kind of bank file, in the order in which a bank comes to need them. */
export const FILE_GUIDES: readonly FileGuide[] = [
  PORTFOLIO,
  REPAYMENTS,
  LOAN_EVENTS,
  SUBSIDY_CLAIM,
  BALANCES,
  PAYMENT_RESULTS,
];
