import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, id, instant, optional, text } from './columns.js';

/** An organisation that takes part: district office, station, bank, guarantor, centre, finance, audit or the platform itself. */
export class Organisation extends Model<
  InferAttributes<Organisation>,
  InferCreationAttributes<Organisation>
> {
  declare id: CreationOptional<number>;
  declare code: string;
  declare kind: 'district' | 'station' | 'bank' | 'guarantor' | 'centre' | 'finance' | 'audit' | 'platform';
  declare guarantorKind: 'fund' | 'institution' | null;
  declare name: string;
  declare districtCode: string | null;
  declare createdAt: string;
  declare disabledAt: string | null;

  static initialise(sequelize: Sequelize): void {
    Organisation.init(
      {
        id: id(),
        code: code(32),
        kind: code(16),
        guarantorKind: optional(code(16)),
        name: text(128),
        districtCode: optional(code(6)),
        createdAt: instant(),
        disabledAt: optional(instant()),
      },
      { sequelize, tableName: 'organisations' },
    );
  }
}
