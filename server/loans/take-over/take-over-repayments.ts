import { Repayment } from '../../../models/repayment.js';
import { loadRows } from '../../../models/load-rows.js';
import { findRows, insertRows, type Row } from '../../../models/rows.js';
import type { RepaymentRow } from '../../core/bank-files/repayments-file.js';
import { DAY_AHEAD } from '../../core/bank-files/row-problem.js';
import type { BusinessDate } from '../../core/business-date.js';
import { withRepayment, withReversal, type LoanBalance } from '../../core/loan-balance.js';
import { balanceOf, findCompensated, type LoanMoney } from '../loan-case.js';
import { storeBalances } from '../store-balance.js';
import { BatchTally, type RowRefusal } from '../../imports/batch-tally.js';
import type { BatchContext, WriteBatch } from '../../imports/import-kind.js';
import { idsBy, lockMoneyByContract } from './batch.js';

type StoredRepayment = Row<Repayment>;

/** A loan as the rows of the batch so far leave it. */
interface Account {
  readonly loan: LoanMoney;
  balance: LoanBalance;
  lastPaidOn: BusinessDate;
}

/** What a batch of repayments is judged against. */
interface Ledger {
  readonly accounts: ReadonlyMap<string, Account>;
  /** Repayments in store by serial number: those of the same number, and those that reversals name. */
  readonly stored: ReadonlyMap<string, StoredRepayment>;
  readonly reversed: Set<string>;
  readonly accepted: Map<string, RepaymentRow>;
  /** Loans, by id, whose money comes back as a recovery. */
  readonly compensated: ReadonlySet<number>;
}

/** Takes repayments and reversals as the bank split them, row by row, and brings the loans to their sum. */
export const takeOverRepayments: WriteBatch<RepaymentRow> = async (batch, rows) => {
  const tally = new BatchTally<RepaymentRow>();
  const ledger = await openLedger(batch, rows);
  for (const row of rows) {
    const earlier = ledger.stored.get(row.serialNumber);
    const refusal = earlier ? refusalOfRepeat(ledger, row, earlier) : refusalOf(batch, ledger, row);
    if (refusal) tally.reject(row, ...refusal);
    else if (earlier) tally.pass();
    else {
      book(ledger, row);
      tally.accept(row);
    }
  }
  if (tally.accepted.length > 0) await store(batch, ledger, tally.accepted);
  return tally.result();
};

async function openLedger(batch: BatchContext, rows: readonly RepaymentRow[]): Promise<Ledger> {
  const { unit, bankOrganisationId } = batch;
  const { transaction } = unit;
  const loans = await lockMoneyByContract(batch, new Set(rows.map((row) => row.contractNumber)));
  const originals = rows.flatMap((row) => row.reversesSerialNumber ?? []);
  const serialNumber = [...new Set([...rows.map((row) => row.serialNumber), ...originals])];
  const stored = await findRows(Repayment, { where: { bankOrganisationId, serialNumber }, transaction });
  const bySerial = new Map(stored.map((repayment) => [repayment.serialNumber, repayment]));
  const originalIds = originals.flatMap((serial) => bySerial.get(serial)?.id ?? []);
  const reversals = await findRows(Repayment, { where: { reversesRepaymentId: originalIds }, transaction });
  const serialById = new Map(stored.map((repayment) => [repayment.id, repayment.serialNumber]));
  const accounts = [...loans].map(([contract, loan]): [string, Account] => [
    contract,
    { loan, balance: balanceOf(loan), lastPaidOn: loan.disbursedOn },
  ]);
  return {
    accounts: new Map(accounts),
    stored: bySerial,
    reversed: new Set(
      reversals.map(({ reversesRepaymentId }) => serialById.get(reversesRepaymentId ?? 0) ?? ''),
    ),
    accepted: new Map(),
    compensated: await findCompensated(transaction, [...loans.values()]),
  };
}

function refusalOfRepeat(
  ledger: Ledger,
  row: RepaymentRow,
  earlier: StoredRepayment,
): RowRefusal | undefined {
  const loan = ledger.accounts.get(row.contractNumber)?.loan;
  const same =
    earlier.loanId === loan?.id &&
    earlier.kind === row.kind &&
    earlier.paidOn === row.paidOn &&
    hasSplit(earlier, row) &&
    (row.reversesSerialNumber === null ||
      ledger.stored.get(row.reversesSerialNumber)?.id === earlier.reversesRepaymentId);
  return same
    ? undefined
    : [
        '流水号',
        'conflict',
        {
          zh: '该流水号已接收，但内容与本行不一致；更正请用冲正',
          en: 'The serial number is known with another content; correct it by a reversal',
        },
      ];
}

