import type { Transaction } from 'sequelize';
import { AuditChain, AuditEvent } from '../../models/audit-event.js';
import { insertRow, lockRow, updateRows } from '../../models/rows.js';
import type { Context, SystemContext, VisitorContext } from '../context.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import { sha256 } from '../hashing.js';

/** One thing that happened to one subject, on the chain of one organisation. Personal values never appear in `detail`. */
export interface AuditEntry {
  /** Whose chain; a borrower's events go on their district's. */
  readonly organisationId: number;
  readonly subjectKind: string;
  readonly subjectId: number | null;
  readonly detail: JsonValue;
}

/** What the hash of an event covers, besides the hash before it. */
export interface AuditBody {
  readonly organisationId: number;
  readonly sequence: number;
  readonly at: string;
  readonly actorUserId: number | null;
  readonly actorRole: string;
  readonly command: string;
  readonly subjectKind: string;
  readonly subjectId: number | null;
  readonly detailJson: string;
  readonly requestId: string;
}

/** The hash that stands before a chain's first event. */
export const GENESIS_HASH = '0'.repeat(64);

/** Hash of an event: SHA-256 over the hash before it and the event's canonical JSON. */
export const eventHash = (previousHash: string, body: AuditBody): string =>
  sha256(`${previousHash}${canonicalJson({ ...body })}`);

/**
 * Appends events to their organisations' chains inside the command's transaction. Locks each chain's head, in ascending order
 * of organisation so that two commands never wait for each other, and last of all locks, so that it is held shortest.
 */
export async function appendEvents(
  context: Context | VisitorContext | SystemContext,
  command: string,
  entries: readonly AuditEntry[],
  at: string,
  transaction: Transaction,
): Promise<void> {
  const actor = 'actor' in context ? context.actor : null;
  const organisations = [...new Set(entries.map((entry) => entry.organisationId))].toSorted(
    (left, right) => left - right,
  );
  for (const organisationId of organisations) {
    const chain = await lockRow(AuditChain, { organisationId }, transaction);
    if (!chain) throw new Error(`Organisation ${organisationId} has no audit chain`);
    let { sequence, headHash } = chain;
    for (const entry of entries.filter((candidate) => candidate.organisationId === organisationId)) {
      sequence += 1;
      const body: AuditBody = {
        organisationId,
        sequence,
        at,
        actorUserId: actor?.userId ?? null,
        actorRole: actor?.role ?? ('onItsOwn' in context ? 'system' : 'visitor'),
        command,
        subjectKind: entry.subjectKind,
        subjectId: entry.subjectId,
        detailJson: canonicalJson(entry.detail),
        requestId: context.requestId,
      };
      const hash = eventHash(headHash, body);
      await insertRow(AuditEvent, { ...body, previousHash: headHash, hash }, transaction);
      headHash = hash;
    }
    await updateRows(AuditChain, { sequence, headHash }, { organisationId }, transaction);
  }
}
