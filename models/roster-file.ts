import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { RegistryName, RosterMode } from '../server/core/registries/registries.js';
import {
  code,
  count,
  day,
  foreignKey,
  id,
  instant,
  optional,
  reference,
  text,
  withDefault,
} from './columns.js';

/** Where a roster came from and what day it speaks of; its rows are counted by its import. */
export class RosterFile extends Model<InferAttributes<RosterFile>, InferCreationAttributes<RosterFile>> {
  declare id: CreationOptional<number>;
  declare importId: number;
  declare registry: RegistryName;
  declare mode: RosterMode;
  declare sourceOffice: string;
  declare documentNumber: string | null;
  declare asOfOn: BusinessDate;
  /** `taken-in-part`: rows were refused, so that nobody was taken off the list for not standing in it. */
  declare state: 'taking' | 'taken' | 'taken-in-part';
  /** Who stood in the registry and not in this snapshot. */
  declare endedCount: CreationOptional<number>;
  declare receivedByUserId: number;
  declare createdAt: string;
  declare takenAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    RosterFile.init(
      {
        id: id(),
        importId: foreignKey('imports'),
        registry: code(32),
        mode: code(16),
        sourceOffice: text(96),
        documentNumber: optional(reference(96)),
        asOfOn: day(),
        state: code(16),
        endedCount: withDefault(count(), 0),
        receivedByUserId: foreignKey('users'),
        createdAt: instant(),
        takenAt: optional(instant()),
      },
      { sequelize, tableName: 'roster_files' },
    );
  }
}
