import type { Context } from '../context.js';
import { BORROWER_CATEGORIES } from '../core/borrower-categories.js';
import { DomainError } from '../core/errors.js';
import { formatYuan } from '../core/money.js';
import { REPORT_FIGURES } from '../core/report-figures.js';
import type { ReportColumn, ReportTable } from '../core/report-table.js';
import { findFigureLoans, type FigureLoan, type FigureRequest } from './find-figure-loans.js';
import { namesOf } from './find-lending.js';
import { reportDay } from './report-days.js';
import { amountText, asOfText, dayNotes } from './report-words.js';

/** As many loans as stand on one sheet; a figure of more is read page by page. */
const MOST_LOANS = 20_000;

const KINDS = {
  individual: { zh: '个人', en: 'Individual' },
  enterprise: { zh: '小微企业', en: 'Enterprise' },
} as const;

/** The loans behind a figure as a sheet; its total is the figure. Fails: payload-too-large. */
export async function figureLoansTable(context: Context, request: FigureRequest): Promise<ReportTable> {
  const { language } = context;
  const { figure, from, to } = request;
  const zh = language === 'zh';
  const { items, nextCursor, total } = await findFigureLoans(context, request, { limit: MOST_LOANS });
  if (nextCursor !== null) throw new DomainError('payload-too-large');
  const day = await reportDay(context, request.asOf);
  const names = await namesOf(
    items.flatMap((loan) => [loan.bankOrganisationId, loan.districtOrganisationId]),
  );
  const word = REPORT_FIGURES[figure];
  const title = zh ? `${word.zh}明细(${from}至${to})` : `${word.en}: the loans, ${from} to ${to}`;
  return {
    title,
    subtitle: [asOfText(day, language)],
    columns: columnsOf(word, language),
    rows: items.map((loan) => cellsOf(loan, request, names, language)),
    total: [
      zh ? `合计${total.loans}笔` : `${total.loans} loans`,
      '',
      '',
      '',
      '',
      '',
      '',
      amountText(figure, total),
    ],
    notes: dayNotes(day, language),
    fileName: `${figure}-loans-${from}-${to}`,
  };
}

function columnsOf(
  { unit, ...word }: (typeof REPORT_FIGURES)[FigureRequest['figure']],
  language: 'zh' | 'en',
): ReportColumn[] {
  const zh = language === 'zh';
  const text = (chinese: string, english: string): ReportColumn => ({
    kind: 'text',
    label: zh ? chinese : english,
  });
  const adds = zh ? `${word.zh}${unit === 'money' ? '(元)' : '(人)'}` : word.en;
  return [
    text('合同编号', 'Contract'),
    text('经办银行', 'Bank'),
    text('区', 'District'),
    text('借款人类型', 'Borrower'),
    text('人群类别', 'Group'),
    text('放款日', 'Disbursed'),
    { kind: 'money', label: zh ? '贷款金额(元)' : 'Principal' },
    { kind: unit, label: adds },
  ];
}

function cellsOf(
  loan: FigureLoan,
  { figure }: FigureRequest,
  names: ReadonlyMap<number, string>,
  language: 'zh' | 'en',
): string[] {
  const { borrowerKind, borrowerCategory } = loan;
  return [
    loan.contractNumber,
    names.get(loan.bankOrganisationId) ?? '',
    names.get(loan.districtOrganisationId) ?? '',
    KINDS[borrowerKind][language],
    borrowerCategory === null ? '' : BORROWER_CATEGORIES[borrowerCategory][language],
    loan.disbursedOn,
    formatYuan(loan.principalFen),
    amountText(figure, { loans: 1, amount: loan.amount }),
  ];
}
