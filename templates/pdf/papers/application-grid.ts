import { BORROWER_CATEGORIES } from '../../../server/core/borrower-categories.js';
import type {
  AgreedTerms,
  ApplicationSaid,
  OpinionSaid,
} from '../../../server/core/papers/application-paper-facts.js';
import type { GridItem, OpinionBox } from '../paper.js';
import { chineseDay, dayOrDash, percent, yuan } from '../wording.js';
import { methodWord } from './loan-grid.js';

const BORROWER_KINDS = { individual: '个人', partnership: '合伙创业', enterprise: '小微企业' } as const;

export const categoryWord = (category: string | null): string =>
  category !== null && Object.hasOwn(BORROWER_CATEGORIES, category)
    ? BORROWER_CATEGORIES[category as keyof typeof BORROWER_CATEGORIES].zh
    : '—';

/** Who applies. */
export const personItems = (said: ApplicationSaid): GridItem[] => [
  { label: said.borrowerKind === 'enterprise' ? '法定代表人' : '申请人', text: said.applicantName },
  { label: '申请类型', text: BORROWER_KINDS[said.borrowerKind] },
  { label: '证件号码', text: said.identityMasked },
  { label: '联系电话', text: said.phoneMasked },
  { label: '人群类别', text: categoryWord(said.borrowerCategory) },
  { label: '申请日期', text: chineseDay(said.appliedOn) },
];

/** The business that is to be founded or run with the loan. */
export const businessItems = (said: ApplicationSaid): GridItem[] => [
  { label: '经营主体', text: said.businessName },
  { label: '社会信用代码', text: said.creditCode },
  { label: '登记日期', text: dayOrDash(said.registeredOn) },
  { label: '所属行业', text: said.industry },
  { label: '审核部门', text: said.districtName },
  { label: '经营地址', text: said.businessAddress },
];

/** What is asked for, and of whom. */
export const requestItems = (said: ApplicationSaid): GridItem[] => [
  { label: '申请金额', text: `${yuan(said.requestedFen)} 元` },
  { label: '申请期限', text: `${said.termMonths} 个月` },
  { label: '还款方式', text: said.repaymentMethod === null ? '—' : methodWord(said.repaymentMethod) },
  { label: '贷款用途', text: said.purpose },
  { label: '经办银行', text: said.bankName },
  { label: '担保机构', text: said.guarantorName },
];

/** The terms that were agreed. */
export const termItems = (terms: AgreedTerms): GridItem[] => [
  { label: '批准金额', text: `${yuan(terms.amountFen)} 元` },
  { label: '贷款期限', text: `${terms.termMonths} 个月` },
  { label: '年利率', text: `${percent(terms.annualRate)}（计息基础 ${terms.dayCountBasis} 天）` },
  { label: '还款方式', text: terms.repaymentMethod === null ? '—' : methodWord(terms.repaymentMethod) },
];

/** An opinion in its box. */
export const opinionBox = ({
  office,
  outcome,
  reason,
  maker,
  checker,
  decidedOn,
}: OpinionSaid): OpinionBox => ({
  title: office,
  text: reason === '' ? outcome : `${outcome}。${reason}`,
  signed: [`经办：${maker}${checker === null ? '' : `　　复核：${checker}`}　　${chineseDay(decidedOn)}`],
});

const BEARERS: Readonly<Record<string, string>> = {
  bank: '经办银行',
  'city-fund': '市担保基金',
  'guarantee-institution': '担保机构',
  're-guarantee': '再担保机构',
  'national-fund': '国家融资担保基金',
};

/** Who bears a part of a loss. */
export const bearerWord = (bearer: string): string => BEARERS[bearer] ?? bearer;
