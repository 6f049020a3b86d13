import type { PolicyBook } from '../policy/policy-book.js';
import type { PolicyParameter } from '../policy/policy-parameters.js';
import { AUDIT_METHOD } from './red-flag-rules.js';

/** What a check rests on. */
export interface RuleSource {
  readonly document: string;
  readonly article: string;
  readonly verified: boolean;
}

/** The document and article of the version that a flag names; the audit method for checks without a parameter. */
export function ruleSource(
  parameter: PolicyParameter | null,
  policyId: string | null,
  book: PolicyBook,
): RuleSource {
  const version =
    parameter === null || policyId === null ? undefined : book.versions.find(({ id }) => id === policyId);
  const { document, article, verified } = version ?? AUDIT_METHOD;
  return { document, article, verified };
}
