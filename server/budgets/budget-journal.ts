import type { UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';

/** Records what happened to a budget on the acting office's chain and, with a topic, tells others. */
export function recordOnBudget(
  { actor }: Context,
  unit: UnitOfWork,
  budgetId: number,
  detail: Readonly<Record<string, JsonValue>>,
  topic?: string,
): void {
  if (actor.organisationId === null) throw new Error('Budgets are kept by offices');
  unit.record({ organisationId: actor.organisationId, subjectKind: 'budget', subjectId: budgetId, detail });
  if (topic === undefined) return;
  unit.publish({ topic, aggregateKind: 'budget', aggregateId: budgetId, payload: { budgetId, ...detail } });
}
