import type { Loan } from '../../models/loan.js';
import { conditionOf, type Where } from '../../models/condition.js';
import { selectRows, type Row } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { daysBetween, type BusinessDate } from '../core/business-date.js';
import type { LoanStanding } from '../core/daily-close/loan-standing.js';
import type { ClassReason, RiskClass } from '../core/risk-class.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';

/** Why a loan that was taken over differs from what would be lent today. */
/** Where a loan that was taken over differs from the policy of its day. */
export const LOAN_FLAGS = [
  'rate-above-ceiling',
  'term-above-cap',
  'amount-above-cap',
  'extension-above-cap',
  'no-policy-in-force',
] as const;
export type LoanFlag = (typeof LOAN_FLAGS)[number];

type LoanColumns = Omit<Row<Loan>, 'flagsJson' | 'borrowerId' | 'applicationId'>;

/** What falls due next. */
export interface NextInstalment {
  readonly number: number;
  readonly dueOn: BusinessDate;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}

/** Where a loan stands by the last daily close. */
export interface StandingShown extends LoanStanding {
  /** The last business date that is closed; null before the first close. */
  readonly closedThrough: BusinessDate | null;
  readonly daysPastDue: number;
}

/** A loan as its page shows it. The borrower's name is masked by the presenter. */
export interface LoanDetail extends LoanColumns {
  readonly applicationId: number | null;
  readonly flags: readonly LoanFlag[];
  readonly bankName: string;
  readonly districtName: string;
  readonly guarantorName: string | null;
  readonly guaranteeBalanceFen: Fen | null;
  readonly nextInstalment: NextInstalment | null;
  readonly standing: StandingShown;
}

export interface LoanDetailRow extends LoanColumns {
  readonly applicationId: number | null;
  readonly flagsJson: string;
  readonly bankName: string;
  readonly districtName: string;
  readonly guarantorName: string | null;
  readonly guaranteeBalanceFen: Fen | null;
  readonly pastDueSince: BusinessDate | null;
  readonly riskClass: RiskClass | null;
  readonly classReason: ClassReason | null;
  readonly closedThrough: BusinessDate | null;
  readonly nextNumber: number | null;
  readonly nextDueOn: BusinessDate | null;
  readonly nextPrincipalFen: Fen | null;
  readonly nextInterestFen: Fen | null;
}

const COLUMNS = [
  'id',
  'contractNumber',
  'bankOrganisationId',
  'districtOrganisationId',
  'guarantorOrganisationId',
  'applicationId',
  'borrowerKind',
  'borrowerCategory',
  'borrowerName',
  'principalFen',
  'contractRate',
  'dayCountBasis',
  'repaymentMethod',
  'termMonths',
  'disbursedOn',
  'maturesOn',
  'extendedUntil',
  'outstandingFen',
  'interestPaidFen',
  'penaltyPaidFen',
  'state',
  'settledOn',
  'origin',
  'flagsJson',
  'controlBalanceFen',
  'controlBalanceOn',
  'jobsToCreate',
  'createdAt',
  'updatedAt',
  'version',
]
  .map((column) => `l.${column}`)
  .join(', ');

/** The statement that reads one loan; its parameters are those of the condition and the present day. */
export const selectOneLoan = (where: string) => `SELECT ${COLUMNS},
    bank.name AS bankName, district.name AS districtName, guarantor.name AS guarantorName,
    s.pastDueSince, s.riskClass, s.reason AS classReason,
    (SELECT MAX(businessDate) FROM daily_closes WHERE state = 'done') AS closedThrough,
    g.balanceFen AS guaranteeBalanceFen, due.number AS nextNumber, due.dueOn AS nextDueOn,
    due.principalFen AS nextPrincipalFen, due.interestFen AS nextInterestFen
  FROM (SELECT * FROM loans${where}) l
  JOIN organisations bank ON bank.id = l.bankOrganisationId
  JOIN organisations district ON district.id = l.districtOrganisationId
  LEFT JOIN organisations guarantor ON guarantor.id = l.guarantorOrganisationId
  LEFT JOIN guarantees g ON g.loanId = l.id
  LEFT JOIN loan_standings s ON s.loanId = l.id
  LEFT JOIN instalments due ON due.loanId = l.id AND l.outstandingFen > 0 AND due.number =
    (SELECT MIN(i.number) FROM instalments i WHERE i.loanId = l.id AND i.dueOn >= ?)`;

/** One loan with everything its page shows, in one statement. Fails: not-found. */
export async function findLoan(context: Context, loanId: number): Promise<LoanDetail> {
  const where: Where<Loan> = { id: loanId, ...loanScope(context.actor) };
  const { sql, parameters } = conditionOf(where);
  const [row] = await selectRows<LoanDetailRow>(context.system.database, selectOneLoan(sql), [
    ...parameters,
    context.system.clock.today(),
  ]);
  if (row === undefined) throw new DomainError('not-found');
  return loanDetailOf(row);
}

/** A row of that statement as a loan. */
export function loanDetailOf(row: LoanDetailRow): LoanDetail {
  const { flagsJson, nextNumber, nextDueOn, nextPrincipalFen, nextInterestFen, ...rest } = row;
  const { pastDueSince, riskClass, classReason, closedThrough, ...loan } = rest;
  const due =
    nextNumber !== null && nextDueOn !== null && nextPrincipalFen !== null && nextInterestFen !== null;
  return {
    flags: JSON.parse(flagsJson) as LoanFlag[],
    standing: {
      closedThrough,
      pastDueSince,
      daysPastDue:
        pastDueSince === null || closedThrough === null ? 0 : daysBetween(pastDueSince, closedThrough),
      riskClass: riskClass ?? 'pass',
      reason: classReason,
    },
    nextInstalment: due
      ? { number: nextNumber, dueOn: nextDueOn, principalFen: nextPrincipalFen, interestFen: nextInterestFen }
      : null,
    ...loan,
  };
}
