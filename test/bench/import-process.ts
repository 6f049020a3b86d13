import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { IMPORT_JOB_KIND } from '../../server/imports/run-import.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';

/* An instance of the program that takes in the files that wait, and says at its end how much memory it held at most, in KiB. */
const config = readConfig();
const system = await composeSystem(config, openDatabase(config));
await runDueJobs(system, [IMPORT_JOB_KIND]);
await system.database.close();
process.stdout.write(String(process.resourceUsage().maxRSS));
