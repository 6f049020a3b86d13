import type { RiskAlertAction } from '../../models/risk-alert-action.js';
import { furtherConditionOf } from '../../models/condition.js';
import { RedFlag } from '../../models/red-flag.js';
import { findRows, selectRows, type Row } from '../../models/rows.js';
import { redFlagScope, riskAlertScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { AlertRuleName, AlertSeverity } from '../core/risk-alerts/alert-rules.js';
import { flagsBeside } from '../core/risk-alerts/shared-facts.js';
import type { RiskAlertState } from '../core/states/risk-alert-states.js';
import { afterDay, pageByDay, type Page, type PageRequest } from '../paging.js';
import type { AlertRow } from './alert-case.js';

/** Which alerts a list shows: what is left out does not narrow it, but without a state it shows what is to be done. */
export interface AlertFilter extends PageRequest {
  readonly state?: RiskAlertState | undefined;
  readonly rule?: AlertRuleName | undefined;
  readonly severity?: AlertSeverity | undefined;
  readonly loanId?: number | undefined;
  readonly ownerUserId?: number | undefined;
  /** Only what is the work of one's own organisation. */
  readonly own?: boolean | undefined;
  /** Only what is past its deadline. */
  readonly late?: boolean | undefined;
}

/** An alert with the names of what it concerns. */
export interface AlertView extends AlertRow {
  readonly contractNumber: string;
  readonly borrowerName: string;
  readonly ownerOrganisationName: string;
  readonly ownerName: string | null;
  /** Whether it is past its deadline, or was closed after it. */
  readonly late: boolean;
}

/** An alert with everything that was done about it. */
export interface AlertDetail extends AlertView {
  readonly evidence: JsonValue;
  readonly actions: readonly (Row<RiskAlertAction> & { readonly writtenBy: string })[];
  /** What the checks of the whole book make of the same fact; nothing for those who may not see flags. */
  readonly redFlags: readonly FlagBeside[];
}

/** A red flag that tells of the same fact as an alert. */
export type FlagBeside = Pick<Row<RedFlag>, 'id' | 'rule' | 'state' | 'conclusion'>;

type NamedAlert = Omit<AlertView, 'late'>;

const FROM_ALERTS = `SELECT a.*, l.contractNumber, l.borrowerName, o.name AS ownerOrganisationName,
    u.displayName AS ownerName
  FROM risk_alerts a JOIN loans l ON l.id = a.loanId JOIN organisations o ON o.id = a.ownerOrganisationId
  LEFT JOIN users u ON u.id = a.ownerUserId`;

/** The alerts one sees, those due first at the top. Fails: malformed (the cursor). */
export async function findAlerts(context: Context, filter: AlertFilter): Promise<Page<AlertView>> {
  const wanted = furtherConditionOf(conditionsOf(context, filter), 'a');
  const scoped = furtherConditionOf(riskAlertScope(context.actor), 'a');
  const after = afterDay(filter);
  const beyond = after === undefined ? '' : ' AND (a.dueOn > ? OR (a.dueOn = ? AND a.id > ?))';
  const rows = await selectRows<NamedAlert>(
    context.system.database,
    `${FROM_ALERTS} WHERE 1 = 1${wanted.sql}${scoped.sql}${beyond}
      ORDER BY a.dueOn, a.id LIMIT ${Math.trunc(filter.limit) + 1}`,
    [
      ...wanted.parameters,
      ...scoped.parameters,
      ...(after === undefined ? [] : [after.day, after.day, after.id]),
    ],
  );
  const { items, nextCursor } = pageByDay(rows, filter, ({ dueOn }) => dueOn);
  return { items: items.map((row) => withLateness(context, row)), nextCursor };
}

/** One alert with its evidence and what was done. Fails: not-found. */
export async function findAlert(context: Context, alertId: number): Promise<AlertDetail> {
  const { database } = context.system;
  const scoped = furtherConditionOf(riskAlertScope(context.actor), 'a');
  const [row] = await selectRows<NamedAlert>(database, `${FROM_ALERTS} WHERE a.id = ?${scoped.sql}`, [
    alertId,
    ...scoped.parameters,
  ]);
  if (row === undefined) throw new DomainError('not-found');
  const actions = await selectRows<AlertDetail['actions'][number]>(
    database,
    `SELECT t.*, u.displayName AS writtenBy FROM risk_alert_actions t JOIN users u ON u.id = t.writtenByUserId
      WHERE t.alertId = ? ORDER BY t.id`,
    [alertId],
  );
  return {
    ...withLateness(context, row),
    evidence: JSON.parse(row.evidenceJson) as JsonValue,
    actions,
    redFlags: await findFlagsBeside(context, row),
  };
}

async function findFlagsBeside({ actor }: Context, { loanId, rule }: NamedAlert): Promise<FlagBeside[]> {
  const rules = [...flagsBeside(rule)];
  if (rules.length === 0) return [];
  return findRows(RedFlag, {
    where: { loanId, rule: rules, ...redFlagScope(actor) },
    order: [['id', 'ASC']],
  });
}

function conditionsOf({ actor, system }: Context, filter: AlertFilter): object {
  const { state, rule, severity, loanId, ownerUserId, own, late } = filter;
  return {
    state: state ?? ['open', 'in-progress'],
    ...(rule !== undefined && { rule }),
    ...(severity !== undefined && { severity }),
    ...(loanId !== undefined && { loanId }),
    ...(ownerUserId !== undefined && { ownerUserId }),
    ...(own === true && { ownerOrganisationId: actor.organisationId ?? 0 }),
    ...(late === true && { dueOn: { '<': system.clock.today() } }),
  };
}

const withLateness = ({ system }: Context, row: NamedAlert): AlertView => ({
  ...row,
  late: (row.closedOn ?? system.clock.today()) > row.dueOn,
});
