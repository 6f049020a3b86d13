import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { selectRows } from '../../../models/rows.js';
import type { System } from '../../../server/context.js';
import { assertSame } from '../compare.js';
import { atMost, benchRow, type Measurement } from '../measurement.js';
import { storeRedFlagBook } from '../red-flag-book.js';

const PROGRAM = fileURLToPath(new URL('../red-flag-process.js', import.meta.url));
const SECONDS_FOR_A_MILLION = 600;
const MOST_MEBIBYTES = 512;

interface Looked {
  readonly seconds: number;
  readonly peakMebibytes: number;
}

let looked: Promise<Looked> | undefined;

/** One run for both rows: the second would find nothing new. */
const lookOnce = (run: () => Promise<Looked>): Promise<Looked> => (looked ??= run());

const measured =
  (name: string, what: string, unit: string, figureOf: (looked: Looked, loans: number) => [number, number]) =>
  (): Measurement => ({
    name,
    needsServer: true,
    async measure(bench) {
      const world = await bench.world();
      const found = await lookOnce(async () => {
        await storeRedFlagBook(await world.contextOf('bank.maker'));
        bench.progress('  red flags: the book is laid down');
        const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], {
          env: { PATH: process.env['PATH'], ...world.environment },
          maxBuffer: 1_000_000,
        });
        const [first, again] = [await flagsOf(world.system), JSON.parse(stdout) as Looked];
        assertSame('rules find what the book holds', first.rules >= leastRules(bench.loans), true);
        bench.progress(`  red flags: ${first.flags} of ${first.rules} rules, ${JSON.stringify(again)}`);
        return again;
      });
      const [figure, most] = figureOf(found, bench.loans);
      return benchRow({ name, what, unit }, { ours: figure, baseline: null }, atMost(most, unit));
    },
  });

/** How many rules at least find something: what is one in a thousand is not in a tiny book. */
const leastRules = (loans: number): number => Math.min(8, 1 + Math.floor(loans / 1_000));

async function flagsOf({ database }: System) {
  const [sums] = await selectRows<{ readonly flags: number; readonly rules: number }>(
    database,
    'SELECT COUNT(*) AS flags, COUNT(DISTINCT rule) AS rules FROM red_flags',
  );
  return sums ?? { flags: 0, rules: 0 };
}

const redFlags = measured(
  'red-flags',
  'the first run of every check over the whole book, an application with people and business for each loan, rosters and a paid quarter beside it, some three red flags for a hundred loans',
  's',
  ({ seconds }, loans) => [seconds, (SECONDS_FOR_A_MILLION * loans) / 1_000_000],
);
const redFlagsMemory = measured(
  'red-flags-memory',
  'the most memory that the process of the same run holds',
  'MiB',
  ({ peakMebibytes }) => [peakMebibytes, MOST_MEBIBYTES],
);

export const RED_FLAGS: readonly Measurement[] = [redFlags(), redFlagsMemory()];
