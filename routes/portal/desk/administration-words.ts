import { BORROWER_CATEGORIES } from '../../../server/core/borrower-categories.js';
import { DISTRICTS } from '../../../server/core/districts.js';
import { IDENTITY_KINDS } from '../../../server/core/identity-number.js';
import { POLICY_FORMS } from '../../../server/core/policy/policy-forms.js';
import { ROLES } from '../../../server/core/roles.js';
import { STOP_MEASURES } from '../../../server/core/stop-rules.js';
import { ORGANISATION_KINDS } from '../../../server/organisations/create-organisation.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { LOSS_MEASURES, SHARE_BASES } from '../../api/policy-drafts/present-losses.js';
import { AUDIT_NOUNS, JOB_WORDS } from './audit-words.js';
import { label } from './label.js';

type Words = Readonly<Record<string, Bilingual>>;

/** Words of policy, accounts, jobs and the audit, by the member that holds the code. */
export const ADMINISTRATION_WORDS: Readonly<Record<string, Words>> = {
  parameter: Object.fromEntries(Object.entries(POLICY_FORMS).map(([name, form]) => [name, form.label])),
  jurisdiction: {
    national: label('全国', 'National'),
    guangdong: label('广东省', 'Guangdong'),
    guangzhou: label('广州市', 'Guangzhou'),
  },
  effect: {
    earnings: label('改变每笔贷款应得的贴息', 'Changes what each loan earns'),
    admission: label('改变哪些贷款可以发放', 'Changes which loans are made'),
    'cost-split': label('改变各级分担', 'Changes which level pays'),
    'another-region': label('适用于其他地区', 'Holds for other regions'),
    extension: label('展期，不贴息', 'Extensions, which earn nothing'),
    guarantee: label('担保与代偿，不改变贴息', 'Guarantee and compensation, no subsidy'),
    capacity: label(
      '承保能力：哪些机构暂停、多少新增被拒',
      'Room for guarantees: who is stopped, what is refused',
    ),
    'loss-share': label('改变代偿由谁承担多少', 'Changes who bears how much of a loss'),
    'claim-days': label('改变何时可申请代偿', 'Changes when compensation can be claimed'),
    'write-offs': label('改变何时可以核销', 'Changes when a debt can be given up'),
    procedure: label('办理方式，不改变贴息', 'How things are done, no subsidy'),
  },
  lossMeasure: LOSS_MEASURES,
  shareBasis: SHARE_BASES,
  borrowerCategory: BORROWER_CATEGORIES,
  unit: { cases: label('件', 'Cases'), yuan: label('元', 'Yuan') },
  role: ROLES,
  actorRole: { ...ROLES, system: label('系统', 'The system'), visitor: label('访客', 'A visitor') },
  identityKind: IDENTITY_KINDS,
  guarantorKind: { fund: label('担保基金', 'Fund'), institution: label('担保机构', 'Institution') },
  districtCode: DISTRICTS,
  scopes: {
    'loans.read': label('读取贷款', 'Read loans'),
    'imports.write': label('送文件', 'Send files'),
    'repayments.write': label('报还款', 'Report repayments'),
    'loan-events.write': label('报状态', 'Report events'),
    'claims.read': label('读取贴息申报', 'Read claims'),
  },
  kind: {
    ...ORGANISATION_KINDS,
    parameter: label('政策参数', 'Parameter'),
    'loan-prime-rate': label('LPR', 'Loan prime rate'),
    'calendar-year': label('节假日', 'Holidays'),
    'client-secret': label('客户端密钥', 'Client secret'),
    'signing-key': label('签名密钥', 'Signing key'),
  },
  subjectKind: AUDIT_NOUNS,
  name: JOB_WORDS,
  refusalCause: {
    ...STOP_MEASURES,
    exposure: label('担保倍数', 'Multiple of the capital'),
    'single-obligor': label('单户集中度', 'One borrower’s share'),
  },
  fault: {
    gap: label('缺号或次序有误', 'Missing or out of place'),
    'broken-link': label('与前一条不衔接', 'Does not follow the one before'),
    changed: label('内容被改动', 'Changed'),
    tail: label('链尾被截断', 'Cut short'),
    deposit: label('与存证不符', 'Not what was deposited'),
  },
};
