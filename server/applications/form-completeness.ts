import { isCreditCode } from '../core/credit-code.js';
import { DomainError, type FieldProblem } from '../core/errors.js';
import { missingPapers, paperProblems } from './attachments/missing-papers.js';
import type {
  ApplicationForm,
  CompleteForm,
  CounterGuaranteeEntry,
  FormBorrowerKind,
} from './application-form.js';
import { ageProblems, doubleProblems, missing, personProblems, wrong } from './person-problems.js';

/**
 * What still stands between a form and its submission: a problem per field, in the order of the form, empty when nothing
 * is missing. Numbers of identity cards (GB 11643) and credit codes (GB 32100) are checked wherever they are given.
 */
export function completeness(kind: FormBorrowerKind, form: ApplicationForm): FieldProblem[] {
  return [
    ...applicantProblems(form),
    ...spouseProblems(form),
    ...businessProblems(form),
    ...requestProblems(kind, form),
    ...partnerProblems(kind, form),
    ...workforceProblems(kind, form),
    ...declarationProblems(kind, form),
    ...counterGuaranteeProblems(form.counterGuarantees ?? []),
    ...doubleProblems(form),
  ];
}

/** The form as complete, with its papers. Fails: incomplete-application, with every missing field and paper at once. */
export function requireComplete(
  kind: FormBorrowerKind,
  form: ApplicationForm,
  attached: ReadonlySet<string>,
): CompleteForm {
  const problems = [...completeness(kind, form), ...paperProblems(missingPapers(kind, form, attached))];
  if (problems.length > 0)
    throw new DomainError('incomplete-application', { missing: problems.length }, problems);
  return form as CompleteForm;
}

function applicantProblems({ applicant = {} }: ApplicationForm): FieldProblem[] {
  const problems = personProblems(
    'applicant',
    applicant,
    { zh: '申请人', en: 'the applicant' },
    'with-phone',
  );
  problems.push(...ageProblems('applicant', applicant, { zh: '申请人', en: 'the applicant' }));
  if (!applicant.maritalStatus) {
    problems.push(missing('applicant.maritalStatus', '申请人婚姻状况', 'the applicant’s marital status'));
  }
  return problems;
}

function spouseProblems({ applicant, spouse }: ApplicationForm): FieldProblem[] {
  if (applicant?.maritalStatus !== 'married') return [];
  return personProblems('spouse', spouse ?? {}, { zh: '配偶', en: 'the spouse' });
}

function businessProblems({ business = {} }: ApplicationForm): FieldProblem[] {
  const problems = [
    business.name ? [] : missing('business.name', '经营实体名称', 'the name of the business'),
    business.creditCode
      ? []
      : missing('business.creditCode', '统一社会信用代码', 'the unified social credit code'),
    business.registeredOn ? [] : missing('business.registeredOn', '注册登记日期', 'the day of registration'),
    business.address ? [] : missing('business.address', '经营地址', 'the address of the business'),
    business.districtCode
      ? []
      : missing('business.districtCode', '经营所在区', 'the district of the business'),
    business.industry ? [] : missing('business.industry', '所属行业', 'the industry'),
  ].flat();
  if (business.creditCode && !isCreditCode(business.creditCode)) {
    problems.push(
      wrong(
        'business.creditCode',
        '统一社会信用代码校验不通过',
        'The credit code fails its check (GB 32100)',
      ),
    );
  }
  return problems;
}

function requestProblems(kind: FormBorrowerKind, form: ApplicationForm): FieldProblem[] {
  const { subsidyAccount } = form;
  return [
    form.borrowerCategory || kind === 'enterprise'
      ? []
      : missing('borrowerCategory', '人群类别', 'the founder’s group'),
    form.requestedFen ? [] : missing('requested', '申请金额', 'the amount requested'),
    form.termMonths ? [] : missing('termMonths', '申请期限', 'the term requested'),
    form.repaymentMethod ? [] : missing('repaymentMethod', '还款方式', 'the repayment method'),
    form.purpose ? [] : missing('purpose', '贷款用途', 'the purpose of the loan'),
    form.bankOrganisationId ? [] : missing('bankOrganisationId', '经办银行', 'the handling bank'),
    form.guarantorOrganisationId ? [] : missing('guarantorOrganisationId', '担保方', 'the guarantor'),
    subsidyAccount?.bankName
      ? []
      : missing('subsidyAccount.bankName', '贴息收款开户行', 'the bank of the subsidy account'),
    subsidyAccount?.accountNumber
      ? []
      : missing('subsidyAccount.accountNumber', '贴息收款账号', 'the subsidy account'),
  ].flat();
}

