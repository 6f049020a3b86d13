import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { Import } from '../../../models/import.js';
import { Repayment } from '../../../models/repayment.js';
import { findRow, insertRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import type { Context } from '../../../server/context.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import { receiveImport } from '../../../server/imports/receive-import.js';
import { IMPORT_JOB_KIND } from '../../../server/imports/run-import.js';
import { storeUpload } from '../../../server/imports/stored-upload.js';
import { runDueJobs } from '../../../server/jobs/run-due-jobs.js';
import { assertSame } from '../compare.js';
import { findBookedLoans, forgetRepayments, linesOf, type BookedLoan } from '../imported-repayments.js';
import { interleaved } from '../interleaved.js';
import { importMemory } from './import-memory.js';
import { benchRow, ratioAtLeast, type Measurement } from '../measurement.js';

const NAME = 'import-repayments';
const WHAT =
  'a bank’s repayments from the sealed upload to rows, balances, counts, audit and resumable progress, against the same file parsed by csv-parse and inserted by hand, a thousand rows in each INSERT and transaction';
const MOST_ROUNDS = 3;
const MOST_ROWS = 50_000;
const AT_ONCE = 1_000;

const importRepayments: Measurement = {
  name: NAME,
  async measure(bench) {
    const world = await bench.world();
    const officer = await world.contextOf('bank.maker');
    const loans = await findBookedLoans(officer);
    const count = Math.min(bench.loans, MOST_ROWS);
    const timed = (side: string, take: (file: Buffer) => Promise<void>) => async (round: number) => {
      const serial = `${side}${round}-`;
      const file = Buffer.from([...linesOf(serial, loans, count, world.system.clock.today())].join('\n'));
      const startedAt = performance.now();
      await take(file);
      const seconds = (performance.now() - startedAt) / 1000;
      assertSame(`${side}: rows`, await forgetRepayments(officer, serial), { rows: count, interest: count });
      return count / seconds;
    };
    const medians = await interleaved(
      Math.min(bench.rounds, MOST_ROUNDS),
      timed('ours', (file) => importFile(officer, file)),
      timed('hand', (file) => insertByHand(officer, loans, file)),
    );
    return benchRow({ name: NAME, what: WHAT, unit: 'rows/s' }, medians, ratioAtLeast(0.5));
  },
};

async function importFile(officer: Context, file: Buffer): Promise<void> {
  const upload = await storeUpload(officer.system, 'repayments.csv', Readable.from([file]));
  const request = { kind: 'repayments', upload, bankCode: null, period: null } as const;
  const { importId } = await receiveImport(officer, request);
  await runDueJobs(officer.system, [IMPORT_JOB_KIND]);
  const ended = await findRow(Import, { where: { id: importId } });
  assertSame('import', [ended?.state, ended?.rejectedCount, ended?.unchangedCount], ['done', 0, 0]);
}

async function insertByHand(officer: Context, loans: readonly BookedLoan[], file: Buffer): Promise<void> {
  const { actor, system } = officer;
  const loanIds = new Map(loans.map(({ id, contractNumber }) => [contractNumber, id]));
  const recordedAt = system.clock.now();
  let held: (readonly string[])[] = [];
  const flush = async () => {
    const rows = held.map(
      ([serialNumber = '', contract = '', day = '', , principal = '', interest = '', penalty = '']) => ({
        loanId: loanIds.get(contract) ?? 0,
        bankOrganisationId: actor.organisationId ?? 0,
        serialNumber,
        kind: 'repayment' as const,
        paidOn: parseBusinessDate(day),
        principalFen: parseYuan(principal),
        interestFen: parseYuan(interest),
        penaltyFen: parseYuan(penalty),
        reversesRepaymentId: null,
        recordedByUserId: actor.userId,
        recordedAt,
      }),
    );
    held = [];
    await inTransaction(system.database, (transaction) => insertRows(Repayment, rows, transaction));
  };
  const records = Readable.from([file]).pipe(parse({ bom: true, from_line: 2 }));
  for await (const record of records as AsyncIterable<readonly string[]>) {
    held.push(record);
    if (held.length === AT_ONCE) await flush();
  }
  if (held.length > 0) await flush();
}

export const IMPORTS: readonly Measurement[] = [importRepayments, importMemory];
