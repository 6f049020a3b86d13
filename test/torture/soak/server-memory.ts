import { Violation } from '../violation.js';

/** What a server takes of its machine at a moment, as it says itself. */
export interface MemorySample {
  /** Seconds since the first sample. */
  readonly second: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly openFiles: number;
}

/** A third of a soak, by its medians. */
interface Third {
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly openFiles: number;
}

/** How the last third of a soak compares with the one before; the first one warms up. */
export interface MemoryCourse {
  readonly samples: number;
  readonly before: Third;
  readonly after: Third;
}

const METRICS = {
  residentBytes: 'process_resident_memory_bytes',
  heapBytes: 'nodejs_heap_size_used_bytes',
  openFiles: 'process_open_fds',
} as const;

/** Asks a server of this machine for its metrics; undefined while it does not answer. */
export async function sampleMemory(host: string, second: number): Promise<MemorySample | undefined> {
  try {
    const reply = await fetch(`${host}/metrics`, { signal: AbortSignal.timeout(10_000) });
    const text = await reply.text();
    return {
      second,
      residentBytes: valueIn(text, METRICS.residentBytes),
      heapBytes: valueIn(text, METRICS.heapBytes),
      openFiles: valueIn(text, METRICS.openFiles),
    };
  } catch {
    return undefined;
  }
}

function valueIn(text: string, metric: string): number {
  const value = new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`The server does not tell ${metric}`);
  return Number(value);
}

const LEAST_SAMPLES = 9;
/** Memory that is given back late makes a third differ from the next by so much. */
const ALLOWED_GROWTH = 1.1;
const ALLOWED_FILES = 16;

/** Throws Violation where memory or open files went on growing after the first third. */
export function assertFlat(samples: readonly MemorySample[]): MemoryCourse {
  if (samples.length < LEAST_SAMPLES)
    throw new Violation('memory is looked at often enough', { samples: samples.length });
  const third = Math.floor(samples.length / 3);
  const before = medians(samples.slice(third, 2 * third));
  const after = medians(samples.slice(2 * third));
  const isFlat =
    after.residentBytes <= before.residentBytes * ALLOWED_GROWTH &&
    after.heapBytes <= before.heapBytes * ALLOWED_GROWTH &&
    after.openFiles <= before.openFiles + ALLOWED_FILES;
  if (!isFlat) throw new Violation('memory and open files stay flat', { before, after });
  return { samples: samples.length, before, after };
}

const medians = (samples: readonly MemorySample[]): Third => ({
  residentBytes: medianOf(samples.map(({ residentBytes }) => residentBytes)),
  heapBytes: medianOf(samples.map(({ heapBytes }) => heapBytes)),
  openFiles: medianOf(samples.map(({ openFiles }) => openFiles)),
});

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
