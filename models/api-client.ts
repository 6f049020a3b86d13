import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, flag, foreignKey, id, instant, longText, optional, text } from './columns.js';

/** A bank's own system: its account, what it may be granted, and how often it may call. */
export class ApiClient extends Model<InferAttributes<ApiClient>, InferCreationAttributes<ApiClient>> {
  declare id: CreationOptional<number>;
  declare clientCode: string;
  declare organisationId: number;
  declare userId: number;
  declare name: string;
  declare scopesJson: string;
  declare requestsPerMinute: number;
  declare signedWritesFlag: number;
  declare registeredByUserId: number;
  declare createdAt: string;
  declare disabledAt: string | null;

  static initialise(sequelize: Sequelize): void {
    ApiClient.init(
      {
        id: id(),
        clientCode: code(40),
        organisationId: foreignKey('organisations'),
        userId: foreignKey('users'),
        name: text(64),
        scopesJson: longText(),
        requestsPerMinute: count(),
        signedWritesFlag: flag(),
        registeredByUserId: foreignKey('users'),
        createdAt: instant(),
        disabledAt: optional(instant()),
      },
      { sequelize, tableName: 'api_clients' },
    );
  }
}
