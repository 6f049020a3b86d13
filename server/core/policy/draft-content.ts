import { businessDate, parseBusinessDate, type BusinessDate } from '../business-date.js';
import { assertCalendarYear } from '../calendar/assert-calendar-year.js';
import type { CalendarYear } from '../calendar/published-years.js';
import { DomainError } from '../errors.js';
import { parseRate, type Rate } from '../rate.js';
import type { Jurisdiction, PolicyParameter, PolicyVersion } from './policy-parameters.js';
import { readPolicyValue } from './read-policy-value.js';

/** A new version of a parameter, as it is drafted. */
export interface ParameterDraft {
  readonly kind: 'parameter';
  readonly parameter: PolicyParameter;
  readonly jurisdiction: Jurisdiction;
  readonly effectiveFrom: BusinessDate;
  readonly value: PolicyVersion['value'];
  readonly document: string;
  readonly article: string;
  readonly verified: boolean;
  readonly note: string | null;
}

/** A publication of the loan prime rate, as it is drafted. Rates are percent as text. */
export interface LoanPrimeRateDraft {
  readonly kind: 'loan-prime-rate';
  readonly publishedOn: BusinessDate;
  readonly oneYearRatePercent: string;
  readonly fiveYearRatePercent: string | null;
  readonly document: string;
  readonly verified: boolean;
}

/** The holidays of a year, as they are drafted. */
export interface CalendarYearDraft extends CalendarYear {
  readonly kind: 'calendar-year';
}

export type DraftContent = ParameterDraft | LoanPrimeRateDraft | CalendarYearDraft;
export type PolicyDraftKind = DraftContent['kind'];

/** What a draft is about, in one word: the parameter, the day of the publication, or the year. */
export function subjectOf(content: DraftContent): string {
  if (content.kind === 'parameter') return content.parameter;
  return content.kind === 'loan-prime-rate' ? content.publishedOn : String(content.year);
}

/** From which day on a draft is to hold. */
export function effectiveFromOf(content: DraftContent): BusinessDate {
  if (content.kind === 'parameter') return content.effectiveFrom;
  return content.kind === 'loan-prime-rate' ? content.publishedOn : businessDate(content.year, 1, 1);
}

/**
 * Makes sure that a draft could become policy: the value fits the parameter's form, a loan prime rate is above zero and has been
 * published, a calendar holds days of its year. Throws `malformed`, naming the fields.
 */
export function assertDraftable(content: DraftContent, today: BusinessDate): void {
  if (content.kind === 'parameter') readPolicyValue(content.parameter, content.value);
  else if (content.kind === 'calendar-year') assertCalendarYear(content);
  else assertPublication(content, today);
}

function assertPublication(draft: LoanPrimeRateDraft, today: BusinessDate): void {
  const { publishedOn, oneYearRatePercent, fiveYearRatePercent } = draft;
  const problems = [];
  if (publishedOn > today) {
    const message = { zh: '公布日不能晚于今天', en: 'it can’t be published later than today' };
    problems.push({ field: 'publishedOn', rule: 'not-in-future', message });
  }
  const rates = { oneYearRatePercent, fiveYearRatePercent };
  for (const [field, percent] of Object.entries(rates)) {
    if (percent === null || parseRate(percent) > 0) continue;
    problems.push({ field, rule: 'above-zero', message: { zh: '应大于零', en: 'must be above zero' } });
  }
  if (problems.length > 0) throw new DomainError('malformed', {}, problems);
}

/** The version that a draft of a parameter becomes, holding from a day on. `key` makes its id unique. */
export function versionOf(draft: ParameterDraft, from: BusinessDate, key: string): PolicyVersion {
  const { kind: _, note, ...version } = draft;
  return {
    ...version,
    effectiveFrom: from,
    id: `${draft.parameter}.${draft.jurisdiction}.${from}#${key}`,
    ...(note !== null && { note }),
  };
}

/** The one-year rate of a drafted publication. */
export const oneYearRateOf = (draft: LoanPrimeRateDraft): Rate => parseRate(draft.oneYearRatePercent);

/** Reads a draft as a table stores it. Throws `malformed` where it would not be draftable any more. */
export function readDraftContent(json: string): DraftContent {
  const content = JSON.parse(json) as DraftContent;
  parseBusinessDate(effectiveFromOf(content));
  if (content.kind === 'parameter') readPolicyValue(content.parameter, content.value);
  return content;
}
