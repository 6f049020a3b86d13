import type { ErrorCode } from '../../server/core/errors.js';
import type { Reply } from './caller.js';
import type { Stage } from './stage.js';
import { Violation } from './violation.js';

/** What a request ought to be answered: done, or one of these refusals. */
export type Expected = 'done' | ErrorCode | readonly ErrorCode[];

/** Whether it was done; throws Violation where the reply is not the expected one. */
export function settle({ model }: Stage, what: string, reply: Reply, expected: Expected): boolean {
  const { status, body } = reply;
  const { code } = body;
  if (status < 300) {
    if (expected === 'done') return true;
    throw new Violation(`${what} is refused with ${String(expected)}`, reply);
  }
  const allowed: readonly string[] = typeof expected === 'string' ? [expected] : expected;
  if (code === undefined || !allowed.includes(code))
    throw new Violation(`${what} ends in ${String(expected)}`, reply);
  model.refused[code] = (model.refused[code] ?? 0) + 1;
  return false;
}

/** The same where the model does not know whether it can be done: only which refusals would be right. */
export function settleEither(
  stage: Stage,
  what: string,
  reply: Reply,
  refusals: readonly ErrorCode[],
): boolean {
  return settle(stage, what, reply, reply.status < 300 ? 'done' : refusals);
}
