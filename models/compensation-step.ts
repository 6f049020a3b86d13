import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { ConsentBody } from '../server/core/compensation/consent-bodies.js';
import type { CompensationClaimEvent } from '../server/core/states/compensation-claim-states.js';
import {
  blindIndex,
  code,
  count,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  reference,
  sha256,
  withDefault,
} from './columns.js';

/** A fact: who took which step on a claim for compensation, and on which content. */
export class CompensationStep extends Model<
  InferAttributes<CompensationStep>,
  InferCreationAttributes<CompensationStep>
> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare round: number;
  declare event: CompensationClaimEvent | 'open';
  declare body: CreationOptional<ConsentBody | ''>;
  declare contentHash: string;
  declare reason: string | null;
  declare documentNumber: string | null;
  declare takenByUserId: number | null;
  declare takenByPersonIndex: string | null;
  declare takenAt: string;

  static initialise(sequelize: Sequelize): void {
    CompensationStep.init(
      {
        id: id(),
        claimId: foreignKey('compensation_claims'),
        round: count(),
        event: code(24),
        body: withDefault(code(24), ''),
        contentHash: sha256(),
        reason: optional(longText()),
        documentNumber: optional(reference(96)),
        takenByUserId: optional(looseId()),
        takenByPersonIndex: optional(blindIndex()),
        takenAt: instant(),
      },
      { sequelize, tableName: 'compensation_steps' },
    );
  }
}
