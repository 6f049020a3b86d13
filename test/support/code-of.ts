import { DomainError, type ErrorCode } from '../../server/core/errors.js';

/** How an attempt ends: `done`, or the code of its refusal. Any other fault is thrown on. */
export async function codeOf(attempt: Promise<unknown>): Promise<ErrorCode | 'done'> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
