import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { cipher, code, foreignKey, id, instant, optional, sha256 } from './columns.js';

/** What an API client proves itself with: secrets as their hash only, signing keys sealed, since both sides compute with them. */
export class ApiClientCredential extends Model<
  InferAttributes<ApiClientCredential>,
  InferCreationAttributes<ApiClientCredential>
> {
  declare id: CreationOptional<number>;
  declare apiClientId: number;
  declare kind: 'client-secret' | 'signing-key';
  declare keyCode: string;
  declare secretHash: string | null;
  declare secretCipher: string | null;
  declare issuedByUserId: number;
  declare issuedAt: string;
  declare revokedAt: string | null;

  static initialise(sequelize: Sequelize): void {
    ApiClientCredential.init(
      {
        id: id(),
        apiClientId: foreignKey('api_clients'),
        kind: code(16),
        keyCode: code(40),
        secretHash: optional(sha256()),
        secretCipher: optional(cipher()),
        issuedByUserId: foreignKey('users'),
        issuedAt: instant(),
        revokedAt: optional(instant()),
      },
      { sequelize, tableName: 'api_client_credentials' },
    );
  }
}
