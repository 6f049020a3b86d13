import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import type { Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';

/** Records what happened to a claim on the acting organisation's chain and, with a topic, tells others. */
export function recordOnClaim(
  context: Context,
  unit: UnitOfWork,
  claim: Pick<Row<SubsidyClaim>, 'id' | 'bankOrganisationId'>,
  detail: Readonly<Record<string, JsonValue>>,
  topic?: string,
): void {
  const organisationId = context.actor.organisationId ?? claim.bankOrganisationId;
  unit.record({ organisationId, subjectKind: 'subsidy-claim', subjectId: claim.id, detail });
  if (topic === undefined) return;
  const payload = { claimId: claim.id, ...detail };
  unit.publish({ topic, aggregateKind: 'subsidy-claim', aggregateId: claim.id, payload });
}
