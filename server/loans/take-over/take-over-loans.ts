import { Disbursement } from '../../../models/disbursement.js';
import { Instalment } from '../../../models/instalment.js';
import { Loan } from '../../../models/loan.js';
import { insertRows } from '../../../models/rows.js';
import { canonicalJson } from '../../core/canonical-json.js';
import type { PortfolioColumn, PortfolioRow } from '../../core/bank-files/portfolio-file.js';
import { DAY_AHEAD } from '../../core/bank-files/row-problem.js';
import { addMonths, type BusinessDate } from '../../core/business-date.js';
import { ZERO_FEN } from '../../core/money.js';
import { repaymentSchedule } from '../../core/repayment-schedule.js';
import { LOAN_STATES } from '../../core/states/loan-states.js';
import { stateBalances } from '../../reconciliation/state-balances.js';
import type { LoanRow } from '../loan-case.js';
import { marksOfIdentity, noteMarks } from '../loan-statistics.js';
import { instalmentRows } from '../open-loan.js';
import { BatchTally } from '../../imports/batch-tally.js';
import type { BatchContext, WriteBatch } from '../../imports/import-kind.js';
import { idsBy, lockLoansByContract } from './batch.js';
import { recogniseBorrowers, type KnownBorrower } from './borrowers.js';
import { takeOverGuarantees } from './take-over-guarantees.js';
import { findParties, type Parties } from './parties.js';
import { policyFlags, termMonths } from './policy-flags.js';

/** A row with the rows of ours that it points to. */
interface ResolvedRow {
  readonly row: PortfolioRow;
  readonly districtOrganisationId: number;
  readonly guarantorOrganisationId: number;
  readonly borrowerId: number;
}

/**
 * Takes over loans: with borrower, disbursement, instalments and guarantee. A contract that is there already with the same
 * terms is unchanged, with others a conflict.
 */
export const takeOverLoans: WriteBatch<PortfolioRow> = async (batch, rows) => {
  const tally = new BatchTally<PortfolioRow>();
  const parties = await findParties(batch.unit.transaction);
  const known = await lockLoansByContract(batch, new Set(rows.map((row) => row.contractNumber)));
  const borrowers = await recogniseBorrowers(batch, rows);
  const seen = new Set<string>();
  const resolved: ResolvedRow[] = [];
  for (const row of rows) {
    const ahead = dayAhead(row, batch.unit.today);
    if (ahead !== undefined) {
      tally.reject(row, ahead, 'outside-loan-term', DAY_AHEAD);
      continue;
    }
    const target = resolve(row, parties, borrowers, tally);
    if (target === undefined) continue;
    const earlier = known.get(row.contractNumber);
    if (earlier !== undefined) {
      if (isSameContract(earlier, target)) tally.pass();
      else
        tally.reject(row, '合同编号', 'conflict', {
          zh: '该合同已接收，但借款人、金额、利率或期限与本行不一致；请核对后联系市级中心更正',
          en: 'The contract is known with another borrower, amount, rate or term; check it and ask the municipal centre for a correction',
        });
    } else if (seen.has(row.contractNumber)) {
      tally.reject(row, '合同编号', 'duplicate', {
        zh: '同一文件中该合同编号出现了不止一次',
        en: 'The contract stands in this file more than once; keep one row of it',
      });
    } else {
      seen.add(row.contractNumber);
      resolved.push(target);
      tally.accept(row);
    }
  }
  if (resolved.length > 0) await store(batch, resolved);
  return tally.result();
};

/** The column whose day lies ahead: a loan that is taken over has been paid out, and its balance has been read. */
function dayAhead(
  { disbursedOn, controlBalanceOn }: PortfolioRow,
  today: BusinessDate,
): PortfolioColumn | undefined {
  if (disbursedOn > today) return '放款日期';
  return controlBalanceOn > today ? '余额日期' : undefined;
}

function resolve(
  row: PortfolioRow,
  parties: Parties,
  borrowers: ReadonlyMap<string, KnownBorrower>,
  tally: BatchTally<PortfolioRow>,
): ResolvedRow | undefined {
  const districtOrganisationId = parties.districts.get(row.districtCode);
  const guarantorOrganisationId = parties.guarantors.get(row.guarantorCode);
  const borrower = borrowers.get(row.identityNumber);
  if (districtOrganisationId === undefined) {
    tally.reject(row, '行政区', 'unknown-organisation', {
      zh: '系统中没有该行政区的主管部门；请联系市级中心',
      en: 'The district has no office here; ask the municipal centre',
    });
  } else if (guarantorOrganisationId === undefined) {
    tally.reject(row, '担保机构编码', 'unknown-organisation', {
      zh: '系统中没有该编码的担保机构；请核对编码',
      en: 'No guarantor has this code; check it',
    });
  } else if (borrower === undefined) {
    throw new Error('A borrower was not recognised');
  } else if (borrower.kind !== row.borrowerKind) {
    tally.reject(row, '借款人类型', 'conflict', {
      zh: '该证件号码已登记为另一类借款人',
      en: 'The document is known for another kind of borrower; check “借款人类型”',
    });
  } else {
    return { row, districtOrganisationId, guarantorOrganisationId, borrowerId: borrower.id };
  }
  return undefined;
}

