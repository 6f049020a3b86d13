import type { System } from '../../server/context.js';
import { DomainError } from '../../server/core/errors.js';
import { loanLimit } from '../../server/core/eligibility/loan-limit.js';
import type { ApplicantKind } from '../../server/core/eligibility/facts.js';
import { isPortalLanguage } from '../../templates/portal-language.js';
import {
  ESTIMATE_FIELDS,
  estimateRepayment,
  estimateSubsidy,
  usualLoan,
  type EstimateKind,
} from './estimates.js';
import { fill, type FilledField } from './fields.js';
import { openPage, type FormValues, type Page, type PageProblem, type View } from './page.js';
import { safePath } from './safe-path.js';

const APPLICANT_KINDS = [
  'individual',
  'partnership',
  'enterprise',
] as const satisfies readonly ApplicantKind[];
/** More than it takes to reach the total of a partnership. */
const SHOWN_PARTNERS = 100;

/** What the scheme offers today, with where it is written. */
function offersOf({ clock, referenceData }: System) {
  const { policyBook } = referenceData.current();
  const today = clock.today();
  return {
    today,
    primeRate: policyBook.loanPrimeRateOn(today),
    limits: APPLICANT_KINDS.map((kind) => ({ kind, ...loanLimit(policyBook, kind, today, SHOWN_PARTNERS) })),
    subsidisedMonths: {
      individual: policyBook.subsidisedMonthsOn(today, 'individual'),
      enterprise: policyBook.subsidisedMonthsOn(today, 'enterprise'),
    },
    regime: policyBook.regimeOn(today),
  };
}

/** A calculator's fields; ids carry its name, since both stand on one page. */
const fieldsOf = (kind: EstimateKind, values: FormValues, problem?: PageProblem): FilledField[] =>
  fill(ESTIMATE_FIELDS[kind], values, problem).map((field) => ({ ...field, id: `${kind}-${field.name}` }));

function homeView(system: System, query: FormValues, problem?: PageProblem): View {
  const { for: asked, ...typed } = query;
  const usual = usualLoan(system);
  const calculator = (kind: EstimateKind) => {
    const chosen = asked === kind;
    return {
      fields: fieldsOf(kind, chosen ? typed : usual, chosen ? problem : undefined),
      problem: chosen ? problem : undefined,
    };
  };
  const computes = (kind: EstimateKind): boolean => asked === kind && problem === undefined;
  return {
    view: 'home',
    title: { zh: '创业担保贷款', en: 'Startup guaranteed loans' },
    values: {
      ...offersOf(system),
      subsidy: calculator('subsidy'),
      repayment: calculator('repayment'),
      quote: computes('subsidy') ? estimateSubsidy(system, typed) : undefined,
      schedule: computes('repayment') ? estimateRepayment(system, typed) : undefined,
    },
  };
}

const home = openPage({
  method: 'get',
  path: '/',
  handle: async ({ system }, { query }) => homeView(system, query),
  again: async ({ system }, { query }, problem) => homeView(system, query, problem),
});

const chooseLanguage = openPage({
  method: 'get',
  path: '/language/:language',
  handle: async (_visitor, { params, query }) => {
    const { language = '' } = params;
    if (!isPortalLanguage(language)) throw new DomainError('not-found');
    return { to: safePath(query['next']), language };
  },
});

/** What everybody sees: the scheme, the calculators, the choice of language. */
export const HOME_PAGES: readonly Page[] = [home, chooseLanguage];
