import { UniqueConstraintError, type Transaction } from 'sequelize';
import { IdempotencyKey } from '../models/idempotency-key.js';
import { findRow, insertRow, updateRows } from '../models/rows.js';
import type { Context, VisitorContext } from './context.js';
import { canonicalJson, type JsonValue } from './core/canonical-json.js';
import { DomainError } from './core/errors.js';

/** A key claimed by this transaction (`id`), or the reply an earlier request left (`stored`). */
export interface IdempotencyClaim {
  readonly id?: number;
  readonly stored?: JsonValue;
}

/**
 * Claims the request's key. The unique key (actor, key) makes a second request wait until the first has committed, and then
 * see its reply. Fails: idempotency-mismatch when the key came before with another route or body.
 */
export async function claimIdempotencyKey(
  context: Context | VisitorContext,
  now: string,
  transaction: Transaction,
): Promise<IdempotencyClaim> {
  const request = context.idempotency;
  if (!request || !('actor' in context)) return {};
  const actorUserId = context.actor.userId;
  try {
    const id = await insertRow(
      IdempotencyKey,
      {
        actorUserId,
        idempotencyKey: request.key,
        route: request.route,
        bodyHash: request.bodyHash,
        status: 'running',
        replyJson: 'null',
        createdAt: now,
      },
      transaction,
    );
    return { id };
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
  }
  const earlier = await findRow(IdempotencyKey, {
    where: { actorUserId, idempotencyKey: request.key },
    transaction,
  });
  if (!earlier) throw new DomainError('request-in-progress');
  if (earlier.route !== request.route || earlier.bodyHash !== request.bodyHash)
    throw new DomainError('idempotency-mismatch');
  request.replayed = true;
  return { stored: JSON.parse(earlier.replyJson) as JsonValue };
}

/** Leaves the reply for a repeated request; part of the same transaction as the effect. */
export async function storeReply(
  claim: IdempotencyClaim,
  reply: JsonValue,
  transaction: Transaction,
): Promise<void> {
  if (claim.id === undefined) return;
  await updateRows(
    IdempotencyKey,
    { status: 'done', replyJson: canonicalJson(reply) },
    { id: claim.id },
    transaction,
  );
}
