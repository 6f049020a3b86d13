import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { BusinessDate } from '../server/core/business-date.js';
import type { RegistryName } from '../server/core/registries/registries.js';
import { blindIndex, code, count, day, foreignKey, id, instant, optional } from './columns.js';

/** A fact: somebody looked into a registry, about whom, why and by what right, and what was found. */
export class RegistryLookUp extends Model<
  InferAttributes<RegistryLookUp>,
  InferCreationAttributes<RegistryLookUp>
> {
  declare id: CreationOptional<number>;
  declare applicationId: number | null;
  declare registry: RegistryName;
  declare subject: 'applicant' | 'business' | 'address' | 'book';
  /** Null where the whole book was compared. */
  declare subjectIndex: string | null;
  declare purpose: 'evidence' | 'eligibility' | 'red-flags';
  declare basis: 'consent' | 'legal-duty';
  declare consentId: number | null;
  declare outcome: 'match' | 'no-match' | 'no-roster';
  declare matchCount: number;
  declare entryId: number | null;
  /** The last roster of the registry when it was asked. */
  declare rosterFileId: number | null;
  declare lookedUpOn: BusinessDate;
  declare lookedUpByUserId: number | null;
  declare lookedUpAt: string;

  static initialise(sequelize: Sequelize): void {
    RegistryLookUp.init(
      {
        id: id(),
        applicationId: optional(foreignKey('applications')),
        registry: code(32),
        subject: code(16),
        subjectIndex: optional(blindIndex()),
        purpose: code(24),
        basis: code(16),
        consentId: optional(foreignKey('consents')),
        outcome: code(16),
        matchCount: count(),
        entryId: optional(foreignKey('roster_entries')),
        rosterFileId: optional(foreignKey('roster_files')),
        lookedUpOn: day(),
        lookedUpByUserId: optional(foreignKey('users')),
        lookedUpAt: instant(),
      },
      { sequelize, tableName: 'registry_look_ups' },
    );
  }
}
