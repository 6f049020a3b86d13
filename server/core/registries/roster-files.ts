import type { BusinessDate } from '../business-date.js';
import type { FileColumns } from '../bank-files/file-header.js';
import type { RowReader } from '../bank-files/row-reader.js';
import { isCreditCode } from '../credit-code.js';
import { districtOfName, type DistrictCode } from '../districts.js';
import { IDENTITY_KINDS, readIdentity, type IdentityKind } from '../identity-number.js';

type CommonColumn = '起始日' | '截止日' | '变更类型';
export type PersonRosterColumn =
  CommonColumn | '姓名' | '证件类型' | '证件号码' | '单位名称' | '单位统一社会信用代码';
export type FirmRosterColumn = CommonColumn | '单位名称' | '统一社会信用代码' | '基地编号';
export type PlaceRosterColumn = CommonColumn | '编号' | '名称' | '行政区' | '地址';

/** 人员名册: unemployed, in difficulty, deceased, publicly paid, insured, whitelisted. */
export const PERSON_ROSTER_COLUMNS: FileColumns<PersonRosterColumn> = {
  required: ['姓名', '证件类型', '证件号码', '起始日'],
  optional: ['截止日', '单位名称', '单位统一社会信用代码', '变更类型'],
};
/** 单位名册: firms that were deregistered, firms in a base. */
export const FIRM_ROSTER_COLUMNS: FileColumns<FirmRosterColumn> = {
  required: ['单位名称', '统一社会信用代码', '起始日'],
  optional: ['截止日', '基地编号', '变更类型'],
};
/** 基地和村名册: places by the number that their platform gave them. */
export const PLACE_ROSTER_COLUMNS: FileColumns<PlaceRosterColumn> = {
  required: ['编号', '名称', '行政区', '起始日'],
  optional: ['地址', '截止日', '变更类型'],
};

/** A row of a roster, whatever its form. */
export type RosterRow = {
  readonly line: number;
  /** `end`: whoever stands in the row has left the list; in a delta alone. */
  readonly change: 'list' | 'end';
  readonly subjectKind: IdentityKind | 'place';
  /** Identity number, credit code, or the number of a place. */
  readonly number: string;
  readonly name: string;
  readonly fromOn: BusinessDate;
  /** The first day on which it no longer holds; null while it does. */
  readonly untilOn: BusinessDate | null;
  /** Credit code of the employer, or number of the base. */
  readonly aboutNumber: string | null;
  readonly aboutName: string | null;
  readonly districtCode: DistrictCode | null;
  readonly address: string | null;
};

const CHANGES = { 新增: 'list', 变更: 'list', 终止: 'end' } as const;
const KINDS: Readonly<Record<string, IdentityKind>> = Object.fromEntries(
  Object.entries(IDENTITY_KINDS).map(([kind, { zh }]) => [zh, kind as IdentityKind]),
);

/** Reads a row of persons, or undefined when the reader has found problems. */
export function readPersonRosterRow(reader: RowReader<PersonRosterColumn>): RosterRow | undefined {
  const subjectKind = reader.word('证件类型', KINDS);
  const text = reader.reference('证件号码', 32);
  const number = text && subjectKind ? readIdentity(subjectKind, text)?.number : undefined;
  if (text && subjectKind && number === undefined) {
    reader.reject('证件号码', 'malformed', {
      zh: '“证件号码”不符合该证件的编码规则（位数、日期或校验码）',
      en: '“证件号码” does not follow the rules of its document: check length, date and check digit',
    });
  }
  const row = {
    subjectKind,
    number,
    name: reader.text('姓名', 128),
    ...readCommon(reader),
    aboutNumber: readCreditCode(reader, '单位统一社会信用代码'),
    aboutName: reader.optionalText('单位名称', 128),
    districtCode: null,
    address: null,
  };
  return reader.problems.length === 0 ? (row as RosterRow) : undefined;
}

/** Reads a row of firms, or undefined when the reader has found problems. */
export function readFirmRosterRow(reader: RowReader<FirmRosterColumn>): RosterRow | undefined {
  const row = {
    subjectKind: 'credit-code',
    number: reader.isEmpty('统一社会信用代码')
      ? reader.reference('统一社会信用代码', 18)
      : readCreditCode(reader, '统一社会信用代码'),
    name: reader.text('单位名称', 128),
    ...readCommon(reader),
    aboutNumber: reader.optionalReference('基地编号', 32),
    aboutName: null,
    districtCode: null,
    address: null,
  };
  return reader.problems.length === 0 ? (row as RosterRow) : undefined;
}

/** Reads a row of places, or undefined when the reader has found problems. */
export function readPlaceRosterRow(reader: RowReader<PlaceRosterColumn>): RosterRow | undefined {
  const district = reader.text('行政区', 32);
  const districtCode = district === undefined ? undefined : districtOfName(district);
  if (district !== undefined && districtCode === undefined) {
    reader.reject('行政区', 'unknown-value', {
      zh: '“行政区”应为广州市十一个区之一，例如 天河区',
      en: '“行政区” must be one of the eleven districts of Guangzhou, such as 天河区',
    });
  }
  const row = {
    subjectKind: 'place',
    number: reader.reference('编号', 32),
    name: reader.text('名称', 128),
    ...readCommon(reader),
    aboutNumber: null,
    aboutName: null,
    districtCode,
    address: reader.optionalText('地址', 200),
  };
  return reader.problems.length === 0 ? (row as RosterRow) : undefined;
}

type CommonReader = Pick<
  RowReader<CommonColumn>,
  'line' | 'day' | 'optionalDay' | 'isEmpty' | 'word' | 'reject'
>;

function readCommon(reader: CommonReader) {
  const fromOn = reader.day('起始日');
  const untilOn = reader.optionalDay('截止日');
  if (fromOn && untilOn && untilOn < fromOn) {
    reader.reject('截止日', 'contradiction', {
      zh: '“截止日”不能早于“起始日”',
      en: '“截止日” must not be before “起始日”',
    });
  }
  const change = reader.isEmpty('变更类型') ? 'list' : reader.word('变更类型', CHANGES);
  return { line: reader.line, change, fromOn, untilOn };
}

function readCreditCode<Column extends string>(
  reader: RowReader<Column>,
  column: Column,
): string | null | undefined {
  const number = reader.optionalReference(column, 18);
  if (typeof number !== 'string' || isCreditCode(number)) return number;
  reader.reject(column, 'malformed', {
    zh: `“${column}”校验不通过，应为18位统一社会信用代码`,
    en: `“${column}” fails its check: a unified social credit code of 18 characters is expected`,
  });
  return undefined;
}
