import { ClaimedLine } from '../../../models/claimed-line.js';
import { ClaimLineDecision } from '../../../models/claim-line-decision.js';
import type { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { findRows, insertRows, type Row } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import type { Actor } from '../../context.js';
import type { ClaimCause } from '../../core/claim-check/claim-causes.js';
import { DomainError } from '../../core/errors.js';
import type { LineOutcome } from './read-claimed-lines.js';

/** Lines of a claim that differ: one by one, or all of a cause. */
export interface ChosenLines {
  readonly lines: readonly number[];
  readonly causes: readonly ClaimCause[];
}

/**
 * Records what one person decided on lines of the latest file. What has been decided alike before is not recorded twice.
 * Fails: malformed (a line that is not there or does not differ).
 */
export async function recordLineDecisions(
  { transaction, now }: UnitOfWork,
  actor: Actor,
  claim: Pick<Row<SubsidyClaim>, 'id' | 'revision'>,
  { lines, causes }: ChosenLines,
  { outcome, reason }: { readonly outcome: LineOutcome; readonly reason: string | null },
): Promise<void> {
  const file = { claimId: claim.id, revision: claim.revision };
  const lineNumbers = [...new Set(lines)];
  const differing = await findRows(ClaimedLine, {
    where: { ...file, lineNumber: lineNumbers, cause: { '!=': 'none' } },
    transaction,
  });
  if (differing.length < lineNumbers.length) throw noDifference();
  const earlier = await findRows(ClaimLineDecision, { where: { ...file, outcome }, transaction });
  const decided = new Set(earlier.map(({ lineNumber, cause }) => lineNumber ?? cause));
  const chosen = [
    ...lineNumbers.map((lineNumber) => ({ lineNumber, cause: null })),
    ...[...new Set(causes)].map((cause) => ({ lineNumber: null, cause })),
  ].filter(({ lineNumber, cause }) => !decided.has(lineNumber ?? cause));
  const verdict = { outcome, reason, decidedByUserId: actor.userId, decidedAt: now };
  await insertRows(
    ClaimLineDecision,
    chosen.map((each) => ({ ...file, ...each, ...verdict })),
    transaction,
  );
}

function noDifference(): DomainError {
  const message = {
    zh: '其中有的行不存在或没有差异',
    en: 'some of these lines are not there or do not differ',
  };
  return new DomainError('malformed', {}, [{ field: 'lines', rule: 'differing', message }]);
}