function partnerProblems(kind: FormBorrowerKind, { partners = [] }: ApplicationForm): FieldProblem[] {
  if (kind !== 'partnership') {
    return partners.length === 0
      ? []
      : [wrong('partners', '只有合伙创业填写合伙人', 'Only a partnership has partners')];
  }
  if (partners.length === 0) return [missing('partners', '合伙人', 'the partners')];
  return partners.flatMap((partner, index) => {
    const path = `partners.${index}`;
    const who = { zh: `合伙人${index + 1}`, en: `partner ${index + 1}` };
    return [...personProblems(path, partner, who), ...ageProblems(path, partner, who)];
  });
}

function workforceProblems(kind: FormBorrowerKind, { workforce = {} }: ApplicationForm): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (kind === 'enterprise' && workforce.staff === undefined) {
    problems.push(missing('workforce.staff', '现有在职职工人数', 'the number of staff'));
  }
  if (kind === 'enterprise' && workforce.newHires === undefined) {
    problems.push(missing('workforce.newHires', '新招用重点群体人员名单', 'the list of new hires'));
  }
  workforce.newHires?.forEach((hire, index) => {
    const path = `workforce.newHires.${index}`;
    const who = { zh: `新招用人员${index + 1}`, en: `new hire ${index + 1}` };
    problems.push(...personProblems(path, hire, who));
    if (!hire.category)
      problems.push(missing(`${path}.category`, `${who.zh}的人群类别`, `the group of ${who.en}`));
  });
  if (workforce.jobsToCreate === undefined) {
    problems.push(missing('workforce.jobsToCreate', '拟带动就业人数', 'the number of jobs to be created'));
  }
  return problems;
}

function declarationProblems(kind: FormBorrowerKind, { declarations = {} }: ApplicationForm): FieldProblem[] {
  const { publiclyPaid, wageArrears, socialInsuranceArrears } = declarations;
  if (kind !== 'enterprise') {
    return publiclyPaid === undefined
      ? [
          missing(
            'declarations.publiclyPaid',
            '是否财政供养人员的声明',
            'whether public funds pay the applicant',
          ),
        ]
      : [];
  }
  return [
    wageArrears === undefined
      ? missing('declarations.wageArrears', '有无拖欠工资的声明', 'whether wages are owed')
      : [],
    socialInsuranceArrears === undefined
      ? missing(
          'declarations.socialInsuranceArrears',
          '有无欠缴社会保险费的声明',
          'whether social insurance is owed',
        )
      : [],
  ].flat();
}

function counterGuaranteeProblems(entries: readonly CounterGuaranteeEntry[]): FieldProblem[] {
  if (entries.length === 0) {
    return [
      missing('counterGuarantees', '反担保方式(或免除依据)', 'a counter-guarantee, or why none is needed'),
    ];
  }
  return entries.flatMap((entry, index) =>
    COUNTER_GUARANTEE_PROBLEMS[entry.kind](`counterGuarantees.${index}`, entry),
  );
}

const COUNTER_GUARANTEE_PROBLEMS: Record<
  CounterGuaranteeEntry['kind'],
  (path: string, entry: CounterGuaranteeEntry) => FieldProblem[]
> = {
  guarantor: guarantorProblems,
  collateral: (path, { description, valueFen }) =>
    [
      description ? [] : missing(`${path}.description`, '抵质押物说明', 'a description of the collateral'),
      valueFen ? [] : missing(`${path}.value`, '抵质押物价值', 'the value of the collateral'),
    ].flat(),
  exemption: (path, { exemptionBasis }) =>
    exemptionBasis ? [] : [missing(`${path}.exemptionBasis`, '免除反担保的依据', 'the rule that exempts')],
};

function guarantorProblems(path: string, entry: CounterGuaranteeEntry): FieldProblem[] {
  const problems = personProblems(`${path}.person`, entry.person ?? {}, {
    zh: '反担保人',
    en: 'the counter-guarantor',
  });
  if (!entry.spouse) return problems;
  problems.push(
    ...personProblems(`${path}.spouse`, entry.spouse, { zh: '反担保人配偶', en: 'the guarantor’s spouse' }),
  );
  if (!entry.spouseConsents) {
    problems.push(
      missing(`${path}.spouseConsents`, '反担保人配偶的同意', 'the consent of the guarantor’s spouse'),
    );
  }
  return problems;
}
