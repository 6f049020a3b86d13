import { randomUUID } from 'node:crypto';
import { insertRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { RedFlagRun } from '../../models/red-flag-run.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { systemContext } from '../../server/context.js';
import { runChecks } from '../../server/red-flags/run-checks.js';

const KIBIBYTES_IN_MEBIBYTE = 1024;

/* An instance of the program that lets every check look at the book once, and says at its end how long it took and how much it held. */
const config = readConfig();
const system = await composeSystem(config, openDatabase(config));
const runKey = `bench-${randomUUID().slice(0, 8)}`;
await inTransaction(system.database, (transaction) =>
  insertRow(
    RedFlagRun,
    { runKey, trigger: 'demand', state: 'queued', requestedByUserId: null, createdAt: system.clock.now() },
    transaction,
  ),
);
const startedAt = performance.now();
await runChecks(systemContext(system, randomUUID()), runKey, () => Promise.resolve());
const seconds = (performance.now() - startedAt) / 1000;
await system.database.close();
process.stdout.write(
  JSON.stringify({ seconds, peakMebibytes: process.resourceUsage().maxRSS / KIBIBYTES_IN_MEBIBYTE }),
);
