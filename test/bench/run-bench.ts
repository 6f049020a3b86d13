import { initialiseModels } from '../../models/index.js';
import type { Bench, BenchRow, Measurement } from './measurement.js';
import { createWorld, type World } from './world.js';

/** What a run is told. */
export interface BenchSettings {
  readonly measurements: readonly Measurement[];
  readonly loans: number;
  readonly rounds: number;
  readonly roundSeconds: number;
  /** The server that rows on MariaDB run on, and where the data set goes; without it the embedded database holds the data. */
  readonly databaseUrl: string | undefined;
  readonly progress: (text: string) => void;
}

/** Measures one after the other over one data set and leaves nothing behind. Throws Mismatch where two sides differ. */
export async function runBench(settings: BenchSettings): Promise<BenchRow[]> {
  const { measurements, databaseUrl, progress } = settings;
  const endings: (() => Promise<void> | void)[] = [];
  let world: Promise<World> | undefined;
  const bench: Bench = {
    ...settings,
    async world() {
      const { system } = await (world ??= createWorld(bench, databaseUrl));
      // A measurement before may have had a database of its own.
      initialiseModels(system.database.sequelize);
      return await world;
    },
    atEnd: (work) => void endings.push(work),
  };
  const rows: BenchRow[] = [];
  try {
    for (const measurement of measurements) {
      if (measurement.needsServer && databaseUrl === undefined) {
        progress(`${measurement.name}: left out, it needs MariaDB or MySQL (set DATABASE_URL)`);
        continue;
      }
      progress(`${measurement.name} …`);
      rows.push(await measurement.measure(bench));
    }
  } finally {
    for (const end of endings.toReversed()) await end();
  }
  return rows;
}
