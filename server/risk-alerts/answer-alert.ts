import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { RISK_ALERT_STATES } from '../core/states/risk-alert-states.js';
import { mayTrigger, transition } from '../core/states/state-machine.js';
import { actOnAlert, lockAlert, type AlertInput, type AlertReply } from './alert-case.js';

/** What people may do about an alert; a remark leaves its state. */
export const ALERT_ACTIONS = ['remark', 'start', 'resolve', 'dismiss'] as const;
export type AlertActionKind = (typeof ALERT_ACTIONS)[number];

export interface AlertAnswer extends AlertInput {
  readonly kind: AlertActionKind;
  /** What was found or done, or why it is a false alarm. */
  readonly text: string;
}

/**
 * Writes what somebody did about an alert: a remark, that work has begun, how it was resolved, or why it is a false alarm. A closed
 * alert does not come back for the same fact. Fails: not-found, stale-version, illegal-transition, forbidden.
 */
export async function answerAlert(
  context: Context,
  { kind, text, ...input }: AlertAnswer,
): Promise<AlertReply> {
  const { actor } = context;
  return runCommand(context, `risk-alert.${kind}`, async (unit) => {
    const alert = await lockAlert(unit, actor, input);
    if (kind === 'remark') return actOnAlert(unit, actor, alert, {}, { kind, text });
    const state = transition(RISK_ALERT_STATES, alert.state, kind);
    if (!mayTrigger(RISK_ALERT_STATES, alert.state, kind, actor.role)) throw new DomainError('forbidden');
    const closing = kind === 'start' ? {} : { closedOn: unit.today, resolution: text };
    return actOnAlert(unit, actor, alert, { state, ...closing }, { kind, text });
  });
}
