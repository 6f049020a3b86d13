import { parseArgs } from 'node:util';
import { tellSoak } from './tell-soak.js';

/*
 * npm run soak -- [--minutes N] [--seed S] [--loans N]
 * Money requests race and people read on a real server, on the embedded database or that of DATABASE_URL, while its memory is looked at.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string' },
    loans: { type: 'string' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const MEBIBYTE = 2 ** 20;
const inMebibytes = (bytes: number): string => (bytes / MEBIBYTE).toFixed(0);

const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
say(`seed ${seed}`);
const report = await tellSoak({
  minutes: Number(values.minutes),
  seed,
  ...(values.loans !== undefined && { loans: Number(values.loans) }),
  onSample: ({ second, residentBytes, heapBytes, openFiles }) =>
    say(
      `${second} s: ${inMebibytes(residentBytes)} MiB resident, ${inMebibytes(heapBytes)} MiB of heap, ${openFiles} open files`,
    ),
});
say(JSON.stringify(report));
say('Every law held; memory and open files stayed flat.');