function refusalOf(batch: BatchContext, ledger: Ledger, row: RepaymentRow): RowRefusal | undefined {
  const account = ledger.accounts.get(row.contractNumber);
  if (account === undefined)
    return [
      '合同编号',
      'unknown-contract',
      {
        zh: '本行没有这份合同；请先接收贷款，再接收还款',
        en: 'Your bank has no such contract here; import the loan first, then its repayments',
      },
    ];
  if (ledger.accepted.has(row.serialNumber))
    return [
      '流水号',
      'duplicate',
      {
        zh: '同一文件中该流水号出现了不止一次',
        en: 'The serial number stands in this file more than once; keep one row of it',
      },
    ];
  if (ledger.compensated.has(account.loan.id))
    return [
      '合同编号',
      'contradiction',
      {
        zh: '该贷款已代偿或核销，回款应由担保机构作为追偿登记',
        en: 'The loan was compensated or written off; the guarantor records what comes back as a recovery',
      },
    ];
  if (row.paidOn < account.loan.disbursedOn)
    return [
      '交易日期',
      'outside-loan-term',
      { zh: '交易日期早于放款日期', en: 'The day is before the disbursement' },
    ];
  if (row.paidOn > batch.unit.today) return ['交易日期', 'outside-loan-term', DAY_AHEAD];
  if (row.kind === 'reversal') return refusalOfReversal(ledger, row, account);
  if (row.principal > account.balance.outstanding) {
    return [
      '本金',
      'amount-exceeds-outstanding',
      {
        zh: '归还的本金超过贷款余额；请核对是否重复或漏了冲正',
        en: 'More principal than is still owed; look for a double row or a missing reversal',
      },
    ];
  }
  return undefined;
}

function refusalOfReversal(ledger: Ledger, row: RepaymentRow, account: Account): RowRefusal | undefined {
  const serial = row.reversesSerialNumber ?? '';
  const stored = ledger.stored.get(serial);
  const fresh = ledger.accepted.get(serial);
  const kind = stored?.kind ?? fresh?.kind;
  if (kind === undefined)
    return [
      '原流水号',
      'unknown-original',
      {
        zh: '找不到被冲正的流水；请先接收原流水',
        en: 'The payment it reverses is not known; import that first',
      },
    ];
  if (kind === 'reversal')
    return [
      '原流水号',
      'contradiction',
      {
        zh: '冲正不能再被冲正；请重新登记原还款',
        en: 'A reversal cannot be reversed; record the payment anew',
      },
    ];
  if (ledger.reversed.has(serial))
    return [
      '原流水号',
      'already-reversed',
      { zh: '原流水已经冲正过一次', en: 'The payment was reversed before' },
    ];
  const sameLoan = stored ? stored.loanId === account.loan.id : fresh?.contractNumber === row.contractNumber;
  const sameSplit = stored ? hasSplit(stored, row) : fresh !== undefined && isSameSplit(fresh, row);
  if (!sameLoan || !sameSplit)
    return [
      '原流水号',
      'contradiction',
      {
        zh: '冲正的合同和金额应与原流水相同',
        en: 'A reversal has the contract and amounts of what it reverses',
      },
    ];
  if (row.paidOn < (stored?.paidOn ?? fresh?.paidOn ?? row.paidOn)) {
    return [
      '交易日期',
      'outside-loan-term',
      { zh: '冲正日期早于原交易日期', en: 'The reversal is before the day of what it reverses' },
    ];
  }
  return undefined;
}

const hasSplit = (stored: StoredRepayment, row: RepaymentRow): boolean =>
  stored.principalFen === row.principal &&
  stored.interestFen === row.interest &&
  stored.penaltyFen === row.penalty;

const isSameSplit = (left: RepaymentRow, right: RepaymentRow): boolean =>
  left.principal === right.principal && left.interest === right.interest && left.penalty === right.penalty;

/** Lets a row count for the rows after it. */
function book(ledger: Ledger, row: RepaymentRow): void {
  const account = ledger.accounts.get(row.contractNumber);
  if (account === undefined) return;
  const after = row.kind === 'reversal' ? withReversal : withRepayment;
  account.balance = after(account.balance, row);
  if (row.paidOn > account.lastPaidOn) account.lastPaidOn = row.paidOn;
  ledger.accepted.set(row.serialNumber, row);
  if (row.reversesSerialNumber !== null) ledger.reversed.add(row.reversesSerialNumber);
}

async function store(batch: BatchContext, ledger: Ledger, accepted: readonly RepaymentRow[]): Promise<void> {
  const { unit, bankOrganisationId } = batch;
  const { transaction } = unit;
  const payments = accepted.filter((row) => row.kind !== 'reversal');
  const reversals = accepted.filter((row) => row.kind === 'reversal');
  await loadRows(
    Repayment,
    payments.map((row) => repaymentRow(batch, ledger, row, null)),
    transaction,
  );
  if (reversals.length > 0) {
    const serialNumber = reversals.map((row) => row.reversesSerialNumber ?? '');
    const ids = await idsBy(transaction, 'repayments', 'serialNumber', { bankOrganisationId, serialNumber });
    const rows = reversals.map((row) => {
      const reversesRepaymentId = ids.get(row.reversesSerialNumber ?? '') ?? null;
      return repaymentRow(batch, ledger, row, reversesRepaymentId);
    });
    await insertRows(Repayment, rows, transaction);
  }
  const touched = new Set(accepted.map((row) => row.contractNumber));
  const changed = [...ledger.accounts].filter(([contractNumber]) => touched.has(contractNumber));
  await storeBalances(
    unit,
    changed.map(([, { loan, balance, lastPaidOn }]) => ({ loan, balance, on: lastPaidOn })),
  );
}

function repaymentRow(
  { context, unit, bankOrganisationId }: BatchContext,
  ledger: Ledger,
  row: RepaymentRow,
  reversesRepaymentId: number | null,
) {
  return {
    loanId: ledger.accounts.get(row.contractNumber)?.loan.id ?? 0,
    bankOrganisationId,
    serialNumber: row.serialNumber,
    kind: row.kind,
    paidOn: row.paidOn,
    principalFen: row.principal,
    interestFen: row.interest,
    penaltyFen: row.penalty,
    reversesRepaymentId,
    recordedByUserId: context.actor.userId,
    recordedAt: unit.now,
  };
}
