import type { UnitOfWork } from '../../command.js';
import type { Actor } from '../../context.js';
import { subtractFen, type Fen } from '../../core/money.js';
import { moveCase, readReturned, type CaseRow } from './clawback-case.js';
import { ageOf, readParts } from './clawback-parts.js';

/** A case after money moved on it, with what is still owed. */
export interface SettledCase {
  readonly found: CaseRow;
  readonly owed: Fen;
}

/** Brings a case to where its receipts leave it: closed when nothing is owed, open again after a reversal, no longer overdue when it has caught up. */
export async function settleCase(unit: UnitOfWork, actor: Actor, found: CaseRow): Promise<SettledCase> {
  const owed = subtractFen(found.totalFen, await readReturned(found.id, unit.transaction));
  const onTime = { overdueSince: null, escalation: null };
  if (owed === 0 && found.state !== 'closed') {
    const closed = { ...onTime, closedOn: unit.today };
    return { found: await moveCase(unit, actor.role, found, 'close', closed), owed };
  }
  if (owed > 0 && found.state === 'closed')
    return { found: await moveCase(unit, actor.role, found, 'reopen', { closedOn: null }), owed };
  if (found.state !== 'overdue') return { found, owed };
  const { overdue } = ageOf(await readParts(found.id, unit.transaction), owed, unit.today);
  if (overdue > 0) return { found, owed };
  return { found: await moveCase(unit, actor.role, found, 'catch-up', onTime), owed };
}
