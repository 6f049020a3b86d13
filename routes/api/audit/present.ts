import type { EventInChain } from '../../../server/audit/find-event.js';
import type { ListedEvent } from '../../../server/audit/find-events.js';

/** An audit event as an auditor reads it; its detail holds no personal values. */
export interface PresentedEvent {
  readonly eventId: string;
  readonly organisationId: string;
  readonly sequence: number;
  readonly at: string;
  readonly actorUserId: string | null;
  readonly actorRole: string;
  readonly command: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly detail: unknown;
  readonly requestId: string;
  readonly previousHash: string;
  readonly hash: string;
}

export const presentEvent = (event: ListedEvent): PresentedEvent => ({
  eventId: String(event.id),
  organisationId: String(event.organisationId),
  sequence: event.sequence,
  at: event.at,
  actorUserId: event.actorUserId === null ? null : String(event.actorUserId),
  actorRole: event.actorRole,
  command: event.command,
  subjectKind: event.subjectKind,
  subjectId: event.subjectId === null ? null : String(event.subjectId),
  detail: JSON.parse(event.detailJson) as unknown,
  requestId: event.requestId,
  previousHash: event.previousHash,
  hash: event.hash,
});

/** An event with its place in the chain and whether it fits there. */
export const presentEventInChain = ({
  event,
  actorName,
  chainLength,
  previousEventId,
  nextEventId,
  fault,
}: EventInChain) => ({
  ...presentEvent(event),
  actorName,
  verification: { fits: fault === null, fault, chainLength },
  previousEventId: previousEventId === null ? null : String(previousEventId),
  nextEventId: nextEventId === null ? null : String(nextEventId),
});
