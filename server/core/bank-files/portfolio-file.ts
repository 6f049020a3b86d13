import {
  BORROWER_CATEGORIES,
  borrowerCategoryOfLabel,
  type BorrowerCategory,
} from '../borrower-categories.js';
import type { BusinessDate } from '../business-date.js';
import type { DayCountBasis } from '../day-count.js';
import { districtOfName, type DistrictCode } from '../districts.js';
import { identityKindOfLabel, readIdentity, type IdentityKind } from '../identity-number.js';
import type { RepaymentMethod } from '../instalment.js';
import type { Fen } from '../money.js';
import type { BorrowerKind } from '../policy/subsidy-policy.js';
import type { Rate } from '../rate.js';
import type { FileColumns } from './file-header.js';
import type { RowReader } from './row-reader.js';

export type PortfolioColumn =
  | '合同编号'
  | '借款人名称'
  | '借款人类型'
  | '证件类型'
  | '证件号码'
  | '人群类别'
  | '行政区'
  | '担保机构编码'
  | '贷款金额'
  | '年利率(%)'
  | '计息基础'
  | '还款方式'
  | '放款日期'
  | '到期日期'
  | '展期到期日'
  | '贷款余额'
  | '余额日期';

/** 存量接收: the loans a bank made before the system was there. */
export const PORTFOLIO_COLUMNS: FileColumns<PortfolioColumn> = {
  required: [
    '合同编号',
    '借款人名称',
    '借款人类型',
    '证件类型',
    '证件号码',
    '人群类别',
    '行政区',
    '担保机构编码',
    '贷款金额',
    '年利率(%)',
    '计息基础',
    '还款方式',
    '放款日期',
    '到期日期',
    '贷款余额',
    '余额日期',
  ],
  optional: ['展期到期日'],
};

/** One loan of a bank's book. */
export type PortfolioRow = {
  readonly line: number;
  readonly contractNumber: string;
  readonly borrowerName: string;
  readonly borrowerKind: BorrowerKind;
  readonly identityKind: IdentityKind;
  readonly identityNumber: string;
  readonly borrowerCategory: BorrowerCategory | null;
  readonly districtCode: DistrictCode;
  readonly guarantorCode: string;
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly dayCountBasis: DayCountBasis;
  readonly repaymentMethod: RepaymentMethod;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly extendedUntil: BusinessDate | null;
  readonly controlBalance: Fen;
  readonly controlBalanceOn: BusinessDate;
};

const BORROWER_KINDS: Readonly<Record<string, BorrowerKind>> = { 个人: 'individual', 小微企业: 'enterprise' };
const BASES: Readonly<Record<string, DayCountBasis>> = { 360: 360, 365: 365 };
const METHODS: Readonly<Record<string, RepaymentMethod>> = {
  等额本息: 'equal-instalment',
  等额本金: 'equal-principal',
  按月付息到期还本: 'interest-monthly',
  按季付息到期还本: 'interest-quarterly',
  到期一次还本付息: 'bullet',
};

/** Reads a row of a portfolio, or undefined when the reader has found problems. */
export function readPortfolioRow(reader: RowReader<PortfolioColumn>): PortfolioRow | undefined {
  const row = {
    line: reader.line,
    contractNumber: reader.reference('合同编号', 64),
    borrowerName: reader.text('借款人名称', 128),
    ...readBorrower(reader),
    districtCode: readDistrict(reader),
    guarantorCode: reader.reference('担保机构编码', 32),
    principal: reader.money('贷款金额'),
    annualRate: reader.rate('年利率(%)'),
    dayCountBasis: reader.word('计息基础', BASES),
    repaymentMethod: reader.word('还款方式', METHODS),
    disbursedOn: reader.day('放款日期'),
    maturesOn: reader.day('到期日期'),
    extendedUntil: reader.optionalDay('展期到期日'),
    controlBalance: reader.money('贷款余额'),
    controlBalanceOn: reader.day('余额日期'),
  };
  checkTerms(reader, row);
  return reader.problems.length === 0 ? (row as PortfolioRow) : undefined;
}

