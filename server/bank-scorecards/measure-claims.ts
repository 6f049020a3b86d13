import type { Transaction } from 'sequelize';
import { conditionOf } from '../../models/condition.js';
import { selectRows } from '../../models/rows.js';
import { sql } from '../../models/sql.js';
import type { MeasuredPart } from '../core/bank-scorecard/score-bank.js';

/** Instants from the first one on and before the second. */
export interface InstantRange {
  readonly from: string;
  readonly until: string;
}

/** A measured part of one bank. */
export interface BankPart extends MeasuredPart {
  readonly bankId: number;
}

interface FirstDecision {
  readonly claimId: number;
  readonly bankId: number;
  readonly isRight: number;
}

/** What the claims of every bank that were first decided within a time come to. */
export interface MeasuredClaims {
  readonly firstTimeRight: readonly BankPart[];
  readonly differences: readonly BankPart[];
}

/**
 * A claim counts once, when it is first decided on: right if the first decision approved it, wrong if it returned or refused it. The
 * differences are those of the first file of such claims; a claim that the system built has none to show.
 */
export async function measureClaims(transaction: Transaction, range: InstantRange): Promise<MeasuredClaims> {
  const subsidies = await firstDecisionsOnSubsidies(transaction, range);
  const compensations = await firstDecisionsOnCompensation(transaction, range);
  return {
    firstTimeRight: byBank([...subsidies, ...compensations]),
    differences: await differencesOf(transaction, subsidies),
  };
}

/** The audit trail alone remembers a return that was mended since. */
async function firstDecisionsOnSubsidies(
  transaction: Transaction,
  { from, until }: InstantRange,
): Promise<FirstDecision[]> {
  const query = sql`SELECT c.id AS claimId, c.bankOrganisationId AS bankId,
      CASE WHEN first.command = 'subsidy-claim.approve' THEN 1 ELSE 0 END AS isRight
    FROM subsidy_claims c JOIN audit_events first ON first.id = (
      SELECT MIN(e.id) FROM audit_events e WHERE e.subjectKind = 'subsidy-claim' AND e.subjectId = c.id
        AND e.command IN ('subsidy-claim.approve', 'subsidy-claim.return'))
   WHERE first.at >= ${from} AND first.at < ${until}`;
  return selectRows<FirstDecision>(transaction, query.sql, query.parameters);
}

async function firstDecisionsOnCompensation(
  transaction: Transaction,
  { from, until }: InstantRange,
): Promise<FirstDecision[]> {
  const query = sql`SELECT c.id AS claimId, c.bankOrganisationId AS bankId,
      CASE WHEN first.event = 'approve' THEN 1 ELSE 0 END AS isRight
    FROM compensation_claims c JOIN compensation_steps first ON first.id = (
      SELECT MIN(s.id) FROM compensation_steps s WHERE s.claimId = c.id AND s.event IN ('approve', 'return', 'reject'))
   WHERE first.takenAt >= ${from} AND first.takenAt < ${until}`;
  return selectRows<FirstDecision>(transaction, query.sql, query.parameters);
}

function byBank(decisions: readonly FirstDecision[]): BankPart[] {
  const parts = new Map<number, { part: number; whole: number }>();
  for (const { bankId, isRight } of decisions) {
    const { part, whole } = parts.get(bankId) ?? { part: 0, whole: 0 };
    parts.set(bankId, { part: part + isRight, whole: whole + 1 });
  }
  return [...parts].map(([bankId, part]) => ({ bankId, ...part }));
}

async function differencesOf(
  transaction: Transaction,
  decisions: readonly FirstDecision[],
): Promise<BankPart[]> {
  if (decisions.length === 0) return [];
  const { sql: where, parameters } = conditionOf({ claimId: decisions.map(({ claimId }) => claimId) });
  return selectRows<BankPart>(
    transaction,
    `SELECT c.bankOrganisationId AS bankId, SUM(CASE WHEN l.cause = 'none' THEN 0 ELSE 1 END) AS part, COUNT(*) AS whole
       FROM (SELECT claimId, MIN(revision) AS revision FROM claimed_lines${where} GROUP BY claimId) f
       JOIN claimed_lines l ON l.claimId = f.claimId AND l.revision = f.revision
       JOIN subsidy_claims c ON c.id = l.claimId GROUP BY c.bankOrganisationId`,
    parameters,
  );
}
