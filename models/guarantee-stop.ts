import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { Fen } from '../server/core/money.js';
import type { StopMeasure } from '../server/core/stop-rules.js';
import type { GuaranteeStopState } from '../server/core/states/guarantee-stop-states.js';
import {
  basisPoints,
  code,
  count,
  day,
  fenColumn,
  foreignKey,
  id,
  instant,
  longText,
  looseId,
  optional,
  reference,
  withDefault,
} from './columns.js';

/** New guarantees with a bank, a guarantor or a district have stopped, because a rate has reached its threshold. */
export class GuaranteeStop extends Model<
  InferAttributes<GuaranteeStop>,
  InferCreationAttributes<GuaranteeStop>
> {
  declare id: CreationOptional<number>;
  declare organisationId: number;
  declare measure: StopMeasure;
  declare rateBasisPoints: number;
  declare thresholdBasisPoints: number;
  declare policyId: string;
  declare partFen: Fen;
  declare wholeFen: Fen;
  declare stoppedOn: BusinessDate;
  declare state: GuaranteeStopState;
  /** Organisation, measure and agreement until it is released, then null: one stop of each in force. */
  declare openKey: string | null;
  declare releasedUntil: BusinessDate | null;
  declare releaseReason: string | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare version: CreationOptional<number>;
  /** Of a stop under one agreement alone. */
  declare agreementId: CreationOptional<number | null>;

  static initialise(sequelize: Sequelize): void {
    GuaranteeStop.init(
      {
        id: id(),
        organisationId: foreignKey('organisations'),
        measure: code(32),
        rateBasisPoints: basisPoints(),
        thresholdBasisPoints: basisPoints(),
        policyId: reference(96),
        partFen: fenColumn(),
        wholeFen: fenColumn(),
        stoppedOn: day(),
        state: code(16),
        openKey: optional(reference(64)),
        releasedUntil: optional(day()),
        releaseReason: optional(longText()),
        createdAt: instant(),
        updatedAt: instant(),
        version: withDefault(count(), 0),
        agreementId: optional(looseId()),
      },
      { sequelize, tableName: 'guarantee_stops' },
    );
  }
}
