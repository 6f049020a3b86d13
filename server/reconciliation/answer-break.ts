import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { lockBreak, nextBreakState, writeOnBreak, type BreakInput, type BreakReply } from './break-case.js';

/** What people may do to a break; a remark leaves its state. */
export type BreakAnswerKind = 'remark' | 'explain' | 'correct' | 'accept' | 'reopen';

export interface BreakAnswer extends BreakInput {
  readonly kind: BreakAnswerKind;
  /** What was found, is being done, or why the difference is accepted or looked into again. */
  readonly text: string;
}

/**
 * Writes an answer to a break: a remark, an explanation, that it is being corrected, that the difference is accepted, or that
 * it is to be looked into again. Fails: not-found, stale-version, illegal-transition, forbidden.
 */
export async function answerBreak(
  context: Context,
  { kind, text, ...input }: BreakAnswer,
): Promise<BreakReply> {
  return runCommand(context, `reconciliation-break.${kind}`, async (unit) => {
    const row = await lockBreak(unit, context.actor, input);
    const state = kind === 'remark' ? row.state : nextBreakState(row, kind, context.actor);
    return writeOnBreak(unit, context, row, { state }, { kind, text });
  });
}
