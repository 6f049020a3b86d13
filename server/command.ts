import type { Transaction } from 'sequelize';
import { inTransaction } from '../models/transaction.js';
import { appendEvents, type AuditEntry } from './audit/append-event.js';
import type { Context, SystemContext, VisitorContext } from './context.js';
import type { BusinessDate } from './core/business-date.js';
import type { JsonValue } from './core/canonical-json.js';
import { claimIdempotencyKey, storeReply } from './idempotency.js';
import { noteWrite } from './replicas/note-write.js';
import { appendMessages, type OutboxDraft } from './outbox/append-message.js';

/** What a use case works with inside its one transaction. */
export interface UnitOfWork {
  readonly transaction: Transaction;
  /** The command's instant; every fact of one command carries the same. */
  readonly now: string;
  readonly today: BusinessDate;
  /** Adds an audit event; every command records at least one. */
  record(entry: AuditEntry): void;
  /** Queues a message for others; it leaves after commit. */
  publish(message: OutboxDraft): void;
}

/**
 * Runs one write: one transaction that claims the idempotency key, does the work, appends audit events and outbox messages and
 * stores the reply; it returns after commit. Deadlocks and lock time-outs run the whole function again, so `work` must
 * not touch anything outside the transaction. A refusal (DomainError) rolls everything back.
 *
 * `name` is the audit name, noun.verb. The reply must survive JSON, because a repeated request gets the stored one.
 */
export async function runCommand<Reply extends JsonValue>(
  context: Context | VisitorContext | SystemContext,
  name: string,
  work: (unit: UnitOfWork) => Promise<Reply>,
): Promise<Reply> {
  const { database, clock } = context.system;
  return inTransaction(database, async (transaction) => {
    const claim = await claimIdempotencyKey(context, clock.now(), transaction);
    if (claim.stored !== undefined) return claim.stored as Reply;

    const entries: AuditEntry[] = [];
    const messages: OutboxDraft[] = [];
    const now = clock.now();
    const reply = await work({
      transaction,
      now,
      today: clock.today(),
      record: (entry) => entries.push(entry),
      publish: (message) => messages.push(message),
    });
    if (entries.length === 0) throw new Error(`Command ${name} recorded no audit event`);
    await appendMessages(messages, now, transaction);
    await storeReply(claim, reply, transaction);
    await noteWrite(context, transaction);
    await appendEvents(context, name, entries, now, transaction);
    return reply;
  });
}
