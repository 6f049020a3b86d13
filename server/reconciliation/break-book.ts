import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { conditionOf } from '../../models/condition.js';
import { findRows, insertRows, updateRows, type Row } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import { canonicalJson } from '../core/canonical-json.js';
import type { Fen } from '../core/money.js';
import type { BreakCause } from '../core/reconciliation/break-causes.js';
import type { RiskClass } from '../core/risk-class.js';
import { RECONCILIATION_BREAK_STATES } from '../core/states/reconciliation-break-states.js';
import { allowedEvents, transition } from '../core/states/state-machine.js';

export type BreakRow = Row<ReconciliationBreak>;

/** What shows a suggested cause; the ids are those of repayments. */
export type BreakEvidence = {
  readonly repaymentIds: readonly number[];
  readonly instalmentNumber: number | null;
  readonly fitsOn: BusinessDate | null;
  /** Of a break in what is overdue: since when, by the bank's reports and by the daily close. */
  readonly bankOverdueFrom: BusinessDate | null;
  readonly ourOverdueFrom: BusinessDate | null;
};

/** Evidence where nothing is to be shown. */
export const NO_EVIDENCE: BreakEvidence = {
  repaymentIds: [],
  instalmentNumber: null,
  fitsOn: null,
  bankOverdueFrom: null,
  ourOverdueFrom: null,
};

/** A difference that a comparison found, with the figures of both sides. */
export interface FoundDifference {
  readonly contractNumber: string;
  readonly loanId: number | null;
  readonly cause: BreakCause;
  readonly evidence: BreakEvidence;
  readonly statedFen: Fen | null;
  readonly ledgerFen: Fen | null;
  readonly statedClass: RiskClass | null;
  readonly ledgerClass: RiskClass | null;
}

/** What a comparison did to the breaks of the contracts it looked at. */
export interface BreakChanges {
  readonly opened: number;
  /** Other figures or another cause than before. */
  readonly changed: number;
  readonly resolved: number;
}

/** What two comparisons did together. */
export const sumOf = (left: BreakChanges, right: BreakChanges): BreakChanges => ({
  opened: left.opened + right.opened,
  changed: left.changed + right.changed,
  resolved: left.resolved + right.resolved,
});

/** The bank and day whose breaks are written. */
export interface BreakDay {
  readonly bankOrganisationId: number;
  readonly balanceOn: BusinessDate;
}

/** What of a contract is compared. */
export type BreakAspect = BreakRow['aspect'];

/**
 * Brings the breaks of some contracts to what a comparison found: a new difference opens one, the same difference leaves it as
 * it is, another difference asks for another look, and agreement resolves it.
 */
export async function keepBreaks(
  unit: UnitOfWork,
  day: BreakDay,
  aspect: BreakAspect,
  visited: readonly { readonly contractNumber: string }[],
  differences: readonly FoundDifference[],
): Promise<BreakChanges> {
  const openKey = visited.map(({ contractNumber }) => openKeyOf(day, aspect, contractNumber));
  const unresolved = await findRows(ReconciliationBreak, {
    where: { openKey },
    transaction: unit.transaction,
  });
  const known = new Map(unresolved.map((row) => [row.contractNumber, row]));
  const found = new Map(differences.map((difference) => [difference.contractNumber, difference]));

  const fresh = differences.filter(({ contractNumber }) => !known.has(contractNumber));
  await insertRows(
    ReconciliationBreak,
    fresh.map((difference) => breakRow(unit, day, aspect, difference)),
    unit.transaction,
  );
  let changed = 0;
  const agreeing: BreakRow[] = [];
  for (const row of unresolved) {
    const difference = found.get(row.contractNumber);
    if (difference === undefined) agreeing.push(row);
    else if (await follow(unit, row, difference)) changed += 1;
  }
  await resolve(unit, agreeing);
  return { opened: fresh.length, changed, resolved: agreeing.length };
}

const openKeyOf = (
  { bankOrganisationId, balanceOn }: BreakDay,
  aspect: BreakAspect,
  contractNumber: string,
): string => `${bankOrganisationId}:${balanceOn}:${aspect}:${contractNumber}`;

const figuresOf = ({ evidence, ...difference }: FoundDifference) => ({
  loanId: difference.loanId,
  cause: difference.cause,
  statedFen: difference.statedFen,
  ledgerFen: difference.ledgerFen,
  statedClass: difference.statedClass,
  ledgerClass: difference.ledgerClass,
  evidenceJson: canonicalJson({ ...evidence, repaymentIds: [...evidence.repaymentIds] }),
});

function breakRow(
  { now, today }: UnitOfWork,
  day: BreakDay,
  aspect: BreakAspect,
  difference: FoundDifference,
) {
  return {
    ...day,
    contractNumber: difference.contractNumber,
    aspect,
    ...figuresOf(difference),
    state: RECONCILIATION_BREAK_STATES.initial,
    openKey: openKeyOf(day, aspect, difference.contractNumber),
    ownerOrganisationId: day.bankOrganisationId,
    ownerUserId: null,
    openedOn: today,
    closedOn: null,
    createdAt: now,
    updatedAt: now,
  };
}

const FIGURES = ['statedFen', 'ledgerFen', 'statedClass', 'ledgerClass'] as const;

/** Writes what is different from before; what was explained or accepted of other figures is open again. */
async function follow(unit: UnitOfWork, row: BreakRow, difference: FoundDifference): Promise<boolean> {
  const figures = figuresOf(difference);
  const sameFigures = FIGURES.every((column) => row[column] === figures[column]);
  if (sameFigures && row.cause === figures.cause && row.evidenceJson === figures.evidenceJson) return false;
  const asks = !sameFigures && allowedEvents(RECONCILIATION_BREAK_STATES, row.state).includes('differ');
  const state = asks ? transition(RECONCILIATION_BREAK_STATES, row.state, 'differ') : row.state;
  await change(unit, row, { ...figures, state });
  return true;
}

/** In one statement, since a file of repayments may resolve thousands. */
async function resolve({ today, now, transaction }: UnitOfWork, rows: readonly BreakRow[]): Promise<void> {
  if (rows.length === 0) return;
  for (const row of rows) transition(RECONCILIATION_BREAK_STATES, row.state, 'agree');
  const { sql, parameters } = conditionOf({ id: rows.map((row) => row.id) });
  await execute(
    transaction,
    `UPDATE reconciliation_breaks SET state = 'resolved', openKey = NULL, closedOn = ?, updatedAt = ?, version = version + 1${sql}`,
    [today, now, ...parameters],
  );
}

async function change(
  { now, transaction }: UnitOfWork,
  row: BreakRow,
  values: Partial<BreakRow>,
): Promise<void> {
  await updateRows(
    ReconciliationBreak,
    { ...values, updatedAt: now, version: row.version + 1 },
    { id: row.id },
    transaction,
  );
}
