import { AuditChain, AuditEvent } from '../../models/audit-event.js';
import { findRow, findRows } from '../../models/rows.js';
import { DomainError } from '../core/errors.js';
import { CHAIN_START, checkEvents, type ChainFault, type DepositedHeads } from './check-chain.js';

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

/**
 * Recomputes a chain from its first event: no gap, each linked to the one before, each as it was written, and where heads were
 * deposited elsewhere, the very events that were there then. Fails: not-found.
 */
export async function verifyChain(
  organisationId: number,
  deposited: DepositedHeads = new Map(),
): Promise<ChainVerification> {
  const chain = await findRow(AuditChain, { where: { organisationId } });
  if (!chain) throw new DomainError('not-found');
  let reached = CHAIN_START;
  const result = (fault: ChainFault | null): ChainVerification => ({
    organisationId,
    verifiedEvents: reached.sequence,
    intact: fault === null,
    firstBadSequence: fault === null ? null : reached.sequence + 1,
    fault,
    headHash: reached.headHash,
  });
  // Events appended after the head was read belong to the next verification.
  while (reached.sequence < chain.sequence) {
    const events = await findRows(AuditEvent, {
      where: { organisationId, sequence: { '>': reached.sequence, '<=': chain.sequence } },
      order: [['sequence', 'ASC']],
      limit: AT_ONCE,
    });
    if (events.length === 0) return result('tail');
    const checked = checkEvents(reached, events, deposited);
    reached = checked.reached;
    if (checked.fault !== null) return result(checked.fault);
  }
  const cutOff = [...deposited.keys()].some((sequence) => sequence > reached.sequence);
  return result(reached.headHash === chain.headHash && !cutOff ? null : 'tail');
}
