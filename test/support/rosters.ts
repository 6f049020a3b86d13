import { Readable } from 'node:stream';
import { RosterFile } from '../../models/roster-file.js';
import { findRow } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { REGISTRIES, type RegistryName, type RosterMode } from '../../server/core/registries/registries.js';
import { storeUpload } from '../../server/imports/stored-upload.js';
import { JOB_KINDS } from '../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { findRoster, type RosterView } from '../../server/registries/find-rosters.js';
import { receiveRoster } from '../../server/registries/receive-roster.js';
import type { Client, TestApp } from './app.js';
import { bodyOf } from './applications.js';
import { importOf, type BroughtFile } from './imports.js';

/** A roster that the centre receives. */
export interface SentRoster {
  readonly registry: RegistryName;
  readonly rows: readonly string[];
  readonly mode?: RosterMode;
  /** Left out: the test's day. */
  readonly asOfOn?: string;
}

export const PERSON_HEADER = '姓名,证件类型,证件号码,起始日,截止日,单位名称,单位统一社会信用代码,变更类型';
const FIRM_HEADER = '单位名称,统一社会信用代码,起始日,截止日,基地编号,变更类型';
const PLACE_HEADER = '编号,名称,行政区,起始日,地址,变更类型';
const HEADERS = {
  'person-roster': PERSON_HEADER,
  'firm-roster': FIRM_HEADER,
  'place-roster': PLACE_HEADER,
} as const;

/** A row of persons. */
export const personRow = (number: string, from = '2025-01-01', until = '', firm = '', change = ''): string =>
  `某人,居民身份证,${number},${from},${until},,${firm},${change}`;

/** A row of firms. */
export const firmRow = (creditCode: string, from: string, base = ''): string =>
  `某公司,${creditCode},${from},,${base},`;

/** Sends a roster as the centre and does not wait for it. Answers its id. */
export async function sendRoster(app: TestApp, roster: SentRoster): Promise<number> {
  const { registry, rows, mode = 'snapshot', asOfOn = app.clock.today() } = roster;
  const text = [HEADERS[REGISTRIES[registry].file], ...rows, ''].join('\n');
  const upload = await storeUpload(app.system, `${registry}.csv`, Readable.from([Buffer.from(text)]));
  const { rosterId } = await receiveRoster(await app.contextOf('centre.maker'), {
    registry,
    mode,
    sourceOffice: '市就业中心',
    documentNumber: null,
    asOfOn: parseBusinessDate(asOfOn),
    upload,
  });
  return rosterId;
}

/** Sends a roster, lets the background work on it, and tells what became of it. */
export async function bringRoster(
  app: TestApp,
  roster: SentRoster,
): Promise<{ readonly roster: RosterView; readonly file: BroughtFile }> {
  const rosterId = await sendRoster(app, roster);
  await runDueJobs(app.system, JOB_KINDS);
  const view = await findRoster(await app.contextOf('centre.maker'), rosterId);
  return { roster: view, file: await importOf(view.importId) };
}

/** A roster for each world is enough where nothing changes it. */
const rosters = new WeakMap<object, Promise<number>>();

export function rosterOf(app: TestApp): Promise<number> {
  const known = rosters.get(app.system) ?? sendRoster(app, { registry: 'deceased', rows: [] });
  rosters.set(app.system, known);
  return known;
}

/** The import of `rosterOf`. */
export async function rosterImportOf(app: TestApp): Promise<string> {
  const roster = await findRow(RosterFile, { where: { id: await rosterOf(app) } });
  return String(roster?.importId);
}

/** A founder agrees in an account of his own that registries are looked into. */
export async function agreeToLookUps(founder: Client, given = true): Promise<void> {
  const path = '/api/v1/registry-consent';
  const { text } = bodyOf(await founder.get(path), 200) as unknown as { text: { version: string } };
  bodyOf(await founder.put(path).send({ given, textVersion: text.version }), 200);
}
