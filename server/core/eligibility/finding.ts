import type { Bilingual } from '../bilingual.js';
import type { PolicyBook } from '../policy/policy-book.js';
import type { PolicyParameter, PolicyVersion } from '../policy/policy-parameters.js';
import { EVIDENCE, type EligibilityFacts, type EvidenceKind } from './facts.js';

export type Outcome = 'pass' | 'fail' | 'needs-evidence';

export type RuleName =
  | 'supported-category'
  | 'age'
  | 'youth-age'
  | 'other-loans'
  | 'not-publicly-paid'
  | 'local-registration'
  | 'max-loans'
  | 'no-overdue-record'
  | 'one-loan-kind'
  | 'partners-eligible'
  | 'partners-age'
  | 'counter-guarantor-loans'
  | 'counter-guarantor-record'
  | 'hiring-share'
  | 'no-arrears'
  | 'amount-within-cap'
  | 'term-within-limit';

/** What one rule found: the facts and the policy value it looked at, where the rule stands, and why, for the applicant. */
export interface Finding {
  readonly rule: RuleName;
  readonly outcome: Outcome;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly parameter: PolicyParameter;
  readonly parameterValue: PolicyVersion['value'];
  readonly policyId: string;
  readonly document: string;
  readonly article: string;
  readonly verified: boolean;
  readonly reason: Bilingual;
  /** Something that does not decide but should be known, such as an age reached within the term. */
  readonly warning?: Bilingual;
}

/** One named rule. Undefined when it does not concern this applicant. Throws `no-policy-in-force`. */
export type EligibilityRule = (facts: EligibilityFacts, book: PolicyBook) => Finding | undefined;

/** What a rule says of its own; the rest of a finding comes from the policy version it applied. */
export interface Verdict extends Pick<Finding, 'rule' | 'outcome' | 'facts' | 'reason'> {
  readonly warning?: Bilingual | undefined;
}

/** A verdict with the source of the rule. */
export function finding(version: PolicyVersion, verdict: Verdict): Finding {
  const { warning, ...said } = verdict;
  return {
    ...said,
    parameter: version.parameter,
    parameterValue: version.value,
    policyId: version.id,
    document: version.document,
    article: version.article,
    verified: version.verified,
    ...(warning && { warning }),
  };
}

/** The papers still missing of those a rule asks for. */
export function missingEvidence(facts: EligibilityFacts, needed: readonly EvidenceKind[]): EvidenceKind[] {
  return needed.filter((kind) => !facts.evidence.includes(kind));
}

/** Asks for papers by name. */
export function pleaseProvide(kinds: readonly EvidenceKind[]): Bilingual {
  return {
    zh: `还不能判断,请补交:${kinds.map((kind) => EVIDENCE[kind].zh).join('、')}。`,
    en: `This cannot be decided yet. Please provide: ${kinds.map((kind) => EVIDENCE[kind].en).join(', ')}.`,
  };
}

/** Asks for facts that the form leaves open. */
export function pleaseState(zh: string, en: string): Bilingual {
  return { zh: `还不能判断,请补充填写:${zh}。`, en: `This cannot be decided yet. Please state: ${en}.` };
}
