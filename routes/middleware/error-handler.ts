import type { ErrorRequestHandler } from 'express';
import { describeError } from '../../server/core/error-messages.js';
import type { DomainError, ErrorCode, FieldProblem } from '../../server/core/errors.js';
import type { Logger } from '../../server/logger.js';
import { isTokenRequest, sendOauthRefusal } from '../oauth-refusal.js';
import { toDomainError } from './foreign-errors.js';
import { languageOf, requestIdOf } from './request-context.js';

/** HTTP status by error code. A new code does not compile until it stands here. */
export const ERROR_STATUS: Record<ErrorCode, number> = {
  malformed: 400,
  unauthenticated: 401,
  'wrong-credentials': 401,
  'message-not-authentic': 401,
  'account-locked': 401,
  'second-factor-required': 401,
  'password-change-required': 403,
  'second-factor-enrolment-required': 403,
  'fresh-factor-required': 401,
  'weak-password': 422,
  forbidden: 403,
  'maker-is-checker': 403,
  'not-found': 404,
  erased: 410,
  'method-not-allowed': 405,
  'illegal-transition': 409,
  'stale-version': 409,
  'already-exists': 409,
  'request-in-progress': 409,
  'payload-too-large': 413,
  'unsupported-file': 422,
  'idempotency-key-required': 400,
  'idempotency-mismatch': 422,
  'too-many-requests': 429,
  unavailable: 503,
  internal: 500,
  'no-policy-in-force': 422,
  'rate-above-ceiling': 422,
  'amount-above-cap': 422,
  'term-above-cap': 422,
  'not-eligible': 422,
  'incomplete-application': 422,
  'consent-missing': 422,
  'agreement-not-in-force': 422,
  'exposure-exceeded': 422,
  'guarantees-stopped': 422,
  'guarantee-follows-credit': 409,
  'objection-too-late': 422,
  'budget-exceeded': 422,
  'amount-exceeds-outstanding': 422,
  'already-reversed': 409,
  'extension-not-allowed': 422,
  'outside-loan-term': 422,
  'calendar-not-published': 422,
  'approval-does-not-match': 409,
  'destination-not-allowed': 422,
  'lines-undecided': 422,
  'compensation-not-due': 422,
  'evidence-missing': 422,
  'compensation-cap-exceeded': 422,
  'batch-cap-exceeded': 422,
  'guarantor-balance-exceeded': 422,
  'recovery-exceeds-debt': 422,
  'clawback-exceeds-owed': 422,
  'write-off-not-allowed': 422,
  'document-not-issuable': 422,
  'unprintable-characters': 422,
};

const RETRY_AFTER_SECONDS: Partial<Record<ErrorCode, string>> = {
  unavailable: '2',
  'request-in-progress': '1',
};

/** The body of every refusal (RFC 9457), with the request id to quote when asking for help. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly requestId: string;
  readonly errors: readonly { readonly field: string; readonly rule: string; readonly message: string }[];
}

/** Turns a refusal into the problem that a person reads. */
export function presentProblem(error: DomainError, language: 'zh' | 'en', requestId: string): Problem {
  const described = describeError(error, language);
  return {
    type: `/docs/problems#${error.code}`,
    title: described.title,
    status: ERROR_STATUS[error.code],
    code: error.code,
    detail: described.detail,
    requestId,
    errors: fieldsOf(error).map(({ field, rule, message }) => ({ field, rule, message: message[language] })),
  };
}

/** The fields at fault; one that only the details name is missing or not what it should be. */
function fieldsOf({ fields, details: { field } }: DomainError): readonly FieldProblem[] {
  if (fields.length > 0 || typeof field !== 'string') return fields;
  const message = { zh: '此项缺失或不正确', en: 'is missing or not right' };
  return [{ field, rule: 'invalid', message }];
}

/** The last handler: every refusal leaves as problem+json; what nobody expected is logged and tells nothing about the inside. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = toDomainError(error);
    if (refusal.code === 'internal')
      logger.error({ err: error, requestId: requestIdOf(request) }, 'unexpected error');
    if (response.headersSent) {
      next(error);
      return;
    }
    const retryAfter = refusal.details['retryAfterSeconds'] ?? RETRY_AFTER_SECONDS[refusal.code];
    if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
    if (refusal.code === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
    const problem = presentProblem(refusal, languageOf(request), requestIdOf(request));
    if (isTokenRequest(request)) {
      sendOauthRefusal(response, refusal, problem);
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}
