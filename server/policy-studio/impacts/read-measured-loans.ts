import type { Application } from '../../../models/application.js';
import type { Database } from '../../../models/database.js';
import { primaryIndex } from '../../../models/keyset-index.js';
import type { Loan } from '../../../models/loan.js';
import { selectRows, type Row } from '../../../models/rows.js';
import type { BusinessDate } from '../../core/business-date.js';
import type { Fen } from '../../core/money.js';
import type { AskedLoan } from '../../core/policy-impact/facts-on-record.js';
import type { MeasuredLoan } from '../../core/policy-impact/measure-impact.js';
import { projectedFacts, type ScheduledBalance } from '../../core/policy-impact/projected-facts.js';
import type { PolicyParameter } from '../../core/policy/policy-parameters.js';
import type { LoanFacts, Period } from '../../core/subsidy-segments.js';
import { findLoanFacts, type ContractRow } from '../../loans/loan-facts.js';
import { countEarlierLoans, readFindings, readHires } from './read-asked-loans.js';

/** Loans that had or will have a balance in the period, as they are known on a day. */
export interface MeasuredPeriod extends Period {
  readonly asOf: BusinessDate;
}

/** The same, with the parameter that is judged by what applications left on record; null where none is. */
export interface MeasuredBook extends MeasuredPeriod {
  readonly judged: PolicyParameter | null;
}

/** A batch of loans in the order of their ids. */
export interface LoanBatch {
  readonly loans: readonly MeasuredLoan[];
  readonly lastLoanId: number;
}

type LoanRow = ContractRow &
  Pick<Row<Loan>, 'districtOrganisationId' | 'borrowerKind' | 'borrowerCategory' | 'termMonths'> & {
    readonly appliedOn: BusinessDate | null;
    readonly applicantKind: Row<Application>['borrowerKind'] | null;
  };

interface InstalmentRow {
  readonly loanId: number;
  readonly dueOn: BusinessDate;
  readonly balanceAfterFen: Fen;
}

const NO_SCHEDULE: readonly ScheduledBalance[] = [];

/** The next loans after an id; an empty batch at the end of the book. */
export async function readMeasuredLoans(
  database: Database,
  period: MeasuredBook,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<LoanBatch> {
  const rows = await selectRows<LoanRow>(
    database,
    `SELECT l.id, l.districtOrganisationId, l.borrowerKind, l.borrowerCategory, l.principalFen, l.contractRate,
        l.dayCountBasis, l.termMonths, l.disbursedOn, l.maturesOn, l.extendedUntil,
        a.appliedOn, a.borrowerKind AS applicantKind
       FROM loans l${primaryIndex(database)} LEFT JOIN applications a ON a.id = l.applicationId
      WHERE l.id > ? AND l.disbursedOn < ? AND (l.settledOn IS NULL OR l.settledOn > ?)
      ORDER BY l.id LIMIT ${Math.trunc(limit)}`,
    [after, period.until, period.from],
  );
  const facts = await findLoanFacts(database, rows);
  const range = { after, upTo: rows.at(-1)?.id ?? after };
  const schedules = period.until > period.asOf ? await readSchedules(database, range, period.asOf) : null;
  const askedOf = await readAsked(database, rows, range, period.judged);
  const loans = rows.flatMap((row) => {
    const known = facts.get(row.id);
    if (known === undefined) return [];
    const schedule = schedules?.get(row.id) ?? NO_SCHEDULE;
    const loan = measured(row, schedules === null ? known : projectedFacts(known, schedule, period.asOf));
    return [askedOf === null ? loan : { ...loan, asked: askedOf(row) }];
  });
  return { loans, lastLoanId: range.upTo };
}

function measured(row: LoanRow, facts: LoanFacts): MeasuredLoan {
  const { districtOrganisationId, borrowerKind, borrowerCategory, termMonths, disbursedOn } = row;
  const admission = {
    borrowerKind,
    principal: row.principalFen,
    annualRate: row.contractRate,
    termMonths,
    appliedOn: row.appliedOn ?? disbursedOn,
    disbursedOn,
  };
  const ofPartners = row.applicantKind === 'partnership';
  return {
    id: row.id,
    districtOrganisationId,
    borrowerKind,
    borrowerCategory,
    admission: ofPartners ? null : admission,
    facts,
  };
}

/** How each loan was asked for, where the draft is judged by it. */
async function readAsked(
  database: Database,
  rows: readonly LoanRow[],
  range: { readonly after: number; readonly upTo: number },
  judged: PolicyParameter | null,
): Promise<((row: LoanRow) => AskedLoan) | null> {
  if (judged === null) return null;
  const ids = rows.map(({ id }) => id);
  const findings = await readFindings(database, ids);
  const counted = judged === 'max-loans' ? await countEarlierLoans(database, range) : null;
  const hires = judged === 'hiring-share' ? await readHires(database, range) : null;
  return (row) => ({
    applicantKind: row.applicantKind ?? row.borrowerKind,
    appliedOn: row.appliedOn ?? row.disbursedOn,
    principal: row.principalFen,
    termMonths: row.termMonths,
    borrowerCategory: row.borrowerCategory,
    ...(counted !== null && { earlierLoans: counted.get(row.id) ?? 0 }),
    findings: findings.get(row.id) ?? {},
    ...(hires !== null && { hires: hires.get(row.id) ?? [] }),
  });
}

/** What instalments after a day leave, of every loan of a range, in the order of their days. */
async function readSchedules(
  database: Database,
  { after, upTo }: { readonly after: number; readonly upTo: number },
  asOf: BusinessDate,
): Promise<Map<number, ScheduledBalance[]>> {
  const rows = await selectRows<InstalmentRow>(
    database,
    `SELECT loanId, dueOn, balanceAfterFen FROM instalments
      WHERE loanId > ? AND loanId <= ? AND dueOn > ? AND principalFen > 0 ORDER BY loanId, number`,
    [after, upTo, asOf],
  );
  const schedules = new Map<number, ScheduledBalance[]>();
  for (const { loanId, dueOn, balanceAfterFen } of rows) {
    const schedule = schedules.get(loanId);
    const balance = { dueOn, balanceAfter: balanceAfterFen };
    if (schedule === undefined) schedules.set(loanId, [balance]);
    else schedule.push(balance);
  }
  return schedules;
}
