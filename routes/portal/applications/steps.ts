import type { FormBorrowerKind } from '../../../server/applications/application-form.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import {
  CATEGORY_CHOICES,
  COUNTER_GUARANTEE_CHOICES,
  DISTRICT_CHOICES,
  IDENTITY_KIND_CHOICES,
  MARITAL_STATUS_CHOICES,
  OTHER_LOAN_CHOICES,
  SEX_CHOICES,
  WORKER_CLASS_CHOICES,
} from '../choices.js';
import { YES_NO, type Choices, type Field } from '../fields.js';
import { REPAYMENT_METHOD_CHOICES } from '../words.js';

/** Entries of which there may be several, such as partners: their fields without the place in front. */
export interface Group {
  readonly name: string;
  readonly title: Bilingual;
  readonly fields: readonly Field[];
}

/** One page of the form. */
export interface Step {
  readonly code: string;
  readonly title: Bilingual;
  readonly fields: readonly Field[];
  readonly groups: readonly Group[];
}

/** What a step offers for choice beside what never changes. */
export interface Institutions {
  readonly banks: Choices;
  readonly guarantors: Choices;
}

const field = (
  name: string,
  kind: Field['kind'],
  zh: string,
  en: string,
  more: Partial<Field> = {},
): Field => ({
  name,
  kind,
  label: { zh, en },
  ...more,
});

const optional = { optional: true } as const;

const person = (before: string, more: Partial<Field> = {}): Field[] => [
  field(`${before}name`, 'text', '姓名', 'Name', { maxLength: 64, ...more }),
  field(`${before}identityKind`, 'select', '证件类型', 'Identity document', {
    choices: IDENTITY_KIND_CHOICES,
    ...more,
  }),
  field(`${before}identityNumber`, 'text', '证件号码', 'Its number', { maxLength: 18, ...more }),
];

const aged = (before: string): Field[] => [
  field(`${before}workerClass`, 'select', '女性退休岗位类别', 'Class of retirement age (women)', {
    choices: WORKER_CLASS_CHOICES,
    ...optional,
  }),
  field(
    `${before}bornOn`,
    'date',
    '出生日期（证件号码不含生日时填写）',
    'Birth date, if the number does not tell it',
    optional,
  ),
  field(`${before}sex`, 'select', '性别（证件号码不含性别时填写）', 'Sex, if the number does not tell it', {
    choices: SEX_CHOICES,
    ...optional,
  }),
];

const PARTNERS: Group = {
  name: 'partners',
  title: { zh: '其他合伙人', en: 'The other partners' },
  fields: [...person(''), ...aged('')],
};

const SPOUSE_FIELDS: readonly Field[] = [
  field('spouse.name', 'text', '配偶姓名（已婚填写）', 'The spouse’s name, if married', {
    maxLength: 64,
    ...optional,
  }),
  field('spouse.identityKind', 'select', '配偶证件类型', 'The spouse’s document', {
    choices: IDENTITY_KIND_CHOICES,
    ...optional,
  }),
  field('spouse.identityNumber', 'text', '配偶证件号码', 'Its number', { maxLength: 18, ...optional }),
];

const peopleStep = (kind: FormBorrowerKind): Step => ({
  code: 'people',
  title: { zh: '申请人', en: 'People' },
  fields: [
    ...person('applicant.'),
    field('applicant.phone', 'tel', '手机号码', 'Mobile number', {
      maxLength: 11,
      autocomplete: 'tel-national',
    }),
    field('applicant.maritalStatus', 'select', '婚姻状况', 'Marital status', {
      choices: MARITAL_STATUS_CHOICES,
    }),
    ...aged('applicant.'),
    ...SPOUSE_FIELDS,
  ],
  groups: kind === 'partnership' ? [PARTNERS] : [],
});

const businessStep = (): Step => ({
  code: 'business',
  title: { zh: '经营实体', en: 'Business' },
  fields: [
    field('business.name', 'text', '名称', 'Name', { maxLength: 100, autocomplete: 'organization' }),
    field('business.creditCode', 'text', '统一社会信用代码', 'Unified social credit code', { maxLength: 18 }),
    field('business.registeredOn', 'date', '注册登记日期', 'Registered on'),
    field('business.address', 'text', '经营地址', 'Address', { maxLength: 200 }),
    field('business.districtCode', 'select', '经营所在区', 'District', { choices: DISTRICT_CHOICES }),
    field('business.industry', 'text', '所属行业', 'Industry', { maxLength: 64 }),
  ],
  groups: [],
});

