import {
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import {
  code,
  count,
  day,
  fenColumn,
  flag,
  id,
  instant,
  longText,
  optional,
  reference,
  text,
  withDefault,
} from '../../models/columns.js';
import { createTable, dropTables, type Schema } from '../../models/create-table.js';

/** A table with one column of every kind, for the tests of the database layer. */
export class Sample extends Model<InferAttributes<Sample>, InferCreationAttributes<Sample>> {
  declare id: CreationOptional<number>;
  declare bankCode: string;
  declare contractNumber: string;
  declare name: string;
  declare amountFen: number;
  declare paidOn: string | null;
  declare recordedAt: string;
  declare openFlag: CreationOptional<number>;
  declare noteJson: string | null;
  declare version: CreationOptional<number>;
}

export const sampleColumns = () => ({
  id: id(),
  bankCode: code(16),
  contractNumber: reference(64),
  name: text(20),
  amountFen: fenColumn(),
  paidOn: optional(day()),
  recordedAt: instant(),
  openFlag: withDefault(flag(), 0),
  noteJson: optional(longText()),
  version: withDefault(count(), 0),
});

export async function createSamples(schema: Schema): Promise<void> {
  await createTable(schema, 'samples', sampleColumns(), {
    unique: [['bankCode', 'contractNumber']],
    checks: { amount_positive: 'amountFen > 0' },
    indexes: [['paidOn']],
  });
}

export async function dropSamples(schema: Schema): Promise<void> {
  await dropTables(schema, ['samples']);
}

export function initialiseSample(sequelize: Sequelize): void {
  Sample.init(sampleColumns(), { sequelize, tableName: 'samples' });
}

export const sampleRow = (given: Partial<InferCreationAttributes<Sample>> = {}) => ({
  bankCode: 'icbc',
  contractNumber: '（2025）穗银字第1号',
  name: '王小明',
  amountFen: 30_000_000,
  paidOn: '2025-03-21',
  recordedAt: '2025-03-21T01:02:03.004Z',
  ...given,
});
