import type { Sequelize } from 'sequelize';

/** Binds every model to a database. */
export function initialiseModels(_sequelize: Sequelize): void {}
