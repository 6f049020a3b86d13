import type { Context } from '../context.js';
import { CONCLUSIONS } from '../core/red-flags/conclusions.js';
import { RED_FLAG_RULES, RISK_LEVELS } from '../core/red-flags/red-flag-rules.js';
import { parsePeriod, periodLabel } from '../core/report-periods.js';
import type { ReportColumn, ReportTable } from '../core/report-table.js';
import { findCircular, type Circular, type TypicalCase } from '../red-flags/find-circular.js';
import type { Language } from './report-words.js';

/** 典型案例通报: what the checks found and what came of it in a month, by rule and by district; typical cases under it, without names. */
export async function circularTable(context: Context, month: string): Promise<ReportTable> {
  const { language } = context;
  const zh = language === 'zh';
  const circular = await findCircular(context, month);
  const label = periodLabel(parsePeriod(month), language);
  const column = (kind: ReportColumn['kind'], chinese: string, english: string): ReportColumn => ({
    kind,
    label: zh ? chinese : english,
  });
  return {
    title: zh ? `${label}疑点排查和典型案例通报` : `Red flags and typical cases, ${label}`,
    subtitle: [sentenceOf(circular, language)],
    columns: [
      column('text', '疑点或行政区', 'Rule or district'),
      column('text', '风险等级', 'Risk'),
      column('count', '当月发现', 'Found'),
      column('count', '当月反馈', 'Reported'),
      column('count', '其中属实', 'Of these true'),
      column('count', '月末未办结', 'Open at its end'),
    ],
    rows: rowsOf(circular, language),
    total: [
      zh ? '合计' : 'All',
      '',
      ...[circular.found, circular.reported, circular.confirmed, circular.open].map(String),
    ],
    notes: casesOf(circular.cases, language),
    fileName: `red-flag-circular-${month}`,
  };
}

const sentenceOf = ({ found, reported, confirmed, open, subsidiesStopped }: Circular, language: Language) =>
  language === 'zh'
    ? `当月发现疑点${found}条,反馈${reported}条,其中属实${confirmed}条、停止贴息${subsidiesStopped}笔;月末未办结${open}条。`
    : `${found} found, ${reported} reported, of which ${confirmed} true and ${subsidiesStopped} subsidies stopped; ${open} open at the end of the month.`;

function rowsOf({ byRule, byDistrict }: Circular, language: Language): string[][] {
  const rules = byRule.map(({ rule, found, reported, confirmed }) => {
    const { label, level } = RED_FLAG_RULES[rule];
    return [label[language], RISK_LEVELS[level][language], ...[found, reported, confirmed].map(String), ''];
  });
  const districts = byDistrict.map(({ districtName, found, reported, confirmed, open }) => [
    districtName,
    '',
    ...[found, reported, confirmed, open].map(String),
  ]);
  return [...rules, ...districts];
}

function casesOf(cases: readonly TypicalCase[], language: Language): string[] {
  if (cases.length === 0) return [language === 'zh' ? '当月没有典型案例' : 'No typical case in the month'];
  return cases.map(({ rule, title, lesson, districtName, conclusion, concludedOn, source }) => {
    const label = RED_FLAG_RULES[rule].label[language];
    const outcome = CONCLUSIONS[conclusion][language];
    return language === 'zh'
      ? `典型案例“${title}”(${label},${districtName},${concludedOn}${outcome}):${lesson} 依据:${source.document},${source.article}`
      : `Typical case “${title}” (${label}, ${districtName}, ${concludedOn}, ${outcome}): ${lesson} By ${source.document}, ${source.article}`;
  });
}
