import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../models/database.js';
import { readingFrom } from '../../models/reading-place.js';
import { selectRows } from '../../models/rows.js';
import { epochSeconds } from '../clock.js';

/** A copy of the primary as an operator sees it. */
export interface ReplicaState {
  /** Host, port and database. */
  readonly name: string;
  /** How far it is behind, within a second or two; null while it does not answer or has seen nothing yet. */
  readonly behindSeconds: number | null;
  /** Whether reads go there. */
  readonly usable: boolean;
}

/** How many reads that may lag were served where. */
export interface LaggingReads {
  replica: number;
  primary: number;
}

interface Replica {
  readonly name: string;
  readonly database: Database;
  behindSeconds: number | null;
}

interface SetSettings {
  readonly primary: Database;
  readonly copies: readonly { readonly name: string; readonly database: Database }[];
  readonly lagLimitSeconds: number;
}

/** So long a replica may take to say how far it is. */
const ANSWER_LIMIT_MS = 2_000;
const WRITES_OF_SESSION = 'SELECT writes FROM user_sessions WHERE id = ?';

/**
 * The replicas of the primary. Reads that may lag take turns among those that answer and are not too far behind, as far as they have
 * seen what the reader's own session wrote; else they go to the primary.
 */
export class ReplicaSet {
  readonly reads: LaggingReads = { replica: 0, primary: 0 };
  readonly lagLimitSeconds: number;
  readonly #primary: Database;
  readonly #replicas: readonly Replica[];
  #turn = 0;

  constructor({ primary, copies, lagLimitSeconds }: SetSettings) {
    this.#primary = primary;
    this.#replicas = copies.map((copy) => ({ ...copy, behindSeconds: null }));
    this.lagLimitSeconds = lagLimitSeconds;
  }

  states(): ReplicaState[] {
    return this.#replicas.map((replica) => ({
      name: replica.name,
      behindSeconds: replica.behindSeconds,
      usable: this.#isUsable(replica),
    }));
  }

  /** Asks every replica for the last beat that it has. One that does not answer in two seconds is out until it does. */
  async look(now: string): Promise<void> {
    await Promise.all(
      this.#replicas.map(async (replica) => {
        replica.behindSeconds = await within(beatOf(replica.database), ANSWER_LIMIT_MS).then(
          (beatAt) => (beatAt === undefined ? null : Math.max(0, epochSeconds(now) - epochSeconds(beatAt))),
          () => null,
        );
      }),
    );
  }

  /** Runs what only reads, for a session, on a replica if one fits. */
  async read<T>(sessionId: number, work: () => Promise<T>): Promise<T> {
    const replica = await this.#choose(sessionId);
    this.reads[replica ? 'replica' : 'primary'] += 1;
    if (!replica) return await work();
    const onFault = (): void => {
      replica.behindSeconds = null;
    };
    return await readingFrom({ primary: this.#primary, copy: replica.database, onFault }, work);
  }

  async close(): Promise<void> {
    await Promise.all(this.#replicas.map(({ database }) => database.close()));
  }

  #isUsable({ behindSeconds }: Replica): boolean {
    return behindSeconds !== null && behindSeconds <= this.lagLimitSeconds;
  }

  async #choose(sessionId: number): Promise<Replica | undefined> {
    const usable = this.#replicas.filter((replica) => this.#isUsable(replica));
    if (usable.length === 0) return undefined;
    this.#turn += 1;
    const candidate = usable[this.#turn % usable.length];
    if (!candidate) return undefined;
    const written = await writesOf(this.#primary, sessionId);
    if (written === 0) return candidate;
    const seen = await within(writesOf(candidate.database, sessionId), ANSWER_LIMIT_MS).catch(() => -1);
    return seen >= written ? candidate : undefined;
  }
}

async function beatOf(database: Database): Promise<string | undefined> {
  const [row] = await selectRows<{ beatAt: string }>(
    database,
    'SELECT beatAt FROM replication_beats WHERE place = 0',
  );
  return row?.beatAt;
}

async function writesOf(database: Database, sessionId: number): Promise<number> {
  const [row] = await selectRows<{ writes: number }>(database, WRITES_OF_SESSION, [sessionId]);
  return row?.writes ?? 0;
}

async function within<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  const over = new AbortController();
  try {
    return await Promise.race([
      answer,
      delay(limitMs, undefined, { ref: false, signal: over.signal }).then(() => {
        throw new Error(`No answer in ${limitMs} ms`);
      }),
    ]);
  } finally {
    over.abort();
    answer.catch(() => undefined);
  }
}
