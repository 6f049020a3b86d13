import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { IdentityKind } from '../server/core/identity-number.js';
import type { RegistryName } from '../server/core/registries/registries.js';
import { blindIndex, cipher, code, day, foreignKey, id, instant, optional, text } from './columns.js';

/** Somebody, a firm or a place on a list of the city, from the day it was first listed until it was no longer. */
export class RosterEntry extends Model<InferAttributes<RosterEntry>, InferCreationAttributes<RosterEntry>> {
  declare id: CreationOptional<number>;
  declare registry: RegistryName;
  declare subjectKind: IdentityKind | 'place';
  declare subjectIndex: string;
  /** The employer or the base that the entry is about as well. */
  declare aboutIndex: string | null;
  /** Names and numbers, as the roster has them. */
  declare contentCipher: string;
  /** Keyed hash of all that the row said: equal rows are the same entry. */
  declare contentMark: string;
  declare districtCode: string | null;
  /** Of a place alone. */
  declare placeName: string | null;
  declare fromOn: BusinessDate;
  declare untilOn: BusinessDate | null;
  declare listedOn: BusinessDate;
  declare delistedOn: BusinessDate | null;
  declare firstFileId: number;
  declare lastFileId: number;
  declare endedByFileId: number | null;
  /** One live entry of each registry, subject and employer or base. */
  declare liveKey: string | null;
  declare erasedAt: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    RosterEntry.init(
      {
        id: id(),
        registry: code(32),
        subjectKind: code(32),
        subjectIndex: blindIndex(),
        aboutIndex: optional(blindIndex()),
        contentCipher: cipher(),
        contentMark: blindIndex(),
        districtCode: optional(code(6)),
        placeName: optional(text(128)),
        fromOn: day(),
        untilOn: optional(day()),
        listedOn: day(),
        delistedOn: optional(day()),
        firstFileId: foreignKey('roster_files'),
        lastFileId: foreignKey('roster_files'),
        endedByFileId: optional(foreignKey('roster_files')),
        liveKey: optional(blindIndex()),
        erasedAt: optional(instant()),
      },
      { sequelize, tableName: 'roster_entries' },
    );
  }
}
