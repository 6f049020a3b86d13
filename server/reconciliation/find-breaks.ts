import { furtherConditionOf } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import { reconciliationScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { addWorkingDays, workingDaysBetween } from '../core/calendar/working-calendar.js';
import type { BreakCause } from '../core/reconciliation/break-causes.js';
import type { ReconciliationBreakState } from '../core/states/reconciliation-break-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { BreakRow } from './break-book.js';

/** Which breaks a list shows: what is left out does not narrow it. */
export interface BreakFilter extends PageRequest {
  readonly state?: ReconciliationBreakState | undefined;
  readonly cause?: BreakCause | undefined;
  readonly bankCode?: string | undefined;
  readonly balanceOn?: BusinessDate | undefined;
  readonly contractNumber?: string | undefined;
  /** Opened at least so many working days ago. */
  readonly minimumAge?: number | undefined;
  readonly ownerUserId?: number | undefined;
}

/** A break with its bank, its owner and its age. */
export interface BreakView extends BreakRow {
  readonly bankCode: string;
  readonly bankName: string;
  readonly ownerName: string | null;
  /** Working days from the day it was opened until it was resolved, or until today. */
  readonly age: number;
  /** Whether the age counts days of a year whose calendar is not published. */
  readonly ageEstimated: boolean;
}

type NamedBreak = Omit<BreakView, 'age' | 'ageEstimated'>;

const FROM_BREAKS = `SELECT b.*, bank.code AS bankCode, bank.name AS bankName, owner.displayName AS ownerName
    FROM reconciliation_breaks b JOIN organisations bank ON bank.id = b.bankOrganisationId
    LEFT JOIN users owner ON owner.id = b.ownerUserId`;

/** The breaks one sees, the newest first. Fails: malformed (the cursor). */
export async function findBreaks(context: Context, filter: BreakFilter): Promise<Page<BreakView>> {
  const wanted = furtherConditionOf(conditionsOf(context, filter), 'b');
  const ofBank = furtherConditionOf(filter.bankCode === undefined ? {} : { code: filter.bankCode }, 'bank');
  const scoped = furtherConditionOf(reconciliationScope(context.actor), 'b');
  const rows = await selectRows<NamedBreak>(
    context.system.database,
    `${FROM_BREAKS} WHERE 1 = 1${wanted.sql}${ofBank.sql}${scoped.sql}
      ORDER BY b.id DESC LIMIT ${Math.trunc(filter.limit) + 1}`,
    [...wanted.parameters, ...ofBank.parameters, ...scoped.parameters],
  );
  const { items, nextCursor } = pageById(rows, filter);
  return { items: items.map((row) => withAge(context, row)), nextCursor };
}

/** One break as a list shows it; undefined where the actor sees none of this id. */
export async function findBreakView(context: Context, breakId: number): Promise<BreakView | undefined> {
  const scoped = furtherConditionOf(reconciliationScope(context.actor), 'b');
  const [row] = await selectRows<NamedBreak>(
    context.system.database,
    `${FROM_BREAKS} WHERE b.id = ?${scoped.sql}`,
    [breakId, ...scoped.parameters],
  );
  return row && withAge(context, row);
}

function conditionsOf({ system }: Context, filter: BreakFilter): object {
  const { state, cause, balanceOn, contractNumber, minimumAge, ownerUserId } = filter;
  const before = idBefore(filter);
  return {
    ...(state !== undefined && { state }),
    ...(cause !== undefined && { cause }),
    ...(balanceOn !== undefined && { balanceOn }),
    ...(contractNumber !== undefined && { contractNumber }),
    ...(ownerUserId !== undefined && { ownerUserId }),
    ...(minimumAge !== undefined && {
      openedOn: {
        '<=': addWorkingDays(system.referenceData.current().calendar, system.clock.today(), -minimumAge)
          .value,
      },
    }),
    ...(before !== undefined && { id: { '<': before } }),
  };
}

function withAge({ system }: Context, row: NamedBreak): BreakView {
  const { calendar } = system.referenceData.current();
  const age = workingDaysBetween(calendar, row.openedOn, row.closedOn ?? system.clock.today());
  return { ...row, age: age.value, ageEstimated: age.estimated };
}
