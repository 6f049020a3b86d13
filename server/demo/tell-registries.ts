import { Readable } from 'node:stream';
import { Import } from '../../models/import.js';
import { RedFlag } from '../../models/red-flag.js';
import { RosterFile } from '../../models/roster-file.js';
import { findRow, findRows } from '../../models/rows.js';
import { addDays, parseBusinessDate, type BusinessDate } from '../core/business-date.js';
import { DISTRICTS } from '../core/districts.js';
import type { RegistryName } from '../core/registries/registries.js';
import { IMPORT_JOB_KIND } from '../imports/run-import.js';
import { storeUpload } from '../imports/stored-upload.js';
import { runDueJobs } from '../jobs/run-due-jobs.js';
import { decideConclusion, proposeConclusion } from '../red-flags/conclude-flag.js';
import { requestRun } from '../red-flags/request-run.js';
import { RED_FLAG_RUN_JOB } from '../red-flags/run-checks.js';
import { workOnFlag } from '../red-flags/work-on-flag.js';
import { receiveRoster } from '../registries/receive-roster.js';
import { founderOf, type Cast } from './cast.js';
import type { Diary } from './diary.js';
import { fillForm } from './fill-form.js';
import type { PlannedLoan } from './portfolio-plan.js';

const BEFORE_THE_YEAR = parseBusinessDate('2024-12-03');
const CHECKED_ON = parseBusinessDate('2025-07-11');
/** Planned loans by what their registries say; their sequence numbers. */
const WHITELISTED: ReadonlySet<number> = new Set([6, 17]);
const DEREGISTERED = 12;
const WITHOUT_INSURANCE = 24;

const PERSONS = '姓名,证件类型,证件号码,起始日,单位名称,单位统一社会信用代码';
const FIRMS = '单位名称,统一社会信用代码,起始日,基地编号';
const PLACES = '编号,名称,行政区,地址,起始日';

/** Founders who have agreed that registries are looked into: of a group that has one, and the whitelisted. */
export const agreesToLookUps = ({ borrowerCategory, sequence }: PlannedLoan): boolean =>
  borrowerCategory === 'registered-unemployed' ||
  borrowerCategory === 'employment-difficulty' ||
  WHITELISTED.has(sequence);

async function bring(
  cast: Cast,
  registry: RegistryName,
  asOfOn: BusinessDate,
  sourceOffice: string,
  rows: readonly string[],
): Promise<void> {
  const context = cast.as('centre.maker');
  const bytes = Buffer.from(`${rows.join('\n')}\n`);
  const upload = await storeUpload(context.system, `${registry}.csv`, Readable.from([bytes]));
  const provenance = { mode: 'snapshot', sourceOffice, documentNumber: null, asOfOn } as const;
  const { rosterId } = await receiveRoster(context, { registry, ...provenance, upload });
  await runDueJobs(context.system, [IMPORT_JOB_KIND]);
  const roster = await findRow(RosterFile, { where: { id: rosterId } });
  const rejected = await findRow(Import, { where: { id: roster?.importId ?? 0, rejectedCount: { '>': 0 } } });
  if (roster?.state !== 'taken' || rejected) throw new Error(`${registry}: ${roster?.state}`);
}

const bringBefore = (cast: Cast, registry: RegistryName, office: string, rows: readonly string[]) =>
  bring(cast, registry, BEFORE_THE_YEAR, office, rows);

const personRow = (plan: PlannedLoan, from: string): string => {
  const { name, identityNumber } = founderOf(plan.sequence, plan.districtCode);
  return `${name},居民身份证,${identityNumber},${from},,`;
};

