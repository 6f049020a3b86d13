import { ApplicationDecision } from '../../models/application-decision.js';
import { findRow, findRows, insertRow, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import type { ApplicationRow } from './application-case.js';

export type DecisionRow = Row<ApplicationDecision>;
export type DecisionStage = DecisionRow['stage'];

/** What was decided, by whom. `detail` holds terms and findings, never a personal value. */
export interface Decision {
  readonly stage: DecisionStage;
  readonly outcome: DecisionRow['outcome'];
  readonly reason: string;
  readonly detail: JsonValue;
  readonly makerUserId: number;
  readonly checkerUserId: number | null;
}

/** Keeps a decision as a fact on exactly the content that was decided. A stage decided again is another round. */
export async function recordDecision(
  unit: UnitOfWork,
  row: ApplicationRow,
  decision: Decision,
): Promise<number> {
  const { detail, ...said } = decision;
  const { transaction } = unit;
  const where = { applicationId: row.id, stage: decision.stage };
  const earlier = await findRow(ApplicationDecision, { where, order: [['round', 'DESC']], transaction });
  return insertRow(
    ApplicationDecision,
    {
      ...said,
      applicationId: row.id,
      contentHash: row.contentHash,
      detailJson: canonicalJson(detail),
      round: (earlier?.round ?? 0) + 1,
      decidedAt: unit.now,
    },
    transaction,
  );
}

/** All decisions on an application, the first one first. */
export async function findDecisions(applicationId: number): Promise<DecisionRow[]> {
  return findRows(ApplicationDecision, { where: { applicationId }, order: [['id', 'ASC']] });
}
