import type { Context } from '../../../server/context.js';
import { formatYuan, type Fen } from '../../../server/core/money.js';
import { BREAK_CAUSES } from '../../../server/core/reconciliation/break-causes.js';
import { differenceOf } from '../../../server/core/reconciliation/ledger-loan.js';
import {
  RECONCILIATION_BREAK_STATES,
  type ReconciliationBreakState,
} from '../../../server/core/states/reconciliation-break-states.js';
import { allowedEvents } from '../../../server/core/states/state-machine.js';
import type { BreakDetail } from '../../../server/reconciliation/find-break.js';
import type { BreakView } from '../../../server/reconciliation/find-breaks.js';
import type { ReconciliationSummary } from '../../../server/reconciliation/find-reconciliations.js';

const idOrNull = (id: number | null): string | null => (id === null ? null : String(id));
const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount));
const STATES = Object.keys(RECONCILIATION_BREAK_STATES.states) as ReconciliationBreakState[];

/** A bank's day against our books, with the number of breaks in each state. */
export const presentReconciliation = (reconciliation: ReconciliationSummary) => ({
  reconciliationId: String(reconciliation.id),
  bankCode: reconciliation.bankCode,
  bankName: reconciliation.bankName,
  balanceOn: reconciliation.balanceOn,
  statedCount: reconciliation.statedCount,
  stated: formatYuan(reconciliation.statedFen),
  ledger: formatYuan(reconciliation.ledgerFen),
  comparedAt: reconciliation.comparedAt,
  breaks: Object.fromEntries(STATES.map((state) => [state, reconciliation.breaks[state] ?? 0])),
});

/** A break as a list shows it. */
export const presentBreak = (row: BreakView, { language }: Context) => ({
  breakId: String(row.id),
  state: row.state,
  version: row.version,
  bankCode: row.bankCode,
  bankName: row.bankName,
  contractNumber: row.contractNumber,
  loanId: idOrNull(row.loanId),
  balanceOn: row.balanceOn,
  aspect: row.aspect,
  cause: row.cause,
  causeLabel: BREAK_CAUSES[row.cause].label[language],
  stated: yuanOrNull(row.statedFen),
  ledger: yuanOrNull(row.ledgerFen),
  difference: formatYuan(differenceOf(row.statedFen, row.ledgerFen)),
  statedClass: row.statedClass,
  ledgerClass: row.ledgerClass,
  owner: {
    organisationId: String(row.ownerOrganisationId),
    userId: idOrNull(row.ownerUserId),
    name: row.ownerName,
  },
  openedOn: row.openedOn,
  closedOn: row.closedOn,
  age: row.age,
  ageEstimated: row.ageEstimated,
});

/** A break with what shows it, what was said about it, and what the reader may do. */
export const presentBreakDetail = (detail: BreakDetail, context: Context) => ({
  ...presentBreak(detail, context),
  advice: BREAK_CAUSES[detail.cause].advice[context.language],
  evidence: { ...detail.evidence, repaymentIds: detail.evidence.repaymentIds.map(String) },
  statements: detail.statements.map(({ revision, balanceFen, riskClass, origin, recordedAt }) => ({
    revision,
    balance: formatYuan(balanceFen),
    riskClass,
    origin,
    recordedAt,
  })),
  repayments: detail.repayments.map((repayment) => ({
    repaymentId: String(repayment.id),
    serialNumber: repayment.serialNumber,
    kind: repayment.kind,
    paidOn: repayment.paidOn,
    principal: formatYuan(repayment.principalFen),
    interest: formatYuan(repayment.interestFen),
    penalty: formatYuan(repayment.penaltyFen),
  })),
  remarks: detail.remarks.map(({ kind, text, writtenBy, writtenAt }) => ({
    kind,
    text,
    writtenBy,
    writtenAt,
  })),
  allowed: allowedEvents(RECONCILIATION_BREAK_STATES, detail.state, context.actor.role),
});
