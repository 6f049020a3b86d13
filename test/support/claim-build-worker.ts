import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { DomainError } from '../../server/core/errors.js';
import { subsidyQuarter } from '../../server/core/subsidy-quarter.js';
import { buildSubsidyClaim } from '../../server/subsidies/build-subsidy-claim.js';
import { bankMaker } from './closing-installation.js';

/* An instance of the program that builds the claim of a bank in small batches, when it is told to; a test says who it is, and may kill it. */
const [name = '', quarter = ''] = process.argv.slice(2);
const config = readConfig();
const system = await composeSystem(config, openDatabase(config));
const context = await bankMaker(system, name);
process.send?.('ready');
await once(process, 'message');
for (;;) {
  try {
    await buildSubsidyClaim(context, { bankCode: null, quarter: subsidyQuarter(quarter) }, 3);
    process.exit(0);
  } catch (error) {
    // The other one is opening the claim at this very moment: whoever is answered so asks again.
    if (!(error instanceof DomainError && error.code === 'request-in-progress')) throw error;
    await delay(20);
  }
}
