/** Every reason for which the system refuses. Closed: a new code needs its message and its HTTP status. */
export const ERROR_CODES = [
  'malformed',
  'unauthenticated',
  'wrong-credentials',
  'message-not-authentic',
  'account-locked',
  'second-factor-required',
  'password-change-required',
  'second-factor-enrolment-required',
  'fresh-factor-required',
  'weak-password',
  'forbidden',
  'maker-is-checker',
  'not-found',
  'erased',
  'method-not-allowed',
  'illegal-transition',
  'stale-version',
  'already-exists',
  'request-in-progress',
  'payload-too-large',
  'unsupported-file',
  'idempotency-key-required',
  'idempotency-mismatch',
  'too-many-requests',
  'unavailable',
  'internal',
  'no-policy-in-force',
  'rate-above-ceiling',
  'amount-above-cap',
  'term-above-cap',
  'not-eligible',
  'incomplete-application',
  'consent-missing',
  'agreement-not-in-force',
  'exposure-exceeded',
  'guarantees-stopped',
  'guarantee-follows-credit',
  'objection-too-late',
  'budget-exceeded',
  'amount-exceeds-outstanding',
  'already-reversed',
  'extension-not-allowed',
  'outside-loan-term',
  'calendar-not-published',
  'approval-does-not-match',
  'destination-not-allowed',
  'lines-undecided',
  'compensation-not-due',
  'evidence-missing',
  'compensation-cap-exceeded',
  'batch-cap-exceeded',
  'guarantor-balance-exceeded',
  'recovery-exceeds-debt',
  'clawback-exceeds-owed',
  'write-off-not-allowed',
  'document-not-issuable',
  'unprintable-characters',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One field that breaks a rule: where it is (dotted path), which rule, and a sentence for people in Chinese and English. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly message: { readonly zh: string; readonly en: string };
}

/**
 * A refusal that the caller can act on. `details` fills the placeholders of the code's message and is safe to show;
 * it never holds personal data.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: Readonly<Record<string, string | number>> = {},
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'DomainError';
  }
}
