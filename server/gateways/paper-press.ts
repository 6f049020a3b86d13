import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { JsonValue } from '../core/canonical-json.js';

/** A paper to be printed: its facts, and what makes it known among all. */
export interface PrintOrder {
  readonly kind: string;
  readonly facts: JsonValue;
  readonly identity: {
    readonly number: string;
    readonly revision: number;
    readonly organisationName: string;
    readonly issuedOn: string;
    readonly issuedAt: Date;
    readonly verifyAddress: string;
  };
}

/** Prints papers beside the thread that answers requests. The same order gives the same bytes. */
export interface PaperPress {
  /** A paper as PDF with room for its signature. */
  print(order: PrintOrder): Promise<Uint8Array>;
  /** The characters of a paper that its font cannot show, once each. */
  missingIn(kind: string, facts: JsonValue): Promise<readonly string[]>;
}

/** What the press is made of: the program of its thread and the files of its fonts. */
export interface PressParts {
  readonly program: URL;
  readonly fonts: Readonly<Record<'regular' | 'bold', string>>;
}

interface Answer {
  readonly id: number;
  readonly bytes?: Uint8Array;
  readonly missing?: readonly string[];
  readonly failure?: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** A file in memory that threads share. */
async function sharedBytes(path: string): Promise<SharedArrayBuffer> {
  const bytes = await readFile(path);
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/**
 * A press in a thread of its own, begun with the first paper. Should the thread end, the papers under way fail and the next one begins
 * another. It keeps no process alive.
 */
export function createPaperPress({ program, fonts }: PressParts): PaperPress {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let running: Promise<Worker> | undefined;

  const giveUp = (error: Error): void => {
    running = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const begin = async (): Promise<Worker> => {
    const [regular, bold] = await Promise.all([sharedBytes(fonts.regular), sharedBytes(fonts.bold)]);
    const worker = new Worker(program, { workerData: { regular, bold } });
    worker.on('message', (answer: Answer) => {
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
      if (waiting.size === 0) worker.unref();
    });
    worker.on('error', giveUp);
    worker.on('exit', () => giveUp(new Error('The press has stopped')));
    worker.unref();
    return worker;
  };
  const ask = async (question: object): Promise<Answer> => {
    running ??= begin();
    const worker = await running;
    const id = (lastId += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, ...question }, []);
    });
  };
  return {
    async print(order) {
      const { bytes, failure } = await ask({ order });
      if (!bytes) throw new Error(`A ${order.kind} could not be printed: ${failure}`);
      return bytes;
    },
    async missingIn(kind, facts) {
      const { missing, failure } = await ask({ wanted: { kind, facts } });
      if (!missing) throw new Error(`A ${kind} could not be read: ${failure}`);
      return missing;
    },
  };
}
