import { Application } from '../../models/application.js';
import { conditionOf } from '../../models/condition.js';
import type { StoredValue } from '../../models/engine.js';
import { findRow, findRows, selectRows, type Row } from '../../models/rows.js';
import { StageClock } from '../../models/stage-clock.js';
import { applicationScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { workingDaysBetween } from '../core/calendar/working-calendar.js';
import { DomainError } from '../core/errors.js';
import type { ApplicationState } from '../core/states/application-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { findConfirmableIds } from './find-confirmable.js';

/** What a list of applications is asked for. */
export interface ApplicationFilter extends PageRequest {
  readonly state?: ApplicationState | undefined;
  /** Only those of which a running clock has run out, or only those of which none has. */
  readonly overdue?: boolean | undefined;
}

/** A running clock: how long its stage has been taking, and how many working days are left (negative: too late). */
export interface ClockView {
  readonly stage: string;
  readonly round: number;
  readonly organisationId: number;
  readonly startedOn: BusinessDate;
  readonly warnOn: BusinessDate;
  readonly dueOn: BusinessDate;
  readonly endedOn: BusinessDate | null;
  readonly estimated: boolean;
  readonly workingDaysLeft: number | null;
}

export interface ApplicationItem {
  readonly id: number;
  readonly application: Row<Application>;
  readonly clocks: readonly ClockView[];
}

const OVERDUE_CLOCKS = `SELECT subjectId FROM stage_clocks
  WHERE subjectKind = 'application' AND endedOn IS NULL AND dueOn < ?`;

/** The applications an actor sees, newest first, with their running clocks; for a founder also those to be confirmed. */
export async function findApplications(
  context: Context,
  filter: ApplicationFilter,
): Promise<Page<ApplicationItem>> {
  const { system } = context;
  const { sql, parameters } = await conditionFor(context, filter);
  const limit = Math.trunc(filter.limit) + 1;
  const found = await selectRows<{ id: number }>(
    system.database,
    `SELECT id FROM applications WHERE ${sql} ORDER BY id DESC LIMIT ${limit}`,
    parameters,
  );
  const ids = found.map((row) => row.id);
  const rows = await findRows(Application, { where: { id: ids }, order: [['id', 'DESC']] });
  const clocks = await findClocks(context, { id: ids, running: true });
  return pageById(
    rows.map((application) => ({
      id: application.id,
      application,
      clocks: clocks.get(application.id) ?? [],
    })),
    filter,
  );
}

/** The application an actor sees, or may confirm. Fails: not-found. */
export async function findVisibleApplication(context: Context, id: number): Promise<Row<Application>> {
  const { actor, system } = context;
  const row = await findRow(Application, { where: { id, ...applicationScope(actor) } });
  if (row) return row;
  const confirmable = await findConfirmableIds(actor, system.database);
  const offered = confirmable.includes(id) ? await findRow(Application, { where: { id } }) : null;
  if (!offered) throw new DomainError('not-found');
  return offered;
}

/** The clocks of applications, by application and in the order in which they started. */
export async function findClocks(
  { system }: Context,
  { id, running }: { readonly id: readonly number[]; readonly running: boolean },
): Promise<Map<number, ClockView[]>> {
  const rows = await findRows(StageClock, {
    where: { subjectKind: 'application', subjectId: id, ...(running && { endedOn: null }) },
    order: [['id', 'ASC']],
  });
  const today = system.clock.today();
  const { calendar } = system.referenceData.current();
  const byApplication = new Map<number, ClockView[]>();
  for (const row of rows) {
    const left = row.endedOn === null ? workingDaysBetween(calendar, today, row.dueOn) : null;
    const { stage, round, organisationId, startedOn, warnOn, dueOn, endedOn } = row;
    const estimated = row.estimatedFlag === 1 || left?.estimated === true;
    const view = {
      stage,
      round,
      organisationId,
      startedOn,
      warnOn,
      dueOn,
      endedOn,
      estimated,
      workingDaysLeft: left?.value ?? null,
    };
    byApplication.set(row.subjectId, [...(byApplication.get(row.subjectId) ?? []), view]);
  }
  return byApplication;
}

interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly StoredValue[];
}

async function conditionFor({ actor, system }: Context, filter: ApplicationFilter): Promise<SqlCondition> {
  const terms: SqlCondition[] = [];
  const scope = conditionOf(applicationScope(actor));
  const confirmable = await findConfirmableIds(actor, system.database);
  const seen = scope.sql === '' ? '1 = 1' : scope.sql.slice(' WHERE '.length);
  const offered = confirmable.length > 0 ? ` OR id IN (${confirmable.map(() => '?').join(', ')})` : '';
  terms.push({ sql: `(${seen}${offered})`, parameters: [...scope.parameters, ...confirmable] });
  const before = idBefore(filter);
  if (before !== undefined) terms.push({ sql: 'id < ?', parameters: [before] });
  if (filter.state) terms.push({ sql: 'state = ?', parameters: [filter.state] });
  if (filter.overdue !== undefined) {
    const within = filter.overdue ? 'IN' : 'NOT IN';
    terms.push({ sql: `id ${within} (${OVERDUE_CLOCKS})`, parameters: [system.clock.today()] });
  }
  return {
    sql: terms.map((term) => term.sql).join(' AND '),
    parameters: terms.flatMap((term) => term.parameters),
  };
}
