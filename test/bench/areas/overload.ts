import { randomUUID } from 'node:crypto';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { answersPerSecond, goodputAt, type LoadRequest } from '../http/load.js';
import { startServers } from '../http/servers.js';
import { interleaved } from '../interleaved.js';
import { benchRow, ratioAtLeast, type Bench, type Measurement } from '../measurement.js';
import type { World } from '../world.js';

const TIMES = 4;
const SEED = 20_250_402;
const GOAL = ratioAtLeast(0.9);

type Next = (world: World, random: SeededRandom) => LoadRequest;

const loanOf = ({ firstLoanId, loans }: World, random: SeededRandom): number =>
  firstLoanId + random.below(loans);

const getLoan: Next = (world, random) => ({ method: 'GET', path: `/api/v1/loans/${loanOf(world, random)}` });

const postRepayment: Next = (world, random) => ({
  method: 'POST',
  path: `/api/v1/loans/${loanOf(world, random)}/repayments`,
  headers: { 'idempotency-key': randomUUID() },
  body: {
    serialNumber: `LS-${randomUUID()}`,
    kind: 'repayment',
    paidOn: '2025-07-01',
    principal: '0.00',
    interest: '0.01',
    penalty: '0.00',
  },
});

/** Measures what is still carried out at four times the rate that could be, against what is at most. */
const overloaded = (name: string, what: string, next: Next): Measurement => ({
  name,
  needsServer: true,
  async measure(bench: Bench) {
    const world = await bench.world();
    const { program: url } = await startServers(bench);
    const { actor } = await world.contextOf('bank.maker');
    const side = { url, token: world.tokenOf(actor) };
    const random = new SeededRandom(SEED);
    const request = (): LoadRequest => next(world, random);
    const capacity = await answersPerSecond(bench, side, request);
    let refused = 0;
    const medians = await interleaved(
      bench.rounds,
      async () => {
        const pressed = await goodputAt(bench, side, request, TIMES * capacity);
        refused += pressed.refused;
        return pressed.goodput;
      },
      () => answersPerSecond(bench, side, request),
    );
    bench.progress(`  ${refused} refused with 503`);
    return benchRow(
      { name, what: `${what}: carried out at ${TIMES} × capacity, against capacity`, unit: 'requests/s' },
      medians,
      GOAL,
    );
  },
});

export const OVERLOAD: readonly Measurement[] = [
  overloaded('overload-get-loan', 'GET one of all loans by id', getLoan),
  overloaded('overload-post-repayment', 'POST a repayment of a random loan', postRepayment),
];
