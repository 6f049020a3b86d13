import { findDeposits } from '../../../server/audit/find-deposits.js';
import { findEvent } from '../../../server/audit/find-event.js';
import { findChainHeads, findEvents } from '../../../server/audit/find-events.js';
import { verifyChain } from '../../../server/audit/verify-chain.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import type { PageQuery } from '../../fields.js';
import { presentEvent, presentEventInChain } from './present.js';
import {
  chainParams,
  chainsReply,
  depositsQuery,
  depositsReply,
  eventParams,
  eventReply,
  eventsQuery,
  eventsReply,
  verificationReply,
  type EventsQuery,
} from './schemas.js';

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

const listEvents = guarded<unknown, EventsQuery>({
  method: 'get',
  path: '/api/v1/audit-events',
  tag: 'audit',
  operationId: 'listAuditEvents',
  summary: 'Audit events, the newest first, by organisation, subject, person or command (审计记录)',
  permission: 'audit.read',
  query: eventsQuery,
  reply: { status: 200, schema: eventsReply },
  errors: [],
  handle: async (_context, { query: { organisationId, subjectId, actorUserId, ...query } }) => {
    const page = await findEvents({
      ...query,
      organisationId: numberOf(organisationId),
      subjectId: numberOf(subjectId),
      actorUserId: numberOf(actorUserId),
    });
    return { items: page.items.map(presentEvent), nextCursor: page.nextCursor };
  },
});

const getEvent = guarded<{ eventId: string }>({
  method: 'get',
  path: '/api/v1/audit-events/:eventId',
  tag: 'audit',
  operationId: 'getAuditEvent',
  summary:
    'An audit event at its place in the chain, computed again and compared with its neighbours (审计记录)',
  permission: 'audit.read',
  params: eventParams,
  reply: { status: 200, schema: eventReply },
  errors: ['not-found'],
  handle: async (_context, { params }) => presentEventInChain(await findEvent(Number(params.eventId))),
});

const listChains = guarded({
  method: 'get',
  path: '/api/v1/audit-chains',
  tag: 'audit',
  operationId: 'listAuditChains',
  summary: 'The head of every audit chain, to be deposited elsewhere (审计链头)',
  permission: 'audit.read',
  reply: { status: 200, schema: chainsReply },
  errors: [],
  handle: async () => {
    const heads = await findChainHeads();
    return {
      items: heads.map(({ organisationId, sequence, headHash }) => ({
        organisationId: String(organisationId),
        sequence,
        headHash,
      })),
    };
  },
});

const verifyChainEndpoint = guarded<{ organisationId: string }>({
  method: 'get',
  path: '/api/v1/audit-chains/:organisationId/verification',
  tag: 'audit',
  operationId: 'verifyAuditChain',
  summary: 'Go through an organisation’s chain and name the first event that does not fit (验证审计链)',
  permission: 'audit.read',
  params: chainParams,
  reply: { status: 200, schema: verificationReply },
  errors: ['not-found'],
  handle: async (_context, { params }) => {
    const verification = await verifyChain(Number(params.organisationId));
    return { ...verification, organisationId: params.organisationId };
  },
});

const listDeposits = guarded<unknown, PageQuery>({
  method: 'get',
  path: '/api/v1/audit-deposits',
  tag: 'audit',
  operationId: 'listAuditDeposits',
  summary: 'The heads of all chains as they were signed each day, the latest first (审计链头存证)',
  permission: 'audit.read',
  query: depositsQuery,
  reply: { status: 200, schema: depositsReply },
  errors: [],
  handle: async (_context, { query }) => findDeposits(query),
});

/** What happened, and the proof that nobody has changed it since. */
export const AUDIT_ENDPOINTS: readonly Endpoint[] = [
  listEvents,
  getEvent,
  listChains,
  verifyChainEndpoint,
  listDeposits,
];
