import { randomUUID } from 'node:crypto';
import { selectRows } from '../../../models/rows.js';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { assertSame, Mismatch } from '../compare.js';
import { answersPerSecond, ask, type LoadRequest } from '../http/load.js';
import { startServers } from '../http/servers.js';
import { interleaved } from '../interleaved.js';
import { benchRow, ratioAtLeast, type Bench, type Goal, type Measurement } from '../measurement.js';
import type { World } from '../world.js';

const COMPARED = 50;
const SEED = 20_250_401;
const ROW = { unit: 'requests/s' };

const ALIKE =
  'bare Express and mysql2 with prepared statements and kept connections, the same check of the caller (ES256 token verified once, session read once a second), the same statements and the same reply';

interface Load {
  readonly what: string;
  readonly goal: Goal;
  /** The next request; both sides get the same kind, at random. */
  next(world: World, random: SeededRandom): LoadRequest;
  /** Both sides' answers as far as they have to be alike. */
  readonly comparable?: (body: unknown) => unknown;
  /** What must hold of the data when all is done. Throws Mismatch. */
  check?(world: World): Promise<void>;
}

/** Measures the program against bare handlers with the same load, after both have answered alike. */
async function measured(bench: Bench, name: string, load: Load) {
  const world = await bench.world();
  const servers = await startServers(bench);
  const { actor } = await world.contextOf('bank.maker');
  const side = (url: string) => ({ url, token: world.tokenOf(actor) });
  await compareAnswers(world, load, side(servers.program), side(servers.bare));
  const random = new SeededRandom(SEED);
  const round = (url: string) => () => answersPerSecond(bench, side(url), () => load.next(world, random));
  const medians = await interleaved(bench.rounds, round(servers.program), round(servers.bare));
  await load.check?.(world);
  return benchRow({ name, what: `${load.what}, against ${ALIKE}`, ...ROW }, medians, load.goal);
}

type Side = { readonly url: string; readonly token: string };

async function compareAnswers(world: World, load: Load, ours: Side, bare: Side): Promise<void> {
  const seeds = { ours: new SeededRandom(SEED), bare: new SeededRandom(SEED) };
  const comparable = load.comparable ?? ((body: unknown) => body);
  for (let index = 0; index < COMPARED; index += 1) {
    const first = await ask(ours, load.next(world, seeds.ours));
    const second = await ask(bare, load.next(world, seeds.bare));
    assertSame('status', first.status, second.status);
    assertSame('reply', comparable(first.body), comparable(second.body));
  }
}

const randomLoan = ({ firstLoanId, loans }: World, random: SeededRandom): number =>
  firstLoanId + random.below(loans);

const getLoan: Load = {
  what: 'GET one of all loans by id',
  goal: ratioAtLeast(0.6),
  next: (world, random) => ({ method: 'GET', path: `/api/v1/loans/${randomLoan(world, random)}` }),
};

const listLoans: Load = {
  what: 'GET a page of 20 loans after a random one (keyset)',
  goal: ratioAtLeast(0.6),
  next: (world, random) => {
    const cursor = Buffer.from(`i${randomLoan(world, random)}`, 'latin1').toString('base64url');
    return { method: 'GET', path: `/api/v1/loans?limit=20&cursor=${cursor}` };
  },
};

const postRepayment: Load = {
  what: 'POST a repayment of a random loan: one transaction with idempotency key, locks, repayment, balance and audit event',
  goal: ratioAtLeast(0.5),
  next: (world, random) => ({
    method: 'POST',
    path: `/api/v1/loans/${randomLoan(world, random)}/repayments`,
    headers: { 'idempotency-key': randomUUID() },
    body: {
      serialNumber: `LS-${randomUUID()}`,
      kind: 'repayment',
      paidOn: '2025-07-01',
      principal: '0.01',
      interest: '1.20',
      penalty: '0.00',
    },
  }),
  comparable: (body) => Object.keys(body as object).toSorted(),
  check: assertBalances,
};

/** Every loan owes what it was less what was repaid, whichever side recorded it. */
async function assertBalances({ system }: World): Promise<void> {
  const wrong = await selectRows<{ id: number }>(
    system.database,
    `SELECT l.id FROM loans l JOIN (SELECT loanId, SUM(principalFen) AS principalFen, SUM(interestFen) AS interestFen
         FROM repayments GROUP BY loanId) paid ON paid.loanId = l.id
      WHERE l.outstandingFen <> l.principalFen - paid.principalFen OR l.interestPaidFen <> paid.interestFen LIMIT 5`,
  );
  if (wrong.length > 0) throw new Mismatch(`Loans out of balance: ${wrong.map(({ id }) => id).join(', ')}`);
}

const measurement = (name: string, load: Load): Measurement => ({
  name,
  needsServer: true,
  measure: (bench) => measured(bench, name, load),
});

export const HTTP: readonly Measurement[] = [
  measurement('http-get-loan', getLoan),
  measurement('http-list-loans', listLoans),
  measurement('http-post-repayment', postRepayment),
];