/** The terms of the contract. What changes over a loan's life, balance and extension, is not compared. */
function isSameContract(loan: LoanRow, { row, ...target }: ResolvedRow): boolean {
  return (
    loan.borrowerId === target.borrowerId &&
    loan.borrowerCategory === row.borrowerCategory &&
    loan.districtOrganisationId === target.districtOrganisationId &&
    loan.guarantorOrganisationId === target.guarantorOrganisationId &&
    loan.principalFen === row.principal &&
    loan.contractRate === row.annualRate &&
    loan.dayCountBasis === row.dayCountBasis &&
    loan.repaymentMethod === row.repaymentMethod &&
    loan.disbursedOn === row.disbursedOn &&
    loan.maturesOn === row.maturesOn
  );
}

async function store(batch: BatchContext, resolved: readonly ResolvedRow[]): Promise<void> {
  const { unit, context, bankOrganisationId } = batch;
  const { transaction } = unit;
  const { policyBook } = context.system.referenceData.current();
  await insertRows(
    Loan,
    resolved.map((target) => loanRow(batch, target, canonicalJson(policyFlags(target.row, policyBook)))),
    transaction,
  );
  const contractNumber = resolved.map(({ row }) => row.contractNumber);
  const ids = await idsBy(transaction, 'loans', 'contractNumber', { bankOrganisationId, contractNumber });
  const idOf = ({ contractNumber: number }: PortfolioRow): number => ids.get(number) ?? 0;
  const facts = resolved.map(({ row }) => ({
    loanId: idOf(row),
    applicationId: null,
    bankOrganisationId,
    bankReference: row.contractNumber,
    amountFen: row.principal,
    disbursedOn: row.disbursedOn,
    recordedByUserId: context.actor.userId,
    recordedAt: unit.now,
  }));
  await insertRows(Disbursement, facts, transaction);
  const marks = resolved.map(({ row }) => marksOfIdentity(row.identityKind, row.identityNumber));
  await noteMarks(
    marks.map((mark, index) => ({ loanId: facts[index]?.loanId ?? 0, ...mark })),
    transaction,
  );
  await insertRows(
    Instalment,
    resolved.flatMap(({ row }) => instalmentsOf(row, idOf(row))),
    transaction,
  );
  const guaranteed = resolved.map(({ row, guarantorOrganisationId }) => ({
    loanId: idOf(row),
    guarantorOrganisationId,
    principal: row.principal,
    disbursedOn: row.disbursedOn,
  }));
  await takeOverGuarantees(batch, guaranteed);
  const source = { bankOrganisationId, userId: context.actor.userId, origin: 'take-over' } as const;
  await stateBalances(
    unit,
    source,
    resolved.map(({ row: { contractNumber: number, controlBalance, controlBalanceOn } }) => ({
      contractNumber: number,
      balance: controlBalance,
      balanceOn: controlBalanceOn,
      riskClass: null,
    })),
  );
}

function loanRow(
  { unit, bankOrganisationId }: BatchContext,
  { row, ...target }: ResolvedRow,
  flagsJson: string,
) {
  return {
    ...target,
    contractNumber: row.contractNumber,
    bankOrganisationId,
    applicationId: null,
    borrowerKind: row.borrowerKind,
    borrowerCategory: row.borrowerCategory,
    borrowerName: row.borrowerName,
    principalFen: row.principal,
    contractRate: row.annualRate,
    dayCountBasis: row.dayCountBasis,
    repaymentMethod: row.repaymentMethod,
    termMonths: termMonths(row.disbursedOn, row.maturesOn),
    disbursedOn: row.disbursedOn,
    maturesOn: row.maturesOn,
    extendedUntil: row.extendedUntil,
    outstandingFen: row.principal,
    interestPaidFen: ZERO_FEN,
    penaltyPaidFen: ZERO_FEN,
    state: LOAN_STATES.initial,
    settledOn: null,
    origin: 'take-over' as const,
    flagsJson,
    controlBalanceFen: row.controlBalance,
    controlBalanceOn: row.controlBalanceOn,
    jobsToCreate: 0,
    createdAt: unit.now,
    updatedAt: unit.now,
    version: 0,
  };
}

/** The schedule of the contract, where its maturity is a whole number of months away and something is still owed. */
function instalmentsOf(row: PortfolioRow, loanId: number) {
  const { principal, annualRate, disbursedOn, dayCountBasis, repaymentMethod: method } = row;
  const months = termMonths(disbursedOn, row.maturesOn);
  if (row.controlBalance === 0 || addMonths(disbursedOn, months) !== row.maturesOn) return [];
  const { instalments } = repaymentSchedule({
    method,
    principal,
    annualRate,
    termMonths: months,
    disbursedOn,
    dayCountBasis,
  });
  return instalmentRows(loanId, instalments);
}
