import type { Sequelize } from 'sequelize';

/** The two kinds of database the system runs on: MariaDB or MySQL, and the embedded SQLite. */
export type Engine = 'sqlite' | 'mysql';

/** A value as it is stored: no booleans, no dates, no buffers (CONTRIBUTING, "Values"). */
export type StoredValue = number | string | null;

/** Says which engine a Sequelize instance speaks to. */
export function engineOf(sequelize: Sequelize): Engine {
  return sequelize.getDialect() === 'sqlite' ? 'sqlite' : 'mysql';
}
