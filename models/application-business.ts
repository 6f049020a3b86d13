import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import { blindIndex, foreignKey, keyed } from './columns.js';

/** By what the business of a filed application is recognised elsewhere; the values themselves stay in the sealed form. */
export class ApplicationBusiness extends Model<
  InferAttributes<ApplicationBusiness>,
  InferCreationAttributes<ApplicationBusiness>
> {
  declare applicationId: number;
  declare creditCodeIndex: string;
  declare addressIndex: string;
  /** The account that subsidies are paid to. */
  declare accountIndex: string;

  static initialise(sequelize: Sequelize): void {
    ApplicationBusiness.init(
      {
        applicationId: keyed(foreignKey('applications')),
        creditCodeIndex: blindIndex(),
        addressIndex: blindIndex(),
        accountIndex: blindIndex(),
      },
      { sequelize, tableName: 'application_businesses' },
    );
  }
}
