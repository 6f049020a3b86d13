import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import { code, count, id, instant, longText, optional, withDefault } from './columns.js';

/** A piece of work that runs in the background, once for each `runKey`. */
export class Job extends Model<InferAttributes<Job>, InferCreationAttributes<Job>> {
  declare id: CreationOptional<number>;
  declare name: string;
  declare runKey: string;
  declare state: 'due' | 'running' | 'done' | 'failed';
  declare availableAt: string;
  declare lockedBy: string | null;
  declare lockedUntil: string | null;
  declare attempts: CreationOptional<number>;
  declare payloadJson: string;
  declare lastError: string | null;
  declare createdAt: string;
  declare updatedAt: string;
  declare progressJson: CreationOptional<string | null>;
  declare lane: CreationOptional<string | null>;

  static initialise(sequelize: Sequelize): void {
    Job.init(
      {
        id: id(),
        name: code(64),
        runKey: code(96),
        state: code(16),
        availableAt: instant(),
        lockedBy: optional(code(64)),
        lockedUntil: optional(instant()),
        attempts: withDefault(count(), 0),
        payloadJson: longText(),
        lastError: optional(longText()),
        createdAt: instant(),
        updatedAt: instant(),
        progressJson: optional(longText()),
        lane: optional(code(64)),
      },
      { sequelize, tableName: 'jobs' },
    );
  }
}
