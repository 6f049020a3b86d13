import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { WriteOffGround } from '../server/core/compensation/write-off-grounds.js';
import type { Fen } from '../server/core/money.js';
import { code, day, fenColumn, foreignKey, id, instant, looseId, reference, sha256 } from './columns.js';

/** A fact: the guarantor gives up what it cannot recover. Once for each claim; what comes back later is still shared. */
export class WriteOff extends Model<InferAttributes<WriteOff>, InferCreationAttributes<WriteOff>> {
  declare id: CreationOptional<number>;
  declare claimId: number;
  declare ground: WriteOffGround;
  declare documentNumber: string;
  declare policyId: string;
  declare debtFen: Fen;
  declare costsFen: Fen;
  declare givenUpFen: Fen;
  declare payloadHash: string;
  declare writtenOffOn: BusinessDate;
  declare proposedByUserId: number;
  declare approvedByUserId: number;
  declare confirmedByUserId: number;
  declare recordedAt: string;

  static initialise(sequelize: Sequelize): void {
    WriteOff.init(
      {
        id: id(),
        claimId: foreignKey('compensation_claims'),
        ground: code(32),
        documentNumber: reference(96),
        policyId: reference(96),
        debtFen: fenColumn(),
        costsFen: fenColumn(),
        givenUpFen: fenColumn(),
        payloadHash: sha256(),
        writtenOffOn: day(),
        proposedByUserId: looseId(),
        approvedByUserId: looseId(),
        confirmedByUserId: looseId(),
        recordedAt: instant(),
      },
      { sequelize, tableName: 'write_offs' },
    );
  }
}
