import { furtherConditionOf } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import { redFlagScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { addMonths, parseBusinessDate, type BusinessDate } from '../core/business-date.js';
import type { Conclusion } from '../core/red-flags/conclusions.js';
import { RED_FLAG_RULES, type RedFlagRuleName } from '../core/red-flags/red-flag-rules.js';
import { ruleSource, type RuleSource } from '../core/red-flags/rule-source.js';

interface Counts {
  readonly found: number;
  readonly reported: number;
  /** Of the reported, those that turned out true. */
  readonly confirmed: number;
}

/** What a circular says of one kind of case that others should know; no names, no numbers of loans. */
export interface TypicalCase {
  readonly rule: RedFlagRuleName;
  readonly districtName: string;
  readonly conclusion: Conclusion;
  readonly concludedOn: BusinessDate;
  readonly title: string;
  readonly lesson: string;
  readonly source: RuleSource;
}

/** 典型案例通报: what the checks found and what came of it in a month. */
export interface Circular extends Counts {
  /** `2025-03`. */
  readonly month: string;
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  /** Found until the end of the month and not reported by then. */
  readonly open: number;
  readonly subsidiesStopped: number;
  readonly byRule: readonly (Counts & { readonly rule: RedFlagRuleName })[];
  readonly byDistrict: readonly (Counts & { readonly districtName: string; readonly open: number })[];
  readonly cases: readonly TypicalCase[];
}

interface CountRow extends Counts {
  readonly rule: RedFlagRuleName;
  readonly districtName: string;
  readonly open: number;
  readonly subsidiesStopped: number;
}

type CaseRow = Omit<TypicalCase, 'source'> & { readonly policyId: string | null };

const sum = (
  rows: readonly CountRow[],
  column: 'found' | 'reported' | 'confirmed' | 'open' | 'subsidiesStopped',
): number => rows.reduce((total, row) => total + row[column], 0);

const countsOf = (rows: readonly CountRow[]): Counts => ({
  found: sum(rows, 'found'),
  reported: sum(rows, 'reported'),
  confirmed: sum(rows, 'confirmed'),
});

/** The circular of a month, of what one sees: computed from the flags, so that it adds up with them. */
export async function findCircular(context: Context, month: string): Promise<Circular> {
  const from = parseBusinessDate(`${month}-01`);
  const until = addMonths(from, 1);
  const rows = await countFlags(context, from, until);
  const rules = [...new Set(rows.map(({ rule }) => rule))];
  const districts = [...new Set(rows.map(({ districtName }) => districtName))];
  return {
    month,
    from,
    until,
    ...countsOf(rows),
    open: sum(rows, 'open'),
    subsidiesStopped: sum(rows, 'subsidiesStopped'),
    byRule: rules.map((rule) => ({ rule, ...countsOf(rows.filter((row) => row.rule === rule)) })),
    byDistrict: districts.map((districtName) => {
      const own = rows.filter((row) => row.districtName === districtName);
      return { districtName, ...countsOf(own), open: sum(own, 'open') };
    }),
    cases: await findCases(context, from, until),
  };
}

function countFlags(
  { system, actor }: Context,
  from: BusinessDate,
  until: BusinessDate,
): Promise<CountRow[]> {
  const scoped = furtherConditionOf(redFlagScope(actor), 'f');
  const reported = 'f.concludedOn >= ? AND f.concludedOn < ?';
  return selectRows<CountRow>(
    system.database,
    `SELECT f.rule, d.name AS districtName, COUNT(CASE WHEN f.foundOn >= ? AND f.foundOn < ? THEN 1 END) AS found,
        COUNT(CASE WHEN ${reported} THEN 1 END) AS reported,
        COUNT(CASE WHEN ${reported} AND f.conclusion <> 'unfounded' THEN 1 END) AS confirmed,
        COUNT(CASE WHEN f.foundOn < ? AND f.state <> 'whitelisted' AND (f.concludedOn IS NULL OR f.concludedOn >= ?)
          THEN 1 END) AS open,
        COUNT(CASE WHEN ${reported} AND f.conclusion = 'subsidy-stopped' THEN 1 END) AS subsidiesStopped
       FROM red_flags f JOIN organisations d ON d.id = f.districtOrganisationId
      WHERE f.foundOn < ? AND (f.concludedOn IS NULL OR f.concludedOn >= ?)${scoped.sql}
      GROUP BY f.rule, d.name ORDER BY f.rule, d.name`,
    [from, until, from, until, from, until, until, until, from, until, until, from, ...scoped.parameters],
  );
}

async function findCases(
  { system, actor }: Context,
  from: BusinessDate,
  until: BusinessDate,
): Promise<TypicalCase[]> {
  const scoped = furtherConditionOf(redFlagScope(actor), 'f');
  const rows = await selectRows<CaseRow>(
    system.database,
    `SELECT f.rule, d.name AS districtName, f.conclusion, f.concludedOn, f.typicalTitle AS title,
        f.typicalLesson AS lesson, f.policyId
       FROM red_flags f JOIN organisations d ON d.id = f.districtOrganisationId
      WHERE f.typicalFlag = 1 AND f.concludedOn >= ? AND f.concludedOn < ?${scoped.sql} ORDER BY f.concludedOn, f.id`,
    [from, until, ...scoped.parameters],
  );
  const { policyBook } = system.referenceData.current();
  return rows.map(({ policyId, ...each }) => ({
    ...each,
    source: ruleSource(RED_FLAG_RULES[each.rule].parameter, policyId, policyBook),
  }));
}
