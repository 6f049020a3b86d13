import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { systemContext } from '../../server/context.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';

/* An instance of the program that closes the books in small steps, to be killed by a test. */
const config = readConfig();
const system = await composeSystem(config, openDatabase(config));
await runDailyCloses(systemContext(system, 'worker'), { batchSize: 2 });
