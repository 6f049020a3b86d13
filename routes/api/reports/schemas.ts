import Joi from 'joi';
import { BORROWER_CATEGORIES } from '../../../server/core/borrower-categories.js';
import {
  DISABILITIES,
  REPORT_FIGURE_NAMES,
  SEXES,
  type ReportFigure,
  type StatisticalDisability,
  type StatisticalSex,
} from '../../../server/core/report-figures.js';
import { PERIOD_LENGTHS, type PeriodLength } from '../../../server/core/report-periods.js';
import { REPORT_FORMATS, type ReportFormat } from '../../../server/reports/export-table.js';
import { CATEGORY_FIGURES, STATISTICS_PART_NAMES } from '../../../server/reports/find-category-statistics.js';
import { day, id, moneyReply, pageOf, pageQuery, type PageQuery } from '../../fields.js';

const required = <T = object>(keys: Joi.SchemaMap): Joi.ObjectSchema<T> =>
  Joi.object<T>(keys).prefs({ presence: 'required' });

const named = (pattern: RegExp, name: string, example: string): Joi.StringSchema =>
  Joi.string().pattern(pattern, name).example(example);
const month = () => named(/^20\d\d-(0[1-9]|1[0-2])$/, 'month', '2025-06');
const period = () => named(/^20\d\d(-(0[1-9]|1[0-2])|Q[1-4]|H[12])?$/, 'period', '2025Q2');
const half = () => named(/^20\d\dH[12]$/, 'half-year', '2025H1');
const asOf = () =>
  day().optional().description('Facts up to this day, as they are known now; left out or to come: today.');
export const format = () =>
  Joi.string()
    .valid(...REPORT_FORMATS)
    .default('csv');

interface AsOf {
  readonly asOf?: string;
}
export interface InFormat {
  readonly format: ReportFormat;
}

export interface LendingQuery extends AsOf {
  readonly from: string;
  readonly to: string;
  readonly period: PeriodLength;
  readonly by?: 'bank' | 'district';
}
const lendingKeys = {
  from: day().required().example('2025-01-01'),
  to: day().required().example('2025-06-30').description('The last day, included.'),
  period: Joi.string()
    .valid(...PERIOD_LENGTHS)
    .default('month'),
  by: Joi.string().valid('bank', 'district').description('Left out: everything together.'),
  asOf: asOf(),
};
export const lendingQuery = Joi.object<LendingQuery>(lendingKeys);
export const lendingFileQuery = Joi.object<LendingQuery & InFormat>({ ...lendingKeys, format: format() });

export interface CategoriesQuery extends AsOf {
  readonly period: string;
}
const categoryKeys = { period: period().required(), asOf: asOf() };
export const categoriesQuery = Joi.object<CategoriesQuery>(categoryKeys);
export const categoriesFileQuery = Joi.object<CategoriesQuery & InFormat>({
  ...categoryKeys,
  format: format(),
});

export interface SpendingQuery extends AsOf {
  readonly month: string;
}
const spendingKeys = { month: month().required(), asOf: asOf() };
export const spendingQuery = Joi.object<SpendingQuery>(spendingKeys);
export const spendingFileQuery = Joi.object<SpendingQuery & InFormat>({ ...spendingKeys, format: format() });

export interface HeadlineQuery extends AsOf {
  readonly half: string;
}
const headlineKeys = { half: half().required(), asOf: asOf() };
export const headlineQuery = Joi.object<HeadlineQuery>(headlineKeys);
export const headlineFileQuery = Joi.object<HeadlineQuery & InFormat>({ ...headlineKeys, format: format() });

export interface FigureSheetQuery extends AsOf {
  readonly figure: ReportFigure;
  readonly from: string;
  readonly to: string;
  readonly bankOrganisationId?: string;
  readonly districtOrganisationId?: string;
  readonly borrowerKind?: 'individual' | 'enterprise';
  readonly borrowerCategory?: string;
  readonly sex?: StatisticalSex;
  readonly disability?: StatisticalDisability;
}
export interface FigureLoansQuery extends PageQuery, FigureSheetQuery {}

