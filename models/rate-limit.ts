import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import { count, instant, keyed, optional, reference } from './columns.js';

/** How many requests one caller has made in the present window. */
export class RateLimit extends Model<InferAttributes<RateLimit>, InferCreationAttributes<RateLimit>> {
  declare limiterKey: string;
  declare points: number;
  declare expiresAt: string | null;

  static initialise(sequelize: Sequelize): void {
    RateLimit.init(
      {
        limiterKey: keyed(reference(128)),
        points: count(),
        expiresAt: optional(instant()),
      },
      { sequelize, tableName: 'rate_limits' },
    );
  }
}
