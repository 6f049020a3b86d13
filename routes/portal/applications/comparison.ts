import {
  findStatedAndKnown,
  type KnownLoans,
  type StatedAndKnown,
  type StatedLoans,
} from '../../../server/applications/find-stated-and-known.js';
import { can } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { DISTRICTS } from '../../../server/core/districts.js';
import { SEX_CHOICES } from '../choices.js';
import { grouped } from '../words.js';
import { NOT_STATED, NOTHING, same, type ComparedLine } from './compared-line.js';
import { registryLines } from './registry-lines.js';

const districtWord = (code: string | null): Bilingual =>
  code === null ? NOTHING : ((DISTRICTS as Readonly<Record<string, Bilingual>>)[code] ?? same(code));

/** Two values that should be the same; what is missing on one side proves nothing. */
const fits = <Value>(stated: Value | null, known: Value | null): boolean | undefined =>
  stated === null || known === null ? undefined : stated === known;

const statedWord = ({ count, balanceFen }: StatedLoans): Bilingual =>
  count === 0
    ? { zh: '无', en: 'None' }
    : { zh: `${count} 笔，余额 ${grouped(balanceFen)} 元`, en: `${count}, ¥${grouped(balanceFen)} owed` };

const knownWord = ({ count, running, outstandingFen, everOverdue }: KnownLoans): Bilingual =>
  count === 0
    ? { zh: '本系统无记录', en: 'None on record here' }
    : {
        zh: `${count} 笔（未结清 ${running} 笔，余额 ${grouped(outstandingFen)} 元）${everOverdue ? '，有逾期记录' : ''}`,
        en: `${count} (${running} running, ¥${grouped(outstandingFen)} owed)${everOverdue ? ', overdue once' : ''}`,
      };

/** Running loans of ours that an applicant does not state, or a history of arrears, want an explanation. */
const loansFit = ({ count }: StatedLoans, known: KnownLoans): boolean =>
  !known.everOverdue && (known.running === 0 || count > 0);

const years = (value: number | null): Bilingual =>
  value === null ? NOT_STATED : { zh: `${value} 周岁`, en: `${value} years` };

const sexWord = (value: string | null): Bilingual => (value && SEX_CHOICES[value]) || NOT_STATED;

function personLines({ numberFits, age, sex }: StatedAndKnown): ComparedLine[] {
  return [
    {
      what: { zh: '证件号码', en: 'Identity number' },
      stated: numberFits === null ? NOT_STATED : { zh: '已填', en: 'Stated' },
      known:
        numberFits === true
          ? { zh: '校验码相符', en: 'Its check character fits' }
          : { zh: '校验码不符', en: 'Its check character does not fit' },
      fits: numberFits ?? undefined,
    },
    {
      what: { zh: '申请日年龄（证件所载）', en: 'Age on the day of the application' },
      stated: years(age.stated),
      known: age.known === null ? NOTHING : years(age.known),
      fits: fits(age.stated, age.known),
    },
    {
      what: { zh: '性别（证件所载）', en: 'Sex' },
      stated: sexWord(sex.stated),
      known: sex.known === null ? NOTHING : sexWord(sex.known),
      fits: fits(sex.stated, sex.known),
    },
  ];
}

function businessLines({ districtCode, creditCodeFits, registeredAt }: StatedAndKnown): ComparedLine[] {
  return [
    {
      what: { zh: '经营所在区 / 受理区', en: 'District of the business, and of the office' },
      stated: districtWord(districtCode.stated),
      known: districtWord(districtCode.known),
      fits: fits(districtCode.stated, districtCode.known),
    },
    {
      what: { zh: '统一社会信用代码 / 登记机关所在地', en: 'Credit code, and where it was given out' },
      stated: creditCodeFits === null ? NOT_STATED : { zh: '已填', en: 'Stated' },
      known:
        creditCodeFits === false
          ? { zh: '校验码不符', en: 'Its check character does not fit' }
          : districtWord(registeredAt),
      fits: creditCodeFits === false ? false : fits(districtCode.stated, registeredAt),
    },
  ];
}

function loanLines({ ownLoans, spouseLoans, openApplications }: StatedAndKnown): ComparedLine[] {
  return [
    {
      what: { zh: '申请人的贷款', en: 'Loans of the applicant' },
      stated: statedWord(ownLoans.stated),
      known: knownWord(ownLoans.known),
      fits: loansFit(ownLoans.stated, ownLoans.known),
    },
    {
      what: { zh: '配偶的贷款', en: 'Loans of the spouse' },
      stated: statedWord(spouseLoans.stated),
      known: knownWord(spouseLoans.known),
      fits: loansFit(spouseLoans.stated, spouseLoans.known),
    },
    {
      what: { zh: '其他在办申请', en: 'Other applications under way' },
      stated: NOTHING,
      known: openApplications === 0 ? { zh: '无', en: 'None' } : same(String(openApplications)),
      fits: openApplications === 0,
    },
  ];
}

/** What the applicant states beside what the system knows, for those who review cases; nothing for others. */
export async function comparisonOf(context: Context, applicationId: number): Promise<ComparedLine[]> {
  if (!can(context.actor.role, 'personal-data.reveal')) return [];
  const found = await findStatedAndKnown(context, applicationId);
  return [
    ...personLines(found),
    ...businessLines(found),
    ...loanLines(found),
    ...registryLines(found.registries),
  ];
}
