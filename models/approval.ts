import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { blindIndex, code, foreignKey, id, instant, longText, looseId, optional, sha256 } from './columns.js';

/** A proposal by a maker, bound by its hash, and the verdict of another natural person. */
export class Approval extends Model<InferAttributes<Approval>, InferCreationAttributes<Approval>> {
  declare id: CreationOptional<number>;
  declare subjectKind: string;
  declare subjectId: number;
  declare action: string;
  declare payloadJson: string;
  declare payloadHash: string;
  declare state: 'proposed' | 'approved' | 'declined' | 'superseded';
  declare makerUserId: number;
  declare makerPersonIndex: string;
  declare checkerUserId: number | null;
  declare checkerPersonIndex: string | null;
  declare reason: string | null;
  declare proposedAt: string;
  declare decidedAt: string | null;
  declare openKey: string | null;

  static initialise(sequelize: Sequelize): void {
    Approval.init(
      {
        id: id(),
        subjectKind: code(32),
        subjectId: looseId(),
        action: code(48),
        payloadJson: longText(),
        payloadHash: sha256(),
        state: code(16),
        makerUserId: foreignKey('users'),
        makerPersonIndex: blindIndex(),
        checkerUserId: optional(looseId()),
        checkerPersonIndex: optional(blindIndex()),
        reason: optional(longText()),
        proposedAt: instant(),
        decidedAt: optional(instant()),
        openKey: optional(code(96)),
      },
      { sequelize, tableName: 'approvals' },
    );
  }
}
