import { randomUUID } from 'node:crypto';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import { crowd } from '../http/crowd.js';
import type { LoadRequest } from '../http/load.js';
import { startServers } from '../http/servers.js';
import { interleaved } from '../interleaved.js';
import { benchRow, ratioAtLeast, type Bench, type Measurement } from '../measurement.js';
import type { World } from '../world.js';

const TIMES = 4;
/** As many as keep the server and its database busy without a queue to speak of. */
const FEW = 32;
/** More than are let in and wait, so that some have to be refused. */
const MANY = 1_500;
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

/**
 * Measures what is still carried out when 1,500 callers wish for four times of what could be, against what is at most. A caller waits for its
 * reply before it asks anew, as browsers and proxies do; how many wishes meet one that waits is said.
 */
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
    const capacity = async (): Promise<number> =>
      (await crowd(side, request, { callers: FEW }, bench.roundSeconds)).carriedOut;
    const wishesPerSecond = TIMES * (await capacity());
    const medians = await interleaved(
      bench.rounds,
      async () => {
        // Nobody may be silent for so long that the server lets go of the connection.
        const pressed = { callers: Math.min(MANY, Math.ceil(3 * wishesPerSecond)), wishesPerSecond };
        const { carriedOut, refused, keptWaiting } = await crowd(side, request, pressed, bench.roundSeconds);
        bench.progress(
          `  of ${Math.round(wishesPerSecond)} wishes a second: ${Math.round(carriedOut)} carried out, ` +
            `${Math.round(refused)} refused with 503, ${Math.round(keptWaiting)} while the reply before was not there`,
        );
        return carriedOut;
      },
      capacity,
    );
    return benchRow(
      {
        name,
        what: `${what}: carried out for ${MANY} callers who wish for ${TIMES} × capacity, against capacity`,
        unit: 'requests/s',
      },
      medians,
      GOAL,
    );
  },
});

export const OVERLOAD: readonly Measurement[] = [
  overloaded('overload-get-loan', 'GET one of all loans by id', getLoan),
  overloaded('overload-post-repayment', 'POST a repayment of a random loan', postRepayment),
];
