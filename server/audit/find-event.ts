import { AuditChain, AuditEvent } from '../../models/audit-event.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { DomainError } from '../core/errors.js';
import { CHAIN_START, checkEvents, type ChainFault, type ChainPosition } from './check-chain.js';
import type { ListedEvent } from './find-events.js';

/** One audit event where it stands in its chain, and whether it fits there. */
export interface EventInChain {
  readonly event: ListedEvent;
  /** The name of the account that acted; null where nobody had logged in. */
  readonly actorName: string | null;
  /** How many events the chain says it has. */
  readonly chainLength: number;
  readonly previousEventId: number | null;
  readonly nextEventId: number | null;
  /** What does not fit: with the event before, with itself as it was written, with the event after or the recorded end. */
  readonly fault: ChainFault | null;
}

/**
 * One audit event, computed again and compared with its neighbours. That the whole chain fits from its first event on, only
 * `verifyChain` shows. Fails: not-found.
 */
export async function findEvent(eventId: number): Promise<EventInChain> {
  const event = await findRow(AuditEvent, { where: { id: eventId } });
  if (!event) throw new DomainError('not-found');
  const { organisationId, sequence, actorUserId } = event;
  const chain = await findRow(AuditChain, { where: { organisationId } });
  const around = await findRows(AuditEvent, {
    where: { organisationId, sequence: { '>=': sequence - 1, '<=': sequence + 1 } },
    order: [['sequence', 'ASC']],
  });
  const actor = actorUserId === null ? null : await findRow(User, { where: { id: actorUserId } });
  const at = (place: number): Row<AuditEvent> | undefined => around.find((each) => each.sequence === place);
  const next = at(sequence + 1);
  return {
    event,
    actorName: actor?.displayName ?? null,
    chainLength: chain?.sequence ?? 0,
    previousEventId: at(sequence - 1)?.id ?? null,
    nextEventId: next?.id ?? null,
    fault: faultAround(event, at(sequence - 1), next, chain),
  };
}

function faultAround(
  event: Row<AuditEvent>,
  before: Row<AuditEvent> | undefined,
  next: Row<AuditEvent> | undefined,
  chain: Row<AuditChain> | null,
): ChainFault | null {
  const from = event.sequence === 1 ? CHAIN_START : before && positionOf(before);
  if (!from) return 'gap';
  const { fault } = checkEvents(from, next ? [event, next] : [event]);
  if (fault !== null || next) return fault;
  return chain?.sequence === event.sequence && chain.headHash === event.hash ? null : 'tail';
}

const positionOf = ({ sequence, hash }: Row<AuditEvent>): ChainPosition => ({ sequence, headHash: hash });
