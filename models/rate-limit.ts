import { Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import { count, instant, keyed, reference } from './columns.js';

/** How often something was tried in its present window: requests of an address, log-ins with a name, uses of a code. */
export class RateLimit extends Model<InferAttributes<RateLimit>, InferCreationAttributes<RateLimit>> {
  declare limiterKey: string;
  declare points: number;
  declare expiresAt: string;

  static initialise(sequelize: Sequelize): void {
    RateLimit.init(
      {
        limiterKey: keyed(reference(128)),
        points: count(),
        expiresAt: instant(),
      },
      { sequelize, tableName: 'rate_limits' },
    );
  }
}
