import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import {
  code,
  count,
  foreignKey,
  id,
  instant,
  keyed,
  longText,
  looseId,
  optional,
  sha256,
} from './columns.js';

/** The head of the hash chain of an organisation. The row to lock before an event is added. */
export class AuditChain extends Model<InferAttributes<AuditChain>, InferCreationAttributes<AuditChain>> {
  declare organisationId: number;
  declare sequence: number;
  declare headHash: string;

  static initialise(sequelize: Sequelize): void {
    AuditChain.init(
      {
        organisationId: keyed(foreignKey('organisations')),
        sequence: count(),
        headHash: sha256(),
      },
      { sequelize, tableName: 'audit_chains' },
    );
  }
}

/** A fact: who did what to what, chained by hash to the event before. */
export class AuditEvent extends Model<InferAttributes<AuditEvent>, InferCreationAttributes<AuditEvent>> {
  declare id: CreationOptional<number>;
  declare organisationId: number;
  declare sequence: number;
  declare at: string;
  declare actorUserId: number | null;
  declare actorRole: string;
  declare command: string;
  declare subjectKind: string;
  declare subjectId: number | null;
  declare detailJson: string;
  declare requestId: string;
  declare previousHash: string;
  declare hash: string;

  static initialise(sequelize: Sequelize): void {
    AuditEvent.init(
      {
        id: id(),
        organisationId: foreignKey('organisations'),
        sequence: count(),
        at: instant(),
        actorUserId: optional(looseId()),
        actorRole: code(32),
        command: code(64),
        subjectKind: code(32),
        subjectId: optional(looseId()),
        detailJson: longText(),
        requestId: code(36),
        previousHash: sha256(),
        hash: sha256(),
      },
      { sequelize, tableName: 'audit_events' },
    );
  }
}
