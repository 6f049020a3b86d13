import { DailyClose } from '../../models/daily-close.js';
import { RiskAlertSweep } from '../../models/risk-alert-sweep.js';
import { findRow, type Row } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';

/** Where the sweep before had come to; the beginning of all things where there was none. */
export interface SweptUntil {
  readonly closeId: number;
  readonly businessDate: BusinessDate | null;
  /** When that close began: what came in since may not have been seen. */
  readonly startedAt: string;
  readonly loansSeen: number;
  readonly eventsSeen: number;
}

/** What a sweep looks at: all that happened after the sweep before, until a close. */
export interface SweepWindow {
  readonly after: SweptUntil;
  readonly close: Row<DailyClose>;
}

const NOTHING_SWEPT: SweptUntil = {
  closeId: 0,
  businessDate: null,
  startedAt: '',
  loansSeen: 0,
  eventsSeen: 0,
};

/** What is to be swept; undefined where the rules have looked at everything until the last close. */
export async function findSweepWindow(): Promise<SweepWindow | undefined> {
  const close = await findRow(DailyClose, { where: { state: 'done' }, order: [['businessDate', 'DESC']] });
  const last = await findRow(RiskAlertSweep, { where: {}, order: [['id', 'DESC']] });
  if (!close || last?.closeId === close.id) return undefined;
  const after = last && (await findRow(DailyClose, { where: { id: last.closeId } }));
  if (!after) return { after: NOTHING_SWEPT, close };
  const { id: closeId, businessDate, startedAt, loansSeen, eventsSeen } = after;
  return { after: { closeId, businessDate, startedAt, loansSeen, eventsSeen }, close };
}
