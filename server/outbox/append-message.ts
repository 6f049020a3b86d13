import type { Transaction } from 'sequelize';
import { OutboxMessage } from '../../models/outbox-message.js';
import { insertRow, insertRows } from '../../models/rows.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';

/** A message for others, about one aggregate; messages of one aggregate are delivered in order. */
export interface OutboxDraft {
  /** noun.verb in the past, `loan.disbursed`. */
  readonly topic: string;
  readonly aggregateKind: string;
  readonly aggregateId: number;
  readonly payload: JsonValue;
}

/** Writes messages in the transaction of the change they tell of. */
export async function appendMessages(
  drafts: readonly OutboxDraft[],
  now: string,
  transaction: Transaction,
): Promise<void> {
  const rows = drafts.map(({ payload, ...draft }) => ({
    ...draft,
    payloadJson: canonicalJson(payload),
    createdAt: now,
    attempts: 0,
  }));
  const [only] = rows;
  if (rows.length === 1 && only) await insertRow(OutboxMessage, only, transaction);
  else if (rows.length > 1) await insertRows(OutboxMessage, rows, transaction);
}
