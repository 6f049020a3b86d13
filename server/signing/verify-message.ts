import { UniqueConstraintError } from 'sequelize';
import { MessageReceipt } from '../../models/message-receipt.js';
import { deleteRows, insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { addSeconds, epochSeconds } from '../clock.js';
import type { System } from '../context.js';
import { DomainError } from '../core/errors.js';
import { sha256 } from '../hashing.js';
import { findSigningKeys } from './find-signing-keys.js';
import { isSigned, requestText, type RequestParts } from './message-signature.js';

/** How far the clocks of both sides may be apart. */
export const TOLERANCE_SECONDS = 300;

const TIMESTAMP = /^[1-9]\d{9}$/;
const NONCE = /^[\x21-\x7e]{16,64}$/;
/** Without it any body would go with the signature. */
const DIGEST = /^sha-256=:[A-Za-z0-9+/]{43}=:$/;

/**
 * Takes a signed call of an API client, once: signed with one of its active keys, at most 300 s old or ahead, and not taken
 * before. Whether the body is the one that was signed is seen when it has arrived. Fails: message-not-authentic with the
 * reason `unsigned`, `timestamp`, `signature` or `replayed`.
 */
export async function takeSignedMessage(
  system: System,
  apiClientId: number,
  parts: RequestParts,
  signature: string,
): Promise<void> {
  const now = system.clock.now();
  if (signature === '' || !NONCE.test(parts.nonce) || !DIGEST.test(parts.contentDigest))
    throw notAuthentic('unsigned');
  const apart = Math.abs(epochSeconds(now) - Number(parts.timestamp));
  if (!TIMESTAMP.test(parts.timestamp) || apart > TOLERANCE_SECONDS) throw notAuthentic('timestamp');
  const text = requestText(parts);
  if (!isSigned(text, signature, await findSigningKeys(system, apiClientId))) throw notAuthentic('signature');
  await keepReceipt(system, { digest: sha256(`${apiClientId}\n${text}`), apiClientId, receivedAt: now });
}

/** The refusal of a message whose origin is not shown. */
export const notAuthentic = (reason: 'unsigned' | 'timestamp' | 'signature' | 'replayed' | 'body') =>
  new DomainError('message-not-authentic', { reason });

/** The primary key lets one of any number of equal messages through, whichever process they reach. */
async function keepReceipt(
  { database }: System,
  receipt: { readonly digest: string; readonly apiClientId: number; readonly receivedAt: string },
): Promise<void> {
  try {
    await inTransaction(database, (transaction) => insertRow(MessageReceipt, receipt, transaction));
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw notAuthentic('replayed');
    throw error;
  }
}

/** Forgets receipts of messages that are too old to be taken anyway. */
export async function forgetReceipts({ database, clock }: System): Promise<void> {
  const before = addSeconds(clock.now(), -2 * TOLERANCE_SECONDS - 1);
  await inTransaction(database, (transaction) =>
    deleteRows(MessageReceipt, { receivedAt: { '<': before } }, transaction),
  );
}
