import { selectRows } from '../../models/rows.js';
import type { System } from '../context.js';
import { addDays, type BusinessDate } from '../core/business-date.js';
import type { Fen } from '../core/money.js';
import { judgeMaturity, type AlertFinding } from '../core/risk-alerts/judge-loan.js';
import { lastReserve } from '../loans/find-reserve.js';
import type { SweepWindow } from './sweep-window.js';

interface MaturingRow {
  readonly loanId: number;
  readonly maturesOn: BusinessDate;
  readonly principal: Fen;
  readonly outstanding: Fen;
  readonly reserved: Fen;
}

/** Loans that came near their maturity since the sweep before; new ones, and those with another reserve, that are near it already. */
export async function detectMaturities(
  { database, referenceData }: System,
  { after, close: { businessDate } }: SweepWindow,
): Promise<AlertFinding[]> {
  const { policyBook } = referenceData.current();
  const ruleOn = (day: BusinessDate) => policyBook.valueOn('alert-maturity-without-reserve', day).value;
  const horizonOn = (day: BusinessDate) => addDays(day, ruleOn(day).days);
  const seenUntil = after.businessDate === null ? businessDate : horizonOn(after.businessDate);
  const horizon = horizonOn(businessDate);
  const rows = await selectRows<MaturingRow>(
    database,
    `SELECT l.id AS loanId, COALESCE(l.extendedUntil, l.maturesOn) AS maturesOn, l.principalFen AS principal,
        l.outstandingFen AS outstanding, COALESCE(${lastReserve('l')}, 0) AS reserved
       FROM (SELECT id FROM loans WHERE maturesOn > ? AND maturesOn <= ? AND extendedUntil IS NULL
             UNION SELECT id FROM loans WHERE extendedUntil > ? AND extendedUntil <= ?
             UNION SELECT id FROM loans WHERE id > ?
               AND COALESCE(extendedUntil, maturesOn) > ? AND COALESCE(extendedUntil, maturesOn) <= ?
             UNION SELECT m.id FROM repayment_reserves r JOIN loans m ON m.id = r.loanId WHERE r.recordedAt >= ?
               AND COALESCE(m.extendedUntil, m.maturesOn) > ? AND COALESCE(m.extendedUntil, m.maturesOn) <= ?) near
       JOIN loans l ON l.id = near.id AND l.state IN ('active', 'overdue')
      ORDER BY l.id`,
    [
      seenUntil,
      horizon,
      seenUntil,
      horizon,
      after.loansSeen,
      businessDate,
      horizon,
      after.startedAt,
      businessDate,
      horizon,
    ],
  );
  return rows.flatMap((row) => judgeMaturity(row, ruleOn(businessDate)));
}
