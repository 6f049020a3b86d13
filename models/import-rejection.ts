import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { cipher, count, foreignKey, id, instant, longText, optional } from './columns.js';

/** A row of a bank's file that was not taken, with what is wrong with it. Its cells may be personal and are encrypted. */
export class ImportRejection extends Model<
  InferAttributes<ImportRejection>,
  InferCreationAttributes<ImportRejection>
> {
  declare id: CreationOptional<number>;
  declare importId: number;
  declare line: number;
  declare problemsJson: string;
  declare cellsCipher: string;
  declare erasedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    ImportRejection.init(
      {
        id: id(),
        importId: foreignKey('imports'),
        line: count(),
        problemsJson: longText(),
        cellsCipher: cipher(),
        erasedAt: optional(instant()),
      },
      { sequelize, tableName: 'import_rejections' },
    );
  }
}
