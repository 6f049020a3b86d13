import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { IMPORT_JOB_KIND } from '../../server/imports/run-import.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';

/* An instance of the program that only works in the background, to be killed by a test. */
const config = readConfig();
await runDueJobs(await composeSystem(config, openDatabase(config)), [IMPORT_JOB_KIND]);
