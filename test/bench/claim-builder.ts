import { randomUUID } from 'node:crypto';
import { openDatabase, composeSystem } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import type { Actor } from '../../server/context.js';
import { subsidyQuarter } from '../../server/core/subsidy-quarter.js';
import { buildSubsidyClaim } from '../../server/subsidies/build-subsidy-claim.js';

/** What a builder is asked to do: a claim for each actor's bank, one after the other. */
export interface BuildOrder {
  readonly quarter: string;
  readonly actors: readonly Actor[];
}

/** What it took. */
export interface BuiltOrder {
  readonly seconds: number;
  readonly peakMebibytes: number;
}

const KIBIBYTES_IN_MEBIBYTE = 1024;

/* A process of its own that builds claims when it is told to; its settings are those of the program. */
const config = readConfig(process.env);
const system = await composeSystem(config, openDatabase(config));

process.on('message', ({ quarter, actors }: BuildOrder) => {
  void build(quarter, actors).then((built) => process.send?.(built));
});
process.on('disconnect', () => void system.database.close().then(() => process.exit()));
process.send?.('ready');

async function build(quarter: string, actors: readonly Actor[]): Promise<BuiltOrder> {
  const startedAt = performance.now();
  for (const actor of actors) {
    const context = { system, actor, requestId: randomUUID(), language: 'en' as const };
    await buildSubsidyClaim(context, { bankCode: null, quarter: subsidyQuarter(quarter) });
  }
  return {
    seconds: (performance.now() - startedAt) / 1000,
    peakMebibytes: process.resourceUsage().maxRSS / KIBIBYTES_IN_MEBIBYTE,
  };
}
