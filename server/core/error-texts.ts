import type { ErrorCode } from './errors.js';
import { BUSINESS_TEXTS } from './error-texts/business-texts.js';
import type { ErrorText } from './error-texts/error-text.js';
import { REQUEST_TEXTS } from './error-texts/request-texts.js';

/** The message of every code: what is wrong, why, what to do next. Filled by `describeError`. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = { ...REQUEST_TEXTS, ...BUSINESS_TEXTS };
