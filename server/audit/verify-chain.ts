import { AuditChain, AuditEvent } from '../../models/audit-event.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { DomainError } from '../core/errors.js';
import { eventHash, GENESIS_HASH } from './append-event.js';

/** What is wrong with a chain. `tail`: its recorded end is not the end of what is there. */
export type ChainFault = 'gap' | 'broken-link' | 'changed' | 'tail';

/** The result of going through a chain; a broken one names the first row that does not fit. */
export interface ChainVerification {
  readonly organisationId: number;
  /** Events that fit, from the first on. */
  readonly verifiedEvents: number;
  readonly intact: boolean;
  readonly firstBadSequence: number | null;
  readonly fault: ChainFault | null;
  /** To be compared with a head that was deposited elsewhere. */
  readonly headHash: string;
}

const AT_ONCE = 1_000;

/** Recomputes a chain from its first event: no gap, each linked to the one before, each as it was written. Fails: not-found. */
export async function verifyChain(organisationId: number): Promise<ChainVerification> {
  const chain = await findRow(AuditChain, { where: { organisationId } });
  if (!chain) throw new DomainError('not-found');
  let sequence = 0;
  let headHash = GENESIS_HASH;
  const result = (fault: ChainFault | null): ChainVerification => {
    const firstBadSequence = fault === null ? null : sequence + 1;
    return {
      organisationId,
      verifiedEvents: sequence,
      intact: fault === null,
      firstBadSequence,
      fault,
      headHash,
    };
  };
  // Events appended after the head was read belong to the next verification.
  while (sequence < chain.sequence) {
    const events = await findRows(AuditEvent, {
      where: { organisationId, sequence: { '>': sequence, '<=': chain.sequence } },
      order: [['sequence', 'ASC']],
      limit: AT_ONCE,
    });
    if (events.length === 0) return result('tail');
    for (const event of events) {
      const fault = faultOf(event, sequence + 1, headHash);
      if (fault) return result(fault);
      sequence = event.sequence;
      headHash = event.hash;
    }
  }
  return result(headHash === chain.headHash ? null : 'tail');
}

function faultOf(event: Row<AuditEvent>, expectedSequence: number, previousHash: string): ChainFault | null {
  if (event.sequence !== expectedSequence) return 'gap';
  if (event.previousHash !== previousHash) return 'broken-link';
  const {
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
  } = event;
  const body = {
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
  return eventHash(previousHash, body) === event.hash ? null : 'changed';
}
