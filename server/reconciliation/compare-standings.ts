import { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import { findRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import { eventsInForce } from '../core/loan-history.js';
import {
  classDiffers,
  overdueDiffers,
  STANDING_CAUSES,
  type ComparedStanding,
} from '../core/reconciliation/compare-standing.js';
import { findClassesOn } from '../daily-close/find-standings-on.js';
import {
  keepBreaks,
  NO_EVIDENCE,
  sumOf,
  type BreakChanges,
  type BreakDay,
  type FoundDifference,
} from './break-book.js';
import type { ComparedContract } from './compared-contracts.js';

const NOTHING: BreakChanges = { opened: 0, changed: 0, resolved: 0 };

/**
 * Compares what a balance list says beside balances, its classes, and what the bank reported as overdue, with the daily close of
 * the day. Where no close has come to the day, or the loan was taken over later, there is nothing to compare with.
 */
export async function compareStandings(
  unit: UnitOfWork,
  day: BreakDay,
  contracts: readonly ComparedContract[],
): Promise<BreakChanges> {
  const listed = contracts.filter(
    ({ loanId, statedFen, origin }) => loanId !== null && statedFen !== null && origin === 'balance-list',
  );
  const standings = listed.length === 0 ? undefined : await findStandings(unit, day.balanceOn, listed);
  if (standings === undefined) return NOTHING;
  const differing = (test: (standing: ComparedStanding) => boolean, aspect: 'class' | 'overdue') =>
    listed.flatMap((contract): FoundDifference[] => {
      const standing = standings.get(contract.loanId ?? 0);
      return standing !== undefined && test(standing) ? [differenceIn(aspect, contract, standing)] : [];
    });
  const ofClass = await keepBreaks(unit, day, 'class', listed, differing(classDiffers, 'class'));
  return sumOf(ofClass, await keepBreaks(unit, day, 'overdue', listed, differing(overdueDiffers, 'overdue')));
}

function differenceIn(
  aspect: 'class' | 'overdue',
  { contractNumber, loanId }: ComparedContract,
  { statedClass, ledgerClass, bankOverdueFrom, ourOverdueFrom }: ComparedStanding,
): FoundDifference {
  const evidence = { ...NO_EVIDENCE, bankOverdueFrom, ourOverdueFrom };
  const figures = { statedFen: null, ledgerFen: null, statedClass, ledgerClass };
  return { contractNumber, loanId, cause: STANDING_CAUSES[aspect], evidence, ...figures };
}

/** By loan id; undefined where the day is not closed. Days up to a take-over are the bank's alone. */
async function findStandings(
  { transaction }: UnitOfWork,
  day: BusinessDate,
  listed: readonly ComparedContract[],
): Promise<Map<number, ComparedStanding> | undefined> {
  const loanIds = listed.flatMap(({ loanId }) => loanId ?? []);
  const classes = await findClassesOn(transaction, loanIds, day);
  if (classes === undefined) return undefined;
  const loans = await findRows(Loan, { where: { id: loanIds }, transaction });
  const knownFrom = new Map(loans.map((loan) => [loan.id, loan.controlBalanceOn ?? loan.disbursedOn]));
  const where = { loanId: loanIds, kind: 'overdue' as const };
  const events = await findRows(LoanEvent, { where, order: [['id', 'ASC']], transaction });
  const standings = new Map<number, ComparedStanding>();
  for (const { loanId, statedClass } of listed) {
    if (loanId === null || (knownFrom.get(loanId) ?? day) >= day) continue;
    const overdue = eventsInForce(events.filter((event) => event.loanId === loanId)).filter(
      ({ fromOn, untilOn }) => fromOn <= day && (untilOn === null || untilOn > day),
    );
    const sinceBy = (source: 'bank' | 'daily-close') =>
      overdue.find((event) => event.source === source)?.fromOn ?? null;
    standings.set(loanId, {
      statedClass,
      ledgerClass: classes.get(loanId) ?? 'pass',
      bankOverdueFrom: sinceBy('bank'),
      ourOverdueFrom: sinceBy('daily-close'),
    });
  }
  return standings;
}
