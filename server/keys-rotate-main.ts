import { composeSystem, openDatabase } from './composition.js';
import { ConfigError, readConfig } from './config.js';
import { systemContext } from './context.js';
import { renewIndexes } from './privacy/renew-indexes.js';
import { resealValues } from './privacy/reseal-values.js';

/** The command line that encrypts and indexes anew what older keys wrote; the server may go on meanwhile. */
async function main(): Promise<void> {
  const config = readConfig();
  const system = await composeSystem(config, openDatabase(config));
  try {
    const context = systemContext(system, 'keys-rotate');
    const { values, files } = await resealValues(context, (what, count) => {
      if (count > 0) console.log(`  ${what}: ${count}`);
    });
    const [newest, ...older] = config.fieldKeys.map(({ id }) => id);
    console.log(`${values} values and ${files} files encrypted anew under key ${newest}`);
    if (older.length > 0)
      console.log(`FIELD_KEYS may now go without ${older.join(', ')}; backups made before still need them`);
    const rows = await renewIndexes(context, (what, count) => {
      if (count > 0) console.log(`  ${what}: ${count}`);
    });
    const [cover, ...others] = config.indexCovers.map((each) => (each === 'bare' ? each : each.id));
    console.log(`${rows} indexes renewed under cover ${cover}`);
    if (others.length > 0)
      console.log(
        `FIELD_INDEX_COVERS may now go without ${others.join(', ')}; backups made before still need them`,
      );
  } finally {
    await system.database.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
