import type { Transaction } from 'sequelize';
import { execute } from '../../models/statement.js';
import type { Context, VisitorContext } from '../context.js';

/**
 * Counts a session's write beside its facts, where there are replicas: one that has the same count has seen the write, and the
 * writer reads there what it wrote.
 */
export async function noteWrite(context: Context | VisitorContext, transaction: Transaction): Promise<void> {
  if (context.system.replicas === undefined || !('actor' in context)) return;
  await execute(transaction, 'UPDATE user_sessions SET writes = writes + 1 WHERE id = ?', [
    context.actor.sessionId,
  ]);
}