function readBorrower(reader: RowReader<PortfolioColumn>) {
  const borrowerKind = reader.word('借款人类型', BORROWER_KINDS);
  const kindLabel = reader.text('证件类型', 32);
  const identityKind = kindLabel === undefined ? undefined : identityKindOfLabel(kindLabel);
  if (kindLabel !== undefined && identityKind === undefined) {
    reader.reject('证件类型', 'unknown-value', {
      zh: '“证件类型”不在允许的种类之中',
      en: '“证件类型” is not one of the kinds of document',
    });
  }
  const borrower = { borrowerKind, identityKind, borrowerCategory: readCategory(reader, borrowerKind) };
  if (identityKind === undefined) return { ...borrower, identityNumber: undefined };
  if (borrowerKind !== undefined && (borrowerKind === 'enterprise') !== (identityKind === 'credit-code')) {
    reader.reject('证件类型', 'contradiction', {
      zh: '小微企业用统一社会信用代码，个人用个人证件',
      en: 'An enterprise has a credit code, a person a personal document; see “借款人类型”',
    });
  }
  const text = reader.reference('证件号码', 32);
  const identityNumber = text === undefined ? undefined : readIdentity(identityKind, text)?.number;
  if (text !== undefined && identityNumber === undefined) {
    reader.reject('证件号码', 'malformed', {
      zh: '“证件号码”不符合该证件的编码规则（位数、日期或校验码）',
      en: '“证件号码” does not follow the rules of its document: check length, date and check digit',
    });
  }
  return { ...borrower, identityNumber };
}

function readCategory(
  reader: RowReader<PortfolioColumn>,
  kind: BorrowerKind | undefined,
): BorrowerCategory | null {
  if (kind === 'enterprise') {
    if (!reader.isEmpty('人群类别'))
      reader.reject('人群类别', 'contradiction', {
        zh: '小微企业的“人群类别”应为空',
        en: '“人群类别” must be empty for an enterprise',
      });
    return null;
  }
  const label = reader.text('人群类别', 32);
  const category = label === undefined ? undefined : borrowerCategoryOfLabel(label);
  if (label !== undefined && category === undefined) {
    const labels = Object.values(BORROWER_CATEGORIES).map((entry) => entry.zh);
    reader.reject('人群类别', 'unknown-value', {
      zh: `“人群类别”应为：${labels.join('、')}`,
      en: `“人群类别” must be one of: ${labels.join(', ')}`,
    });
  }
  return category ?? null;
}

function readDistrict(reader: RowReader<PortfolioColumn>): DistrictCode | undefined {
  const name = reader.text('行政区', 32);
  const code = name === undefined ? undefined : districtOfName(name);
  if (name !== undefined && code === undefined) {
    reader.reject('行政区', 'unknown-value', {
      zh: '“行政区”应为广州市十一个区之一，例如 天河区',
      en: '“行政区” must be one of the eleven districts of Guangzhou, such as 天河区',
    });
  }
  return code;
}

function checkTerms(
  reader: RowReader<PortfolioColumn>,
  row: { readonly [Field in keyof PortfolioRow]?: PortfolioRow[Field] | undefined },
): void {
  const { principal, controlBalance, disbursedOn, maturesOn, extendedUntil, controlBalanceOn } = row;
  if (principal === 0)
    reader.reject('贷款金额', 'malformed', { zh: '“贷款金额”应大于零', en: '“贷款金额” must be above zero' });
  if (principal !== undefined && controlBalance !== undefined && controlBalance > principal) {
    reader.reject('贷款余额', 'contradiction', {
      zh: '“贷款余额”不能大于“贷款金额”',
      en: '“贷款余额” must not be above “贷款金额”',
    });
  }
  if (disbursedOn !== undefined && maturesOn !== undefined && maturesOn <= disbursedOn) {
    reader.reject('到期日期', 'contradiction', {
      zh: '“到期日期”应晚于“放款日期”',
      en: '“到期日期” must be after “放款日期”',
    });
  }
  if (maturesOn !== undefined && extendedUntil && extendedUntil <= maturesOn) {
    reader.reject('展期到期日', 'contradiction', {
      zh: '“展期到期日”应晚于“到期日期”',
      en: '“展期到期日” must be after “到期日期”',
    });
  }
  if (disbursedOn !== undefined && controlBalanceOn !== undefined && controlBalanceOn < disbursedOn) {
    reader.reject('余额日期', 'contradiction', {
      zh: '“余额日期”不能早于“放款日期”',
      en: '“余额日期” must not be before “放款日期”',
    });
  }
}