const loanStep = (kind: FormBorrowerKind, { banks, guarantors }: Institutions): Step => ({
  code: 'loan',
  title: { zh: '贷款', en: 'Loan' },
  fields: [
    ...(kind === 'enterprise'
      ? []
      : [field('borrowerCategory', 'select', '人群类别', 'Supported group', { choices: CATEGORY_CHOICES })]),
    field('requested', 'money', '申请金额（元）', 'Amount (yuan)', { maxLength: 15 }),
    field('termMonths', 'digits', '期限（月）', 'Term (months)', { maxLength: 3 }),
    field('repaymentMethod', 'select', '还款方式', 'How it is repaid', { choices: REPAYMENT_METHOD_CHOICES }),
    field('purpose', 'area', '贷款用途', 'What it is for', { maxLength: 500 }),
    field('bankOrganisationId', 'select', '经办银行', 'Bank', { choices: banks }),
    field('guarantorOrganisationId', 'select', '担保机构', 'Guarantor', { choices: guarantors }),
    field('subsidyAccount.bankName', 'text', '贴息收款开户行', 'Bank of the account for the subsidy', {
      maxLength: 100,
    }),
    field('subsidyAccount.accountNumber', 'digits', '贴息收款账号', 'Account for the subsidy', {
      maxLength: 32,
    }),
  ],
  groups: [],
});

const otherLoanFields: readonly Field[] = [
  field('kind', 'select', '贷款种类', 'Kind', { choices: OTHER_LOAN_CHOICES }),
  field('lender', 'text', '贷款机构', 'Lender', { maxLength: 64 }),
  field('balance', 'money', '余额（元）', 'Balance (yuan)', { maxLength: 15 }),
];

const NEW_HIRES: Group = {
  name: 'workforce.newHires',
  title: { zh: '新招用的重点群体人员', en: 'New hires from supported groups' },
  fields: [
    ...person(''),
    field('category', 'select', '人群类别', 'Supported group', { choices: CATEGORY_CHOICES }),
  ],
};

const COUNTER_GUARANTEES: Group = {
  name: 'counterGuarantees',
  title: { zh: '反担保', en: 'Counter-guarantees' },
  fields: [
    field('kind', 'select', '方式', 'Kind', { choices: COUNTER_GUARANTEE_CHOICES }),
    ...person('person.', optional),
    field('description', 'text', '抵质押物说明', 'What is pledged', { maxLength: 500, ...optional }),
    field('value', 'money', '抵质押物价值（元）', 'Its value (yuan)', { maxLength: 15, ...optional }),
    field('exemptionBasis', 'text', '免除依据', 'Why none is needed', { maxLength: 200, ...optional }),
  ],
};

const standingStep = (kind: FormBorrowerKind): Step => ({
  code: 'standing',
  title: { zh: '用工与担保', en: 'Work and security' },
  fields: [
    ...(kind === 'enterprise'
      ? [field('workforce.staff', 'digits', '在职职工人数', 'Staff', { maxLength: 6 })]
      : []),
    field('workforce.jobsToCreate', 'digits', '带动就业人数', 'Jobs to be created', { maxLength: 6 }),
    field('declarations.publiclyPaid', 'radio', '是否财政供养人员', 'Paid from public funds?', {
      choices: YES_NO,
    }),
    field(
      'declarations.disabled',
      'radio',
      '是否残疾人(自愿填写,仅用于统计)',
      'Disabled? (voluntary, for statistics alone)',
      {
        choices: YES_NO,
        ...optional,
      },
    ),
    field('declarations.wageArrears', 'radio', '是否拖欠职工工资', 'Wages in arrears?', { choices: YES_NO }),
    field(
      'declarations.socialInsuranceArrears',
      'radio',
      '是否欠缴社会保险费',
      'Social insurance in arrears?',
      {
        choices: YES_NO,
      },
    ),
  ],
  groups: [
    ...(kind === 'enterprise' ? [NEW_HIRES] : []),
    COUNTER_GUARANTEES,
    { name: 'otherLoans', title: { zh: '本人其他贷款', en: 'Other loans' }, fields: otherLoanFields },
    { name: 'spouseLoans', title: { zh: '配偶的贷款', en: 'The spouse’s loans' }, fields: otherLoanFields },
  ],
});

/** The pages of the form for a kind of borrower, in their order. Papers and submission follow them. */
export const stepsOf = (kind: FormBorrowerKind, institutions: Institutions): readonly Step[] => [
  peopleStep(kind),
  businessStep(),
  loanStep(kind, institutions),
  standingStep(kind),
];