/** Plans what the city's other platforms send: lists of people and places before the year, of firms and insurance after the half-year. */
export function tellRegistries(plans: readonly PlannedLoan[], cast: Cast, diary: Diary): void {
  const inGroup = (category: PlannedLoan['borrowerCategory']) =>
    plans.filter((plan) => plan.borrowerCategory === category).map((plan) => personRow(plan, '2024-06-01'));
  const whitelisted = plans.filter(({ sequence }) => WHITELISTED.has(sequence));
  diary.plan(BEFORE_THE_YEAR, async () => {
    const employment = '示范市就业服务平台';
    await bringBefore(cast, 'registered-unemployed', employment, [
      PERSONS,
      ...inGroup('registered-unemployed'),
    ]);
    await bringBefore(cast, 'employment-difficulty', employment, [
      PERSONS,
      ...inGroup('employment-difficulty'),
    ]);
    await bringBefore(cast, 'entrepreneur-whitelist', '示范创业服务平台', [
      PERSONS,
      ...whitelisted.map((plan) => personRow(plan, '2024-01-01')),
    ]);
    await bringBefore(cast, 'incubator-bases', '示范创业服务平台', [
      PLACES,
      ...Object.values(DISTRICTS).map(
        ({ zh }, index) => `JD${index + 1},示范创业孵化基地${index + 1},${zh},${zh}示范路1号,2023-01-01`,
      ),
    ]);
    await bringBefore(cast, 'youth-bases', '示范创业服务平台', [
      PLACES,
      'GA1,示范港澳台青年创业基地,南沙区,,2023-01-01',
    ]);
    await bringBefore(cast, 'startup-villages', '示范乡村振兴平台', [
      PLACES,
      'CC1,示范创业村,从化区,,2023-01-01',
    ]);
  });
  diary.plan(CHECKED_ON, async () => {
    await bringFirms(plans, cast);
    await checkBook(cast);
  });
}

/** Firms as they stand in July: one is gone, one has not insured the people by whom it reached its share. */
async function bringFirms(plans: readonly PlannedLoan[], cast: Cast): Promise<void> {
  const forms = plans.map((plan) => ({
    plan,
    form: fillForm(plan, founderOf(plan.sequence, plan.districtCode), cast),
  }));
  const send = (registry: RegistryName, office: string, rows: readonly string[]) =>
    bring(cast, registry, CHECKED_ON, office, rows);
  const gone = forms.find(({ plan }) => plan.sequence === DEREGISTERED)?.form.business;
  await send('deregistered-firms', '示范市场主体登记平台', [
    FIRMS,
    `${gone?.name},${gone?.creditCode},2025-06-16,`,
  ]);
  await send('deceased', '示范民政平台', [PERSONS]);
  await send('publicly-paid', '示范机构编制平台', [PERSONS]);
  const insured = forms.flatMap(({ plan, form: { business, workforce } }) =>
    plan.sequence === WITHOUT_INSURANCE
      ? []
      : (workforce?.newHires ?? []).map(
          ({ name, identityNumber }) =>
            `${name},居民身份证,${identityNumber},${addDays(plan.appliedOn, -90)},${business?.name},${business?.creditCode}`,
        ),
  );
  await send('social-insurance', '示范社会保险平台', [PERSONS, ...insured]);
}

/** All checks look at the book; the centre serves what they found, and one case is reported back. */
async function checkBook(cast: Cast): Promise<void> {
  const [maker, checker] = [cast.as('centre.maker'), cast.as('centre.checker')];
  await requestRun(maker);
  await runDueJobs(maker.system, [RED_FLAG_RUN_JOB]);
  const gone = await findRow(RedFlag, { where: { rule: 'deregistered-during-loan' } });
  const [first, second] = await findRows(RedFlag, {
    where: { rule: 'hire-not-insured' },
    order: [['id', 'ASC']],
    limit: 2,
  });
  if (!gone || !first || !second) throw new Error('The checks of the demo found too little');
  const step = (flagId: number, version: number, kind: 'serve' | 'follow-up', text: string) =>
    workOnFlag(maker, { flagId, version, kind, text });
  await step(gone.id, 0, 'serve', '上门核实：门店已关闭，借款人正在办理清算');
  await step(first.id, 0, 'serve', '联系企业，说明参保要求');
  await step(second.id, 0, 'serve', '联系企业，说明参保要求');
  await step(second.id, 1, 'follow-up', '企业已补缴六月社会保险费');
  const { payloadHash } = await proposeConclusion(
    maker,
    { flagId: second.id, version: 2 },
    {
      conclusion: 'corrected',
      reason: '企业已为该职工补办参保',
      stopsFrom: null,
      clawbackCaseId: null,
      typicalCase: {
        title: '新招用人员未及时参保',
        lesson: '放款前应核对新招用人员的参保记录，发现未参保的先提醒补办。',
      },
    },
  );
  await decideConclusion(checker, second.id, { payloadHash, outcome: 'approve', reason: null });
}
