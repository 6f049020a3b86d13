import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Import } from '../../../models/import.js';
import { findRow } from '../../../models/rows.js';
import { receiveImport } from '../../../server/imports/receive-import.js';
import { storeUpload } from '../../../server/imports/stored-upload.js';
import { assertSame } from '../compare.js';
import { findBookedLoans, forgetRepayments, linesOf } from '../imported-repayments.js';
import { atMost, benchRow, type Measurement } from '../measurement.js';

const NAME = 'import-memory';
const WHAT =
  'the most memory that a process of the program holds, started with the flags of npm start, while it takes in a file of ten repayments for each loan of the data set, at most a million';
const MOST_ROWS = 1_000_000;
const ROWS_FOR_EACH_LOAN = 10;
const KIB_IN_MIB = 1024;
const PROGRAM = fileURLToPath(new URL('../import-process.js', import.meta.url));

/** A file of any length is read in pieces: memory does not grow with it. */
export const importMemory: Measurement = {
  name: NAME,
  async measure(bench) {
    const world = await bench.world();
    const { system, environment } = world;
    const officer = await world.contextOf('bank.maker');
    const serial = `${NAME}-`;
    const count = Math.min(bench.loans * ROWS_FOR_EACH_LOAN, MOST_ROWS);
    const lines = linesOf(serial, await findBookedLoans(officer), count, system.clock.today());
    const upload = await storeUpload(system, 'repayments.csv', Readable.from(piecesOf(lines)));
    const request = { kind: 'repayments', upload, bankCode: null, period: null } as const;
    const { importId } = await receiveImport(officer, request);
    const { stdout } = await promisify(execFile)(process.execPath, [...(await flagsOfStart()), PROGRAM], {
      env: { PATH: process.env['PATH'], ...environment },
    });
    const ended = await findRow(Import, { where: { id: importId } });
    assertSame('import', [ended?.state, ended?.acceptedCount], ['done', count]);
    assertSame('rows', await forgetRepayments(officer, serial), { rows: count, interest: count });
    const figures = { ours: Number(stdout) / KIB_IN_MIB, baseline: null };
    return benchRow({ name: NAME, what: WHAT, unit: 'MiB' }, figures, atMost(512, 'MiB'));
  },
};

function* piecesOf(lines: Iterable<string>): Generator<Buffer> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

async function flagsOfStart(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}
