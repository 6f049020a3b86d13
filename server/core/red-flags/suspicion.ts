import type { BusinessDate } from '../business-date.js';
import type { JsonValue } from '../canonical-json.js';
import type { RedFlagRuleName } from './red-flag-rules.js';

/** What an audit looks at and may whitelist: not one fact but the person, firm, phone … that it is about. */
export const AUDIT_ELEMENTS = ['loan', 'person', 'firm', 'phone', 'address', 'account', 'group'] as const;
export type AuditElement = (typeof AUDIT_ELEMENTS)[number];

/** What a check found of a loan. Rule, loan and `about` together are the fact: the same fact is raised once. */
export interface Suspicion {
  readonly rule: RedFlagRuleName;
  readonly loanId: number;
  /** What tells two facts of one rule and loan apart; empty where there can be only one. */
  readonly about: string;
  /** The day of the fact. */
  readonly factOn: BusinessDate;
  readonly element: AuditElement;
  /** Which person, firm, phone …: an id or a blind index. */
  readonly elementKey: string;
  /** What is shown to those who look into it; no personal values. */
  readonly evidence: Readonly<Record<string, JsonValue>>;
}

/** A loan as the checks see it. */
export interface CheckedTerm {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  /** The day it was or will be over. */
  readonly endsOn: BusinessDate;
}

/** Whether two loans ran at the same time. */
export const runTogether = (one: CheckedTerm, other: CheckedTerm): boolean =>
  one.disbursedOn < other.endsOn && other.disbursedOn < one.endsOn;

/** Whether something that holds from a day on met a loan while it ran. */
export const meets = (
  { disbursedOn, endsOn }: CheckedTerm,
  { fromOn, untilOn }: { readonly fromOn: BusinessDate; readonly untilOn: BusinessDate | null },
): boolean => fromOn < endsOn && (untilOn === null || untilOn > disbursedOn);
