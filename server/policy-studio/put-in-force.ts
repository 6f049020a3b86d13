import { CalendarYear } from '../../models/calendar-year.js';
import { LoanPrimeRate } from '../../models/loan-prime-rate.js';
import type { PolicyDraft } from '../../models/policy-draft.js';
import { PolicyParameterVersion } from '../../models/policy-parameter-version.js';
import { insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import {
  oneYearRateOf,
  versionOf,
  type CalendarYearDraft,
  type DraftContent,
  type LoanPrimeRateDraft,
  type ParameterDraft,
} from '../core/policy/draft-content.js';
import { parseRate } from '../core/rate.js';
import { countRevision } from '../policy/revision.js';

type Persons = { readonly makerUserId: number; readonly checkerUserId: number };

/**
 * Stores what was released where the reference data is read from, and answers the name under which later computations cite it. A rate
 * or a year that is there already is corrected; the draft keeps who changed it and why.
 */
export async function putInForce(
  unit: UnitOfWork,
  { makerUserId }: Row<PolicyDraft>,
  content: DraftContent,
  checkerUserId: number,
): Promise<string> {
  const persons = { makerUserId, checkerUserId };
  await countRevision(unit);
  if (content.kind === 'parameter') return await addVersion(unit, content, persons);
  if (content.kind === 'loan-prime-rate') return await setPublication(unit, content, persons);
  return await setYear(unit, content, persons);
}

async function addVersion(unit: UnitOfWork, draft: ParameterDraft, persons: Persons): Promise<string> {
  const { parameter, jurisdiction, effectiveFrom, document, article, verified, note } = draft;
  const id = await insertRow(
    PolicyParameterVersion,
    {
      parameter,
      jurisdiction,
      effectiveFrom,
      valueJson: canonicalJson(draft.value as unknown as JsonValue),
      document,
      article,
      verifiedFlag: verified ? 1 : 0,
      note,
      state: 'in-force',
      ...persons,
      createdAt: unit.now,
    },
    unit.transaction,
  );
  return versionOf(draft, effectiveFrom, String(id)).id;
}

async function setPublication(
  unit: UnitOfWork,
  draft: LoanPrimeRateDraft,
  persons: Persons,
): Promise<string> {
  const { publishedOn, fiveYearRatePercent, document, verified } = draft;
  const row = {
    oneYearRate: oneYearRateOf(draft),
    fiveYearRate: fiveYearRatePercent === null ? null : parseRate(fiveYearRatePercent),
    source: document,
    verifiedFlag: verified ? 1 : 0,
    ...persons,
    createdAt: unit.now,
  };
  const known = await lockRow(LoanPrimeRate, { publishedOn }, unit.transaction);
  if (known) await updateRows(LoanPrimeRate, row, { publishedOn }, unit.transaction);
  else await insertRow(LoanPrimeRate, { ...row, publishedOn }, unit.transaction);
  return `loan-prime-rate.${publishedOn}`;
}

async function setYear(unit: UnitOfWork, draft: CalendarYearDraft, persons: Persons): Promise<string> {
  const { year, holidays, workdays, document } = draft;
  const row = {
    holidaysJson: canonicalJson(holidays.toSorted()),
    workdaysJson: canonicalJson(workdays.toSorted()),
    document,
    ...persons,
  };
  const known = await lockRow(CalendarYear, { year }, unit.transaction);
  if (known) await updateRows(CalendarYear, row, { year }, unit.transaction);
  else await insertRow(CalendarYear, { ...row, year }, unit.transaction);
  return `calendar-year.${year}`;
}
