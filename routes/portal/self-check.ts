import Joi from 'joi';
import type { System } from '../../server/context.js';
import type { BorrowerCategory } from '../../server/core/borrower-categories.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { evaluateEligibility, type Eligibility } from '../../server/core/eligibility/evaluate-eligibility.js';
import { EVIDENCE, type AgeFacts, type EvidenceKind } from '../../server/core/eligibility/facts.js';
import type { Sex } from '../../server/core/identity-number.js';
import { parseYuan } from '../../server/core/money.js';
import { day, positiveMoney } from '../fields.js';
import { validate } from '../middleware/validate.js';
import { CATEGORY_CHOICES, SEX_CHOICES, WORKER_CLASS_CHOICES } from './choices.js';
import { fill, YES_NO, type Field } from './fields.js';
import { openPage, type FormValues, type Page, type PageProblem, type View } from './page.js';

interface Answers {
  readonly category: BorrowerCategory;
  readonly birthDate: string;
  readonly sex: Sex;
  readonly workerClass?: NonNullable<AgeFacts['workerClass']>;
  readonly publiclyPaid: 'yes' | 'no';
  readonly inCity: 'yes' | 'no';
  readonly registeredOn?: string;
  readonly everOverdue: 'yes' | 'no';
  readonly amount: string;
  readonly termMonths: number;
}

const yesOrNo = () => Joi.string().valid('yes', 'no').required();

const answersSchema = Joi.object<Answers>({
  category: Joi.string()
    .valid(...Object.keys(CATEGORY_CHOICES))
    .required(),
  birthDate: day().required(),
  sex: Joi.string().valid('female', 'male').required(),
  workerClass: Joi.string().valid(...Object.keys(WORKER_CLASS_CHOICES)),
  publiclyPaid: yesOrNo(),
  inCity: yesOrNo(),
  registeredOn: day(),
  everOverdue: yesOrNo(),
  amount: positiveMoney().required(),
  termMonths: Joi.number().integer().min(1).max(360).required(),
});

const FIELDS: readonly Field[] = [
  {
    name: 'category',
    kind: 'select',
    label: { zh: '您属于哪类人群', en: 'Which group are you in' },
    choices: CATEGORY_CHOICES,
  },
  { name: 'birthDate', kind: 'date', label: { zh: '出生日期', en: 'Birth date' }, autocomplete: 'bday' },
  { name: 'sex', kind: 'radio', label: { zh: '性别', en: 'Sex' }, choices: SEX_CHOICES },
  {
    name: 'workerClass',
    kind: 'select',
    label: { zh: '女性退休岗位类别', en: 'Class of retirement age (women)' },
    choices: WORKER_CLASS_CHOICES,
    optional: true,
  },
  {
    name: 'publiclyPaid',
    kind: 'radio',
    label: { zh: '是否财政供养人员', en: 'Paid from public funds?' },
    choices: YES_NO,
  },
  {
    name: 'inCity',
    kind: 'radio',
    label: { zh: '经营实体是否在广州登记', en: 'Is the business registered in Guangzhou?' },
    choices: YES_NO,
  },
  {
    name: 'registeredOn',
    kind: 'date',
    label: { zh: '登记日期', en: 'Day of registration' },
    hint: {
      zh: '还没登记的不用填，按今天登记测算',
      en: 'Leave it out before registration: today counts then',
    },
    optional: true,
  },
  {
    name: 'everOverdue',
    kind: 'radio',
    label: { zh: '以前的创业担保贷款是否逾期过', en: 'Was an earlier startup loan ever overdue?' },
    choices: YES_NO,
  },
  { name: 'amount', kind: 'money', label: { zh: '想借多少（元）', en: 'Amount (yuan)' } },
  { name: 'termMonths', kind: 'digits', label: { zh: '借多久（月）', en: 'Term (months)' } },
];

/** Papers are looked at when somebody applies; here they count as there. */
const ALL_PAPERS = Object.keys(EVIDENCE) as EvidenceKind[];

/**
 * What the rules of today would say to a single founder who answers so. Nothing is kept, and nobody has to say who he is. Fails:
 * malformed.
 */
function judge({ clock, referenceData }: System, values: FormValues): Eligibility {
  const answers = validate(answersSchema, values, true);
  const today = clock.today();
  const facts = {
    applicantKind: 'individual',
    appliedOn: today,
    amountFen: parseYuan(answers.amount),
    termMonths: answers.termMonths,
    evidence: ALL_PAPERS,
    business: {
      registeredOn: answers.registeredOn === undefined ? today : parseBusinessDate(answers.registeredOn),
      inCity: answers.inCity === 'yes',
    },
    record: { count: 0, everOverdue: answers.everOverdue === 'yes', otherKindRunning: false },
    person: {
      birthDate: parseBusinessDate(answers.birthDate),
      sex: answers.sex,
      workerClass: answers.workerClass,
      category: answers.category,
      married: false,
      publiclyPaid: answers.publiclyPaid === 'yes',
    },
    otherLoans: [],
  } as const;
  return evaluateEligibility(facts, referenceData.current().policyBook);
}

function selfCheckView(system: System, query: FormValues, problem?: PageProblem): View {
  const given = Object.fromEntries(Object.entries(query).filter(([, text]) => text !== ''));
  const asked = Object.keys(given).length > 0;
  return {
    view: 'self-check',
    title: { zh: '资格自测', en: 'Am I eligible?' },
    values: {
      fields: fill(FIELDS, asked ? query : { amount: '300000.00', termMonths: '36' }, problem),
      problem,
      eligibility: asked && !problem ? judge(system, given) : undefined,
    },
  };
}

/** 资格自测: the answer of the rules, each with its reason and its article. */
export const SELF_CHECK_PAGES: readonly Page[] = [
  openPage({
    method: 'get',
    path: '/self-check',
    handle: async ({ system }, { query }) => selfCheckView(system, query),
    again: async ({ system }, { query }, problem) => selfCheckView(system, query, problem),
  }),
];
