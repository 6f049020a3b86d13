import { UniqueConstraintError } from 'sequelize';

/** Whether a row was refused because its unique key, of which this is a column, is taken. */
export const isTaken = (error: unknown, column: string): boolean =>
  error instanceof UniqueConstraintError && column in error.fields;
