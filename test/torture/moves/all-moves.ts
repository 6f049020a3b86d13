import { ADVANCE_APPLICATION, BEGIN_APPLICATION } from './applications.js';
import { ADVANCE_COMPENSATION, OPEN_COMPENSATION } from './compensation.js';
import { CLOSE_AGAIN, passDays } from './days.js';
import type { Move } from './move.js';
import { RECOVER, REVERSE_RECOVERY, SPEND, WRITE_OFF } from './recoveries.js';
import { OVERPAY_AT_ONCE, REPAY, REPAY_AT_ONCE, REVERSE } from './repayments.js';
import { ASK_EXTENSION, BANK_CLASS, DECIDE_EXTENSION, REPORT_EVENT } from './reports.js';
import { ADVANCE_SUBSIDY_CLAIM, BUILD_SUBSIDY_CLAIM } from './subsidies.js';
import { FOREIGN_FILE, TAKE_OVER, TRESPASS } from './take-over.js';

const MOVES: readonly Move[] = [
  TAKE_OVER,
  BEGIN_APPLICATION,
  ADVANCE_APPLICATION,
  REPAY,
  REPAY_AT_ONCE,
  OVERPAY_AT_ONCE,
  REVERSE,
  ASK_EXTENSION,
  DECIDE_EXTENSION,
  REPORT_EVENT,
  BANK_CLASS,
  CLOSE_AGAIN,
  BUILD_SUBSIDY_CLAIM,
  ADVANCE_SUBSIDY_CLAIM,
  OPEN_COMPENSATION,
  ADVANCE_COMPENSATION,
  RECOVER,
  SPEND,
  REVERSE_RECOVERY,
  WRITE_OFF,
  FOREIGN_FILE,
  TRESPASS,
];

/** All moves with the weight of time: how often days go by among the commands. */
export const movesWithDays = (weight: number): readonly Move[] => [...MOVES, passDays(weight)];
