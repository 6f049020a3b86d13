import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, foreignKey, id, instant, longText, looseId, optional, text } from './columns.js';

/** A message to a person, read in the product. */
export class Message extends Model<InferAttributes<Message>, InferCreationAttributes<Message>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare kind: string;
  declare title: string;
  declare body: string;
  declare subjectKind: string | null;
  declare subjectId: number | null;
  declare createdAt: string;
  declare readAt: string | null;
  /** Of a message that is one of our templates. */
  declare noticeId: number | null;

  static initialise(sequelize: Sequelize): void {
    Message.init(
      {
        id: id(),
        userId: foreignKey('users'),
        kind: code(48),
        title: text(128),
        body: longText(),
        subjectKind: optional(code(32)),
        subjectId: optional(looseId()),
        createdAt: instant(),
        readAt: optional(instant()),
        noticeId: optional(looseId()),
      },
      { sequelize, tableName: 'messages' },
    );
  }
}
