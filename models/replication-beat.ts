import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { count, id, instant } from './columns.js';

/** The moment that the primary last wrote down: a replica that has it has everything committed before. One row, at place 0. */
export class ReplicationBeat extends Model<
  InferAttributes<ReplicationBeat>,
  InferCreationAttributes<ReplicationBeat>
> {
  declare id: CreationOptional<number>;
  declare place: number;
  declare beatAt: string;

  static initialise(sequelize: Sequelize): void {
    ReplicationBeat.init(
      { id: id(), place: count(), beatAt: instant() },
      { sequelize, tableName: 'replication_beats' },
    );
  }
}
