import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { IdentityKind } from '../server/core/identity-number.js';
import { blindIndex, cipher, code, foreignKey, id, optional, text } from './columns.js';

/** A person on an application, found again by the blind index of the identity. */
export class ApplicationParty extends Model<
  InferAttributes<ApplicationParty>,
  InferCreationAttributes<ApplicationParty>
> {
  declare id: CreationOptional<number>;
  declare applicationId: number;
  declare role:
    | 'applicant'
    | 'spouse'
    | 'partner'
    | 'legal-representative'
    | 'counter-guarantor'
    | 'counter-guarantor-spouse'
    | 'new-hire';
  declare name: string;
  declare identityKind: IdentityKind;
  declare identityCipher: string;
  declare identityIndex: string;
  declare phoneCipher: string | null;
  declare phoneIndex: string | null;

  static initialise(sequelize: Sequelize): void {
    ApplicationParty.init(
      {
        id: id(),
        applicationId: foreignKey('applications'),
        role: code(32),
        name: text(128),
        identityKind: code(32),
        identityCipher: cipher(),
        identityIndex: blindIndex(),
        phoneCipher: optional(cipher()),
        phoneIndex: optional(blindIndex()),
      },
      { sequelize, tableName: 'application_parties' },
    );
  }
}
