import { openKillStage } from '../kills/kill-stage.js';
import { runKills, type KillReport } from '../kills/run-kills.js';
import { makePlace } from '../torture-database.js';
import { READ_LOANS } from './read-loans.js';
import { assertFlat, sampleMemory, type MemoryCourse, type MemorySample } from './server-memory.js';

/** How long, on how many loans, and how often to look at the server's memory. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly loans?: number;
  readonly sampleEveryMs?: number;
  readonly onSample?: (sample: MemorySample) => void;
}

/** What a soak came to. */
export interface SoakReport extends KillReport {
  readonly memory: MemoryCourse;
}

const PARTS = 8;
const LOANS = 480;
const SAMPLE_EVERY_MS = 10_000;

/**
 * Lets money requests race and people read on a real server for so long, while its memory and open files are looked at; then the books
 * are compared with what was acknowledged. On the server of `DATABASE_URL` or the embedded database. Throws Violation.
 */
export async function tellSoak(options: SoakOptions): Promise<SoakReport> {
  const { minutes, seed, loans = LOANS, sampleEveryMs = SAMPLE_EVERY_MS, onSample } = options;
  const place = await makePlace();
  try {
    const stage = await openKillStage({ ...place, seed, parts: PARTS, loans });
    const samples: MemorySample[] = [];
    const startedAt = performance.now();
    const look = async (): Promise<void> => {
      const second = Math.round((performance.now() - startedAt) / 1000);
      const sample = await sampleMemory(stage.server.host, second);
      if (sample === undefined) return;
      samples.push(sample);
      onSample?.(sample);
    };
    const timer = setInterval(() => void look(), sampleEveryMs);
    try {
      const asked = { kills: 0, databaseKills: 0, racing: 0, minutes, seed, alsoDone: [READ_LOANS] };
      const report = await runKills(stage, undefined, asked);
      return { ...report, memory: assertFlat(samples) };
    } finally {
      clearInterval(timer);
      await stage.close();
    }
  } finally {
    await place.remove();
  }
}
