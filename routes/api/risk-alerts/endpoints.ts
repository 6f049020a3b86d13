import { answerAlert } from '../../../server/risk-alerts/answer-alert.js';
import { assignAlert } from '../../../server/risk-alerts/assign-alert.js';
import { findAlert, findAlerts } from '../../../server/risk-alerts/find-alerts.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentAlert, presentAlertDetail } from './present.js';
import * as schemas from './schemas.js';

const numberOf = (id: string | undefined): number | undefined => (id === undefined ? undefined : Number(id));

const list = guarded<unknown, schemas.AlertsQuery>({
  method: 'get',
  path: '/api/v1/risk-alerts',
  tag: 'risk-alerts',
  operationId: 'listRiskAlerts',
  summary: 'What the rules of early warning found, due first; without a state, what is to be done (风险预警)',
  permission: 'risk-alert.read',
  query: schemas.alertsQuery,
  reply: { status: 200, schema: schemas.alertsReply },
  errors: [],
  handle: async (context, { query: { loanId, ownerUserId, ...rest } }) => {
    const filter = { ...rest, loanId: numberOf(loanId), ownerUserId: numberOf(ownerUserId) };
    const { items, nextCursor } = await findAlerts(context, filter);
    return { items: items.map((alert) => presentAlert(alert, context)), nextCursor };
  },
});

const detail = guarded<schemas.AlertParams>({
  method: 'get',
  path: '/api/v1/risk-alerts/:alertId',
  tag: 'risk-alerts',
  operationId: 'getRiskAlert',
  summary: 'One alert with its evidence and what was done about it',
  permission: 'risk-alert.read',
  params: schemas.alertParams,
  reply: { status: 200, schema: schemas.alertDetailReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentAlertDetail(await findAlert(context, Number(params.alertId)), context),
});

const assign = guarded<schemas.AlertParams, unknown, schemas.OwnerBody>({
  method: 'put',
  path: '/api/v1/risk-alerts/:alertId/owner',
  tag: 'risk-alerts',
  operationId: 'assignRiskAlert',
  summary: 'Give an alert to the person who is to deal with it (指派)',
  permission: 'risk-alert.assign',
  params: schemas.alertParams,
  body: schemas.ownerBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.alertReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body: { ownerUserId, reason: text, version } }) =>
    assignAlert(context, {
      alertId: Number(params.alertId),
      ownerUserId: Number(ownerUserId),
      text,
      version,
    }),
});

const act = guarded<schemas.AlertParams, unknown, schemas.ActionBody>({
  method: 'post',
  path: '/api/v1/risk-alerts/:alertId/actions',
  tag: 'risk-alerts',
  operationId: 'actOnRiskAlert',
  summary: 'Remark on an alert, start on it, resolve it, or dismiss it as a false alarm (处置预警)',
  permission: 'risk-alert.act',
  params: schemas.alertParams,
  body: schemas.actionBody,
  idempotency: 'required',
  reply: { status: 200, schema: schemas.alertReply },
  errors: ['not-found', 'stale-version', 'illegal-transition'],
  handle: (context, { params, body }) => answerAlert(context, { alertId: Number(params.alertId), ...body }),
});

/** 风险预警: what the rules found of loans, and what came of it. */
export const RISK_ALERT_ENDPOINTS: readonly Endpoint[] = [list, detail, assign, act];
