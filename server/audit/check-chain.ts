import type { AuditEvent } from '../../models/audit-event.js';
import type { Row } from '../../models/rows.js';
import { eventHash, GENESIS_HASH, type AuditBody } from './append-event.js';

/**
 * What is wrong with a chain. `gap`: an event is missing or stands in another's place; `broken-link`: it does not follow the one before;
 * `changed`: it is not as it was written; `tail`: the recorded end is not the end of what is there; `deposit`: the event is not the
 * one whose hash was deposited elsewhere.
 */
export type ChainFault = 'gap' | 'broken-link' | 'changed' | 'tail' | 'deposit';

/** How far a chain has been gone through: the last event that fits. */
export interface ChainPosition {
  readonly sequence: number;
  readonly headHash: string;
}

/** Before the first event. */
export const CHAIN_START: ChainPosition = { sequence: 0, headHash: GENESIS_HASH };

/** A head that was deposited where nobody who can change the chain can change it, by sequence. */
export type DepositedHeads = ReadonlyMap<number, string>;

/**
 * Goes on through a chain from a position: each event follows the one before without a gap, is as it was written, and is the one
 * that was deposited. Gives the last event that fits, and what is wrong with the next one, if anything is.
 */
export function checkEvents(
  from: ChainPosition,
  events: readonly Row<AuditEvent>[],
  deposited: DepositedHeads = new Map(),
): { readonly reached: ChainPosition; readonly fault: ChainFault | null } {
  let reached = from;
  for (const event of events) {
    const fault = faultOf(event, reached, deposited);
    if (fault !== null) return { reached, fault };
    reached = { sequence: event.sequence, headHash: event.hash };
  }
  return { reached, fault: null };
}

function faultOf(
  event: Row<AuditEvent>,
  before: ChainPosition,
  deposited: DepositedHeads,
): ChainFault | null {
  if (event.sequence !== before.sequence + 1) return 'gap';
  if (event.previousHash !== before.headHash) return 'broken-link';
  if (eventHash(before.headHash, bodyOf(event)) !== event.hash) return 'changed';
  const expected = deposited.get(event.sequence);
  return expected === undefined || expected === event.hash ? null : 'deposit';
}

function bodyOf(event: Row<AuditEvent>): AuditBody {
  const { organisationId, sequence, at, actorUserId, actorRole, command } = event;
  const { subjectKind, subjectId, detailJson, requestId } = event;
  return {
    organisationId,
    sequence,
    at,
    actorUserId,
    actorRole,
    command,
    subjectKind,
    subjectId,
    detailJson,
    requestId,
  };
}
