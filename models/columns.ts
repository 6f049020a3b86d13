import { DataTypes, type DataType } from 'sequelize';
import type { Engine, StoredValue } from './engine.js';

/** Gives the SQL of a condition on the column whose quoted name it is given. */
type Check = (c: string) => string;

/**
 * A column as models and migrations see it: an attribute of Sequelize, and how each engine stores it. The embedded
 * database gets by CHECK what MySQL gets by type (length, day, range), so that both refuse the same values.
 */
export interface Column {
  readonly type: DataType;
  readonly allowNull: boolean;
  readonly primaryKey?: boolean;
  readonly autoIncrement?: boolean;
  readonly defaultValue?: Exclude<StoredValue, null>;
  readonly storedAs: Readonly<Record<Engine, string>>;
  /** What must hold for a value, for each engine. */
  readonly checks: Readonly<Record<Engine, readonly Check[]>>;
  readonly references?: { readonly model: string; readonly key: string };
}

const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const EXACT = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

const atMost =
  (length: number): Check =>
  (c) =>
    `length(${c}) <= ${length}`;
const inAscii: Check = (c) => `${c} NOT GLOB '*[^ -~]*'`;
const between =
  (least: number, most: number): Check =>
  (c) =>
    `${c} BETWEEN ${least} AND ${most}`;
const notNegative: Check = (c) => `${c} >= 0`;
const realDay: Check = (c) => `${c} IS date(${c})`;
const writtenAsInstant: Check = (c) => `${c} LIKE '____-__-__T__:__:__.___Z'`;
const sixtyFourLong: Check = (c) => `length(${c}) = 64`;

/** The number of a row, given by the database. Numbers are never used twice and may have gaps. */
export function id(): Column {
  return { ...integer(DataTypes.BIGINT, 'BIGINT'), primaryKey: true, autoIncrement: true };
}

/** The id of a row of another table, which must exist. `key` is that table's key. */
export function foreignKey(table: string, key = 'id'): Column {
  return { ...looseId(), references: { model: table, key } };
}

/** The id of something that no foreign key guards: its kind varies, or it comes to be later. */
export function looseId(): Column {
  return integer(DataTypes.BIGINT, 'BIGINT');
}

/** Money in whole fen, within the safe integers. */
export function fenColumn(): Column {
  const safe = between(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return { ...integer(DataTypes.BIGINT, 'BIGINT'), checks: both(safe) };
}

/** A rate in millionths of a percent: 3.45 % is 3450000. */
export function rateColumn(): Column {
  return { ...integer(DataTypes.BIGINT, 'BIGINT'), checks: both(notNegative) };
}

/** A count, an ordinal or a version, from 0. */
export function count(): Column {
  return { ...integer(DataTypes.INTEGER, 'INT'), checks: both(between(0, 2_147_483_647)) };
}

/** A part of a whole in hundredths of a percent, 0 to 10000. */
export function basisPoints(): Column {
  return { ...integer(DataTypes.INTEGER, 'INT'), checks: both(between(0, 10_000)) };
}

/** Yes (1) or no (0). */
export function flag(): Column {
  return { ...integer(DataTypes.TINYINT, 'TINYINT'), checks: both(between(0, 1)) };
}

/** A calendar day, `YYYY-MM-DD`. */
export function day(): Column {
  return column(DataTypes.DATEONLY, 'DATE', [], [realDay]);
}

/** A moment in UTC as ISO 8601 text with milliseconds. */
export function instant(): Column {
  return column(DataTypes.CHAR(24), `CHAR(24) ${ASCII}`, [writtenAsInstant], [writtenAsInstant]);
}

/** A word of ours in ASCII, at most `length` characters; with `words`, one of these. Compared to the letter. */
export function code(length: number, words: readonly string[] = []): Column {
  const listed: Check = (c) => `${c} IN (${words.map((word) => `'${word}'`).join(', ')})`;
  const onMysql = words.length > 0 ? [listed] : [];
  const onSqlite = words.length > 0 ? [listed] : [atMost(length), inAscii];
  return column(DataTypes.STRING(length), `VARCHAR(${length}) ${ASCII}`, onMysql, onSqlite);
}

/** A number or name that others give, possibly in Chinese, compared to the letter. */
export function reference(length: number): Column {
  return column(DataTypes.STRING(length), `VARCHAR(${length}) ${EXACT}`, [], [atMost(length)]);
}

/** Text for people, at most `length` characters. Not for comparing: the engines differ on what is equal. */
export function text(length: number): Column {
  return column(DataTypes.STRING(length), `VARCHAR(${length})`, [], [atMost(length)]);
}

/** Text of any length, also canonical JSON. */
export function longText(): Column {
  return column(DataTypes.TEXT('medium'), 'MEDIUMTEXT', [], []);
}

/** An encrypted value in its text form. */
export function cipher(): Column {
  return column(DataTypes.TEXT('medium'), `MEDIUMTEXT ${ASCII}`, [], [inAscii]);
}

/** A SHA-256 in sixtyFourLong. */
export function sha256(): Column {
  return column(DataTypes.CHAR(64), `CHAR(64) ${ASCII}`, [sixtyFourLong], [sixtyFourLong]);
}

/** A keyed hash that finds an encrypted value without reading it: 64 sixtyFourLong digits. */
export function blindIndex(): Column {
  return sha256();
}

/** The same column, which may be null. */
export function optional(given: Column): Column {
  return { ...given, allowNull: true };
}

/** The same column as the table's own key, in place of `id`. */
export function keyed(given: Column): Column {
  return { ...given, primaryKey: true };
}

/** The same column, with the value it takes when a row is stored without it. */
export function withDefault(given: Column, defaultValue: Exclude<StoredValue, null>): Column {
  return { ...given, defaultValue };
}

function integer(type: DataType, mysql: string): Column {
  return { type, allowNull: false, storedAs: { mysql, sqlite: 'INTEGER' }, checks: both() };
}

function column(type: DataType, mysql: string, onMysql: Check[], onSqlite: Check[]): Column {
  return {
    type,
    allowNull: false,
    storedAs: { mysql, sqlite: 'TEXT' },
    checks: { mysql: onMysql, sqlite: onSqlite },
  };
}

function both(...checks: Check[]): Column['checks'] {
  return { mysql: checks, sqlite: checks };
}
