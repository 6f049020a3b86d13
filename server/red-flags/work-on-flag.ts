import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { lockFlagVersion, stateAfter, stepOn, type FlagInput, type FlagReply } from './flag-case.js';

/** What the desk does about a flag before it concludes; a remark leaves the state. */
export const FLAG_STEPS = ['remark', 'serve', 'follow-up'] as const;
export type FlagStepKind = (typeof FLAG_STEPS)[number];

export interface FlagStepInput extends FlagInput {
  readonly kind: FlagStepKind;
  /** What was found or done. */
  readonly text: string;
}

/**
 * Somebody has been with the borrower and helped (服务), or has looked again since (跟踪), or writes a remark.
 * Fails: not-found, stale-version, illegal-transition, forbidden.
 */
export async function workOnFlag(
  context: Context,
  { kind, text, ...input }: FlagStepInput,
): Promise<FlagReply> {
  const { actor } = context;
  return runCommand(context, `red-flag.${kind}`, async (unit) => {
    const flag = await lockFlagVersion(unit, actor, input);
    const values = kind === 'remark' ? {} : { state: stateAfter(flag, kind, actor) };
    return stepOn(unit, actor, flag, values, { kind, text });
  });
}
