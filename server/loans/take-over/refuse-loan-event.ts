import type { LoanEvent } from '../../../models/loan-event.js';
import type { Row } from '../../../models/rows.js';
import type { LoanEventRow } from '../../core/bank-files/loan-events-file.js';
import { DAY_AHEAD } from '../../core/bank-files/row-problem.js';
import type { BusinessDate } from '../../core/business-date.js';
import { standingEvents } from '../../core/loan-history.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import type { RowRefusal } from '../../imports/batch-tally.js';
import type { BatchContext } from '../../imports/import-kind.js';
import type { LoanRow } from '../loan-case.js';
import { MAY_LIE_AHEAD } from '../record-loan-event.js';
import { latestExtension } from './policy-flags.js';

/** A loan and all reports of it, the first one first, as the rows of the batch so far leave them. */
export interface ReportedLoan {
  loan: LoanRow;
  reports: Row<LoanEvent>[];
}

const UNKNOWN_CONTRACT: RowRefusal = [
  '合同编号',
  'unknown-contract',
  {
    zh: '本行没有这份合同；请先接收贷款，再接收状态',
    en: 'Your bank has no such contract here; import the loan first, then its events',
  },
];
const BEFORE_DISBURSEMENT: RowRefusal = [
  '起始日',
  'outside-loan-term',
  { zh: '起始日早于放款日期', en: 'It begins before the day of disbursement' },
];
const STILL_OWED: RowRefusal = [
  '事件类型',
  'contradiction',
  {
    zh: '贷款仍有余额，不能结清；请先接收全部还款',
    en: 'Principal is still owed; import all repayments first',
  },
];
const EXTENDED_TOO_FAR: RowRefusal = [
  '截止日',
  'outside-loan-term',
  {
    zh: '本系统发放的贷款只能展期一次，且不超过政策规定的期限；请核对截止日',
    en: 'A loan disbursed here is extended once, by no more than the policy allows; check the end',
  },
];

/** Why a row of status reports is not taken, by the loan as the rows before it leave it; undefined where it is. */
export function refusalOfEvent(
  { unit, context }: BatchContext,
  reported: ReportedLoan | undefined,
  row: LoanEventRow,
): RowRefusal | undefined {
  if (reported === undefined) return UNKNOWN_CONTRACT;
  const { loan } = reported;
  if (row.fromOn < loan.disbursedOn) return BEFORE_DISBURSEMENT;
  if (row.fromOn > unit.today && !MAY_LIE_AHEAD.has(row.kind))
    return ['起始日', 'outside-loan-term', DAY_AHEAD];
  if (row.kind === 'settled' && loan.outstandingFen > 0) return STILL_OWED;
  const { policyBook } = context.system.referenceData.current();
  return isBeyondConsent(reported, row, unit.today, policyBook) ? EXTENDED_TOO_FAR : undefined;
}

/**
 * Whether a loan that was disbursed here would be extended once more or by too much (银发〔2016〕202号). One that was taken over
 * has been extended already; that is flagged. A corrected end of the bank's own report is the same extension.
 */
function isBeyondConsent(
  { loan, reports }: ReportedLoan,
  { kind, fromOn, untilOn }: LoanEventRow,
  today: BusinessDate,
  policy: PolicyBook,
): boolean {
  if (kind !== 'extension' || loan.origin !== 'application' || untilOn === null) return false;
  const { extendedUntil, maturesOn } = loan;
  const isCorrection = standingEvents(reports).some(
    (one) =>
      one.kind === kind && one.fromOn === fromOn && one.untilOn === extendedUntil && one.source === 'bank',
  );
  const latest =
    extendedUntil === null || isCorrection ? latestExtension(maturesOn, today, policy) : extendedUntil;
  return untilOn > latest;
}
