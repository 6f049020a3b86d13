import type { SqlPart } from '../../models/condition.js';
import { literally, sql } from '../../models/sql.js';
import type { BusinessDate } from '../core/business-date.js';
import { ageingOn, endedAsOn, ENDINGS, owedOn, standingOn, type Population } from './loan-positions.js';
import { afterColumn, repaidAfterEach } from './repaid-after.js';

/** The standing of each loan that has a history of it by a day: one row for each, made once for the whole book. */
const standingsOn = (day: BusinessDate): SqlPart =>
  sql`SELECT s.loanId + 0 AS loanId, MAX(s.pastDueSince) AS pastDueSince, MAX(s.riskClass) AS riskClass
    FROM loan_standing_changes s WHERE ${standingOn(day)} GROUP BY s.loanId + 0`;

const stageOf = (day: 'was' | 'is'): SqlPart =>
  literally(`CASE WHEN q.${day}EndedAs IS NOT NULL THEN q.${day}EndedAs
      WHEN q.${day}OwedFen = 0 AND q.${day}PastDueSince IS NULL THEN 'settled' ELSE 'held' END`);

/** A loan's position on one of two days, in columns that begin with its word. */
function columnsOn(day: BusinessDate, word: 'was' | 'is', place: number): SqlPart {
  const name = (rest: string): SqlPart => literally(`${word}${rest}`);
  const standing = literally(`${word}Standing`);
  const repaid = literally(`COALESCE(back.${afterColumn(place)}, 0)`);
  return sql`, ${owedOn(day, repaid)} AS ${name('OwedFen')}, ${standing}.pastDueSince AS ${name('PastDueSince')},
    COALESCE(${standing}.riskClass, 'pass') AS ${name('RiskClass')}, ${ageingOn(day, `${word}Standing`)} AS ${name('Ageing')},
    ${endedAsOn(day)} AS ${name('EndedAs')}`;
}

/**
 * One row for each loan disbursed by the later of two days: `wasStage`, `wasOwedFen`, `wasRiskClass` and `wasAgeing` of the earlier one, the
 * same of the later one with `is`, and `isNew` for a loan disbursed between. What `positionsOn` says of both days, in one look at the book.
 */
export function movesBetween(from: BusinessDate, asOf: BusinessDate, { terms }: Population): SqlPart {
  return sql`SELECT q.*, ${stageOf('was')} AS wasStage, ${stageOf('is')} AS isStage
    FROM (SELECT l.id, l.principalFen, CASE WHEN l.disbursedOn > ${from} THEN 1 ELSE 0 END AS isNew
        ${columnsOn(from, 'was', 0)}${columnsOn(asOf, 'is', 1)}
      FROM loans l
      LEFT JOIN (${standingsOn(from)}) wasStanding ON wasStanding.loanId = l.id
      LEFT JOIN (${standingsOn(asOf)}) isStanding ON isStanding.loanId = l.id
      LEFT JOIN (${repaidAfterEach([from, asOf])}) back ON back.loanId = l.id
      ${ENDINGS}
     WHERE l.disbursedOn <= ${asOf}${terms}) q`;
}