const figureLoansKeys = {
  figure: Joi.string()
    .valid(...REPORT_FIGURE_NAMES)
    .required(),
  from: day().required().example('2025-01-01'),
  to: day()
    .required()
    .example('2025-06-30')
    .description('The last day; balance and overdue are those at its end.'),
  asOf: asOf(),
  bankOrganisationId: id(),
  districtOrganisationId: id(),
  borrowerKind: Joi.string().valid('individual', 'enterprise'),
  borrowerCategory: Joi.string()
    .valid(...Object.keys(BORROWER_CATEGORIES), 'none')
    .description('`none`: loans of no group.'),
  sex: Joi.string().valid(...Object.keys(SEXES)),
  disability: Joi.string().valid(...Object.keys(DISABILITIES)),
};
export const figureLoansQuery = Joi.object<FigureLoansQuery>({ ...pageQuery, ...figureLoansKeys });
export const figureSheetQuery = Joi.object<FigureSheetQuery>(figureLoansKeys);
export const figureLoansFileQuery = Joi.object<FigureSheetQuery & InFormat>({
  ...figureLoansKeys,
  format: format(),
});

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);
const loansPath = (): Joi.StringSchema =>
  Joi.string().description('Where the loans behind the figure are listed: they add up to it.');
const moneyFigure = () => required({ loans: count(), amount: moneyReply(), loansPath: loansPath() });
const countFigure = () => required({ loans: count(), count: count(), loansPath: loansPath() });
const figures = () =>
  required({
    issued: moneyFigure(),
    balance: moneyFigure(),
    jobs: countFigure(),
    jobsUnknown: countFigure().description('Loans of which the jobs are not known.'),
    subsidy: moneyFigure().description('Paid in the period.'),
    quarterSubsidy: moneyFigure().description('Paid for the interest quarters that end in the period.'),
    overdue: moneyFigure(),
    compensation: moneyFigure(),
  });
const reportPeriod = () => required({ name: Joi.string(), label: Joi.string(), from: day(), to: day() });
const reportOf = (keys: Joi.SchemaMap): Joi.ObjectSchema =>
  required({
    asOf: day(),
    closedThrough: day().allow(null).description('Overdue days are known up to this business date.'),
    ...keys,
  });
const organisation = () => required({ id: id(), name: Joi.string() });

export const lendingReply = reportOf({
  rows: Joi.array().items(
    required({ period: reportPeriod(), organisation: organisation().allow(null), figures: figures() }),
  ),
});

const partsOf = (figure: () => Joi.ObjectSchema): Joi.ObjectSchema =>
  required(Object.fromEntries(STATISTICS_PART_NAMES.map((part) => [part, figure()])));
const categoryFigures = () =>
  required(
    Object.fromEntries(
      CATEGORY_FIGURES.map((figure) => [figure, partsOf(figure === 'jobs' ? countFigure : moneyFigure)]),
    ),
  );
const categoryRow = {
  label: Joi.string(),
  borrowerKind: Joi.string().valid('individual', 'enterprise'),
  borrowerCategory: Joi.string().allow(null),
  ofTheTen: Joi.boolean().description('One of the ten classes of 财金〔2018〕107号.'),
  figures: categoryFigures(),
};
export const categoriesReply = reportOf({
  period: reportPeriod(),
  rows: Joi.array().items(required(categoryRow)),
  total: categoryFigures(),
});

const spending = { inMonth: moneyFigure(), inYear: moneyFigure() };
export const spendingReply = reportOf({
  month: reportPeriod(),
  rows: Joi.array().items(required({ district: organisation(), ...spending })),
  total: required(spending),
  budgets: Joi.array().items(
    required({
      budgetId: id(),
      level: Joi.string().valid('central', 'province', 'city', 'district'),
      districtCode: Joi.string().allow(null),
      allotted: moneyReply(),
      paid: moneyReply(),
      returned: moneyReply(),
      progressPercent: Joi.string().pattern(/^\d{1,5}\.\d{2}$/, 'percent'),
    }),
  ),
});

export const headlineReply = reportOf({
  period: reportPeriod(),
  sentence: Joi.string().description('What is published, in one sentence.'),
  rows: Joi.array().items(required({ part: Joi.string(), label: Joi.string(), figures: figures() })),
});

export const figureLoansReply = pageOf(
  required({
    loanId: id(),
    contractNumber: Joi.string(),
    bankOrganisationId: id(),
    districtOrganisationId: id(),
    borrowerKind: Joi.string().valid('individual', 'enterprise'),
    borrowerCategory: Joi.string().allow(null),
    disbursedOn: day(),
    principal: moneyReply(),
    adds: Joi.string().description('What the loan adds to the figure: yuan, or a number of jobs.'),
  }),
).keys({ total: required({ loans: count(), adds: Joi.string() }) });
