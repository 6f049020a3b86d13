import { expect } from 'chai';
import { readFileHeader, type FileColumns } from '../../../server/core/bank-files/file-header.js';
import { RowReader } from '../../../server/core/bank-files/row-reader.js';
import {
  FIRM_ROSTER_COLUMNS,
  PERSON_ROSTER_COLUMNS,
  PLACE_ROSTER_COLUMNS,
  readFirmRosterRow,
  readPersonRosterRow,
  readPlaceRosterRow,
} from '../../../server/core/registries/roster-files.js';

type Cells = Readonly<Record<string, string>>;

/** A kind of file with a row that is right. */
interface FileStory<Column extends string> {
  readonly columns: FileColumns<Column>;
  readonly read: (reader: RowReader<Column>) => object | undefined;
  readonly right: Readonly<Record<Column, string>>;
}

/** What is read of a row that differs from the right one, and what is wrong with it. */
function reading<Column extends string>({ columns, read, right }: FileStory<Column>, changed: Cells = {}) {
  const names = [...columns.required, ...columns.optional];
  const header = readFileHeader(columns, names);
  const cells = names.map((name) => changed[name] ?? right[name]);
  const reader = new RowReader(2, header, cells);
  const row = read(reader);
  return { row, problems: reader.problems.map(({ column, code }) => `${column ?? 'row'}: ${code}`) };
}

describe('A row of a registry’s list', () => {
  const COMMON = { 起始日: '2025-01-01', 截止日: '', 变更类型: '' };
  const PERSONS = {
    columns: PERSON_ROSTER_COLUMNS,
    read: readPersonRosterRow,
    right: {
      ...COMMON,
      姓名: '陈大文',
      证件类型: '居民身份证',
      证件号码: '11010519491231002X',
      单位名称: '',
      单位统一社会信用代码: '',
    },
  };
  const FIRMS = {
    columns: FIRM_ROSTER_COLUMNS,
    read: readFirmRosterRow,
    right: { ...COMMON, 单位名称: '示范公司', 统一社会信用代码: '91350100M000100Y43', 基地编号: '' },
  };
  const PLACES = {
    columns: PLACE_ROSTER_COLUMNS,
    read: readPlaceRosterRow,
    right: { ...COMMON, 编号: 'B-1', 名称: '示范基地', 行政区: '天河区', 地址: '' },
  };

  it('of persons names somebody by a paper, and perhaps an employer', () => {
    expect(reading(PERSONS).row).to.deep.include({
      change: 'list',
      subjectKind: 'resident-identity-card',
      number: '11010519491231002X',
      aboutNumber: null,
      untilOn: null,
    });
    expect(reading(PERSONS, { 证件号码: '110105194912310021' }).problems).to.deep.equal([
      '证件号码: malformed',
    ]);
    expect(reading(PERSONS, { 证件号码: '' }).problems).to.deep.equal(['证件号码: missing']);
    expect(reading(PERSONS, { 证件类型: '护照' }).problems).to.deep.equal(['证件类型: unknown-value']);
    expect(reading(PERSONS, { 单位统一社会信用代码: '91350100M000100Y44' }).problems).to.deep.equal([
      '单位统一社会信用代码: malformed',
    ]);
    expect(reading(PERSONS, { 单位统一社会信用代码: '91350100M000100Y43' }).row).to.deep.include({
      aboutNumber: '91350100M000100Y43',
    });
  });

  it('of firms has a credit code', () => {
    expect(reading(FIRMS).row).to.deep.include({ subjectKind: 'credit-code', number: '91350100M000100Y43' });
    expect(reading(FIRMS, { 统一社会信用代码: '' }).problems).to.deep.equal(['统一社会信用代码: missing']);
    expect(reading(FIRMS, { 统一社会信用代码: '123' }).problems).to.deep.equal([
      '统一社会信用代码: malformed',
    ]);
  });

  it('of places lies in a district of the city', () => {
    expect(reading(PLACES).row).to.deep.include({
      subjectKind: 'place',
      districtCode: '440106',
      address: null,
    });
    expect(reading(PLACES, { 行政区: '朝阳区' }).problems).to.deep.equal(['行政区: unknown-value']);
    expect(reading(PLACES, { 行政区: '' }).problems).to.deep.equal(['行政区: missing']);
  });

  it('begins, may end, and may say what changed', () => {
    expect(reading(PLACES, { 截止日: '2025-01-01' }).problems).to.deep.equal([]);
    expect(reading(PLACES, { 截止日: '2024-12-31' }).problems).to.deep.equal(['截止日: contradiction']);
    expect(reading(PLACES, { 变更类型: '终止' }).row).to.deep.include({ change: 'end' });
    expect(reading(PLACES, { 变更类型: '变更' }).row).to.deep.include({ change: 'list' });
    expect(reading(PLACES, { 变更类型: '吊销' }).problems).to.deep.equal(['变更类型: unknown-value']);
  });
});
