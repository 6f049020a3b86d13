import { UniqueConstraintError } from 'sequelize';
import { Job } from '../../models/job.js';
import { insertRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';

/** A piece of work to be done once. */
export interface NewJob {
  /** Name of its kind. */
  readonly name: string;
  /** What makes it this very work: the same name and key is the same job. At most 96 ASCII characters. */
  readonly runKey: string;
  readonly payload?: JsonValue;
  /** Jobs of one lane run one after another. At most 64 ASCII characters. */
  readonly lane?: string;
  /** Not before this instant; at once if it is left out. */
  readonly availableAt?: string;
}

/** Puts a job beside the facts of a transaction. Says whether it is new: the same work twice is done once. */
export async function enqueueJob(
  { transaction, now }: Pick<UnitOfWork, 'transaction' | 'now'>,
  { name, runKey, payload = null, lane, availableAt = now }: NewJob,
): Promise<boolean> {
  const row = {
    name,
    runKey,
    state: 'due' as const,
    availableAt,
    lockedBy: null,
    lockedUntil: null,
    payloadJson: canonicalJson(payload),
    lastError: null,
    createdAt: now,
    updatedAt: now,
    lane: lane ?? null,
  };
  try {
    await insertRow(Job, row, transaction);
    return true;
  } catch (error) {
    if (error instanceof UniqueConstraintError) return false;
    throw error;
  }
}
