import { conditionOf, type SqlPart } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import {
  applicationScope,
  compensationClaimScope,
  loanScope,
  postCheckScope,
  subsidyClaimScope,
} from '../auth/scope.js';
import type { Actor, Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { workingDaysBetween } from '../core/calendar/working-calendar.js';
import { afterDay, pageByDay, type Page, type PageRequest } from '../paging.js';
import type { Stage, TimedStage } from './stage-clock.js';

/** What a worklist is asked for. */
export interface StageFilter extends PageRequest {
  /** Only what one's own organisation has to do, which is the default; `false`: everything within one's sight. */
  readonly own?: boolean | undefined;
  readonly stage?: Stage | undefined;
  /** Only what is past its day, or only what is not. */
  readonly late?: boolean | undefined;
}

/** A stage whose clock runs: what it is about, whose work it is, and how many working days are left (negative: too late). */
export interface OpenStage {
  readonly id: number;
  readonly subjectKind: TimedStage['subjectKind'];
  readonly subjectId: number;
  /** The number by which people know the subject. */
  readonly subjectNumber: string;
  /** Where the subject is found: an extension on its loan, a reconsideration on its application. */
  readonly loanId: number | null;
  readonly applicationId: number | null;
  readonly stage: Stage;
  readonly organisationId: number;
  readonly organisationName: string;
  readonly startedOn: BusinessDate;
  readonly dueOn: BusinessDate;
  readonly isEstimated: boolean;
  readonly workingDaysLeft: number;
}

interface FoundStage extends Omit<OpenStage, 'isEstimated' | 'workingDaysLeft'> {
  readonly estimatedFlag: number;
}

interface Subject {
  readonly kinds: readonly TimedStage['subjectKind'][];
  /** The ids that an actor sees. */
  readonly visible: (actor: Actor) => SqlPart;
}

const within = (table: string, where: object): SqlPart => {
  const { sql, parameters } = conditionOf(where);
  return { sql: `SELECT id FROM ${table}${sql}`, parameters };
};

const SUBJECTS: readonly Subject[] = [
  { kinds: ['application'], visible: (actor) => within('applications', applicationScope(actor)) },
  {
    kinds: ['reconsideration'],
    visible: (actor) => {
      const { sql, parameters } = within('applications', applicationScope(actor));
      return { sql: `SELECT id FROM reconsiderations WHERE applicationId IN (${sql})`, parameters };
    },
  },
  { kinds: ['subsidy-claim'], visible: (actor) => within('subsidy_claims', subsidyClaimScope(actor)) },
  {
    kinds: ['compensation-claim'],
    visible: (actor) => within('compensation_claims', compensationClaimScope(actor)),
  },
  { kinds: ['post-check'], visible: (actor) => within('post_checks', postCheckScope(actor)) },
  {
    kinds: ['extension'],
    visible: (actor) => {
      const { sql, parameters } = within('loans', loanScope(actor));
      return { sql: `SELECT id FROM extensions WHERE loanId IN (${sql})`, parameters };
    },
  },
];

const COLUMNS = `c.id, c.subjectKind, c.subjectId, c.stage, c.organisationId, c.startedOn, c.dueOn, c.estimatedFlag,
  o.name AS organisationName, COALESCE(a.number, s.number, k.number, l.contractNumber, '') AS subjectNumber, l.id AS loanId,
  a.id AS applicationId`;

const TABLES = `stage_clocks c JOIN organisations o ON o.id = c.organisationId
  LEFT JOIN reconsiderations r ON c.subjectKind = 'reconsideration' AND r.id = c.subjectId
  LEFT JOIN applications a ON a.id = CASE c.subjectKind WHEN 'application' THEN c.subjectId ELSE r.applicationId END
  LEFT JOIN subsidy_claims s ON c.subjectKind = 'subsidy-claim' AND s.id = c.subjectId
  LEFT JOIN compensation_claims k ON c.subjectKind = 'compensation-claim' AND k.id = c.subjectId
  LEFT JOIN post_checks p ON c.subjectKind = 'post-check' AND p.id = c.subjectId
  LEFT JOIN extensions e ON c.subjectKind = 'extension' AND e.id = c.subjectId
  LEFT JOIN loans l ON l.id = COALESCE(p.loanId, e.loanId)`;

function visibleTo(actor: Actor): SqlPart {
  const parts = SUBJECTS.map(({ kinds, visible }) => {
    const { sql, parameters } = visible(actor);
    const marks = kinds.map(() => '?').join(', ');
    return {
      sql: `(c.subjectKind IN (${marks}) AND c.subjectId IN (${sql}))`,
      parameters: [...kinds, ...parameters],
    };
  });
  return {
    sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

function conditionFor({ actor, system }: Context, filter: StageFilter): SqlPart {
  const terms: SqlPart[] = [{ sql: 'c.endedOn IS NULL', parameters: [] }, visibleTo(actor)];
  if (filter.own !== false && actor.organisationId !== null)
    terms.push({ sql: 'c.organisationId = ?', parameters: [actor.organisationId] });
  if (filter.stage) terms.push({ sql: 'c.stage = ?', parameters: [filter.stage] });
  if (filter.late !== undefined)
    terms.push({ sql: `c.dueOn ${filter.late ? '<' : '>='} ?`, parameters: [system.clock.today()] });
  const after = afterDay(filter);
  if (after)
    terms.push({
      sql: '(c.dueOn > ? OR (c.dueOn = ? AND c.id > ?))',
      parameters: [after.day, after.day, after.id],
    });
  return {
    sql: terms.map(({ sql }) => sql).join(' AND '),
    parameters: terms.flatMap(({ parameters }) => parameters),
  };
}

/** The stages whose clocks run, what is due first at the top, each with the working days that are left. */
export async function findOpenStages(context: Context, filter: StageFilter): Promise<Page<OpenStage>> {
  const { system } = context;
  const { sql, parameters } = conditionFor(context, filter);
  const rows = await selectRows<FoundStage>(
    system.database,
    `SELECT ${COLUMNS} FROM ${TABLES} WHERE ${sql} ORDER BY c.dueOn, c.id LIMIT ${Math.trunc(filter.limit) + 1}`,
    parameters,
  );
  const today = system.clock.today();
  const { calendar } = system.referenceData.current();
  const stages = rows.map(({ estimatedFlag, ...stage }): OpenStage => {
    const left = workingDaysBetween(calendar, today, stage.dueOn);
    return { ...stage, isEstimated: estimatedFlag === 1 || left.estimated, workingDaysLeft: left.value };
  });
  return pageByDay(stages, filter, ({ dueOn }) => dueOn);
}
