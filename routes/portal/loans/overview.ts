import { readsPapersAbout } from '../../../server/documents/find-documents.js';
import { findLoan } from '../../../server/loans/find-loan.js';
import { findInstalments, findRepayments } from '../../../server/loans/find-loan-records.js';
import { findLoans } from '../../../server/loans/find-loans.js';
import { LOAN_STATES } from '../../../server/core/states/loan-states.js';
import { findLoanSubsidies } from '../../../server/subsidies/find-loan-subsidies.js';
import { addFen, sumFen } from '../../../server/core/money.js';
import { presentLoan, presentLoanSummary } from '../../api/loans/present.js';
import { loansQuery } from '../../api/loans/schemas.js';
import { validate } from '../../middleware/validate.js';
import { ANY, fill, type Field } from '../fields.js';
import { scheduleFileOf } from './schedule-file.js';
import { idIn } from '../form-values.js';
import { guardedPage, type FormValues, type Page } from '../page.js';

const STATE_TONES: Readonly<Record<string, string>> = { active: 'good', overdue: 'bad', compensated: 'bad' };

const FILTERS: readonly Field[] = [
  {
    name: 'state',
    kind: 'select',
    label: { zh: '状态', en: 'State' },
    choices: LOAN_STATES.states,
    optional: true,
    empty: ANY,
  },
  {
    name: 'contractNumber',
    kind: 'text',
    label: { zh: '合同号', en: 'Contract number' },
    optional: true,
    maxLength: 64,
  },
];

const given = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));

const shownState = (state: keyof typeof LOAN_STATES.states) => ({
  label: LOAN_STATES.states[state],
  tone: STATE_TONES[state] ?? '',
});

const list = guardedPage({
  method: 'get',
  path: '/loans',
  permission: 'loan.read',
  handle: async (context, { query }) => {
    const { state, contractNumber, cursor } = given(query);
    const wanted = {
      ...(state && { state }),
      ...(contractNumber && { contractNumber }),
      ...(cursor && { cursor }),
    };
    const { limit, ...filter } = validate(loansQuery, wanted, true);
    const page = await findLoans(context, {
      limit,
      state: filter.state,
      contractNumber: filter.contractNumber,
      cursor: filter.cursor,
    });
    const { cursor: _shown, ...kept } = wanted;
    return {
      view: 'loans',
      title:
        context.actor.role === 'borrower' ? { zh: '我的贷款', en: 'My loans' } : { zh: '贷款', en: 'Loans' },
      values: {
        items: page.items.map((loan) => ({
          ...presentLoanSummary(loan, context.actor.role),
          shown: shownState(loan.state),
        })),
        fields: fill(FILTERS, query),
        more:
          page.nextCursor && `/loans?${new URLSearchParams({ ...kept, cursor: page.nextCursor }).toString()}`,
      },
    };
  },
});

const SHOWN_ENTRIES = 60;

const detail = guardedPage({
  method: 'get',
  path: '/loans/:loanId',
  permission: 'loan.read',
  handle: async (context, { params }) => {
    const loanId = idIn(params, 'loanId');
    const loan = await findLoan(context, loanId);
    const subsidies = await findLoanSubsidies(context, loanId, { limit: SHOWN_ENTRIES });
    const repayments = await findRepayments(context, loanId, { limit: SHOWN_ENTRIES });
    return {
      view: 'loan',
      title: { zh: `贷款 ${loan.contractNumber}`, en: `Loan ${loan.contractNumber}` },
      values: {
        loan: presentLoan(loan, context.actor.role),
        readsPapers: readsPapersAbout(context.actor, 'loan'),
        shown: shownState(loan.state),
        instalments: await findInstalments(context, loanId),
        nextNumber: loan.nextInstalment?.number ?? null,
        nextTotal:
          loan.nextInstalment && addFen(loan.nextInstalment.principalFen, loan.nextInstalment.interestFen),
        repayments: repayments.items,
        subsidies: subsidies.items,
        subsidyReceived: sumFen(
          subsidies.items.filter(({ paidOn }) => paidOn !== null).map(({ subsidyFen }) => subsidyFen),
        ),
      },
    };
  },
});

const scheduleFile = guardedPage({
  method: 'get',
  path: '/loans/:loanId/schedule.csv',
  permission: 'loan.read',
  handle: async (context, { params }) => {
    const loanId = idIn(params, 'loanId');
    const { contractNumber } = await findLoan(context, loanId);
    return { download: scheduleFileOf(contractNumber, await findInstalments(context, loanId)) };
  },
});

/** Loans as their borrowers and everybody who works with them read them. */
export const LOAN_PAGES: readonly Page[] = [list, scheduleFile, detail];
