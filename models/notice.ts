import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { NoticeKind } from '../server/core/notices.js';
import { code, id, instant, longText, looseId, reference } from './columns.js';

/** A fact: somebody is told something, once for each `factKey`. What it says follows from kind, values and day. */
export class Notice extends Model<InferAttributes<Notice>, InferCreationAttributes<Notice>> {
  declare id: CreationOptional<number>;
  declare factKey: string;
  declare kind: NoticeKind;
  declare valuesJson: string;
  declare subjectKind: string;
  declare subjectId: number;
  declare createdAt: string;

  static initialise(sequelize: Sequelize): void {
    Notice.init(
      {
        id: id(),
        factKey: reference(128),
        kind: code(48),
        valuesJson: longText(),
        subjectKind: code(32),
        subjectId: looseId(),
        createdAt: instant(),
      },
      { sequelize, tableName: 'notices' },
    );
  }
}
