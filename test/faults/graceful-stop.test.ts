import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { BANKS } from '../torture/city.js';
import { openKillStage, type KillStage } from '../torture/kills/kill-stage.js';
import { makePlace, type Place } from '../torture/torture-database.js';

const REQUESTS = 6;

describe('A server that is told to stop', () => {
  let place: Place;
  let stage: KillStage;
  before(async () => {
    place = await makePlace();
    stage = await openKillStage({ ...place, seed: 6, parts: 1, loans: 4 });
    await stage.server.start();
  });
  after(async () => {
    await stage.close();
    await place.remove();
  });

  /** Keeps every write waiting until it is let go of. */
  async function holdWrites(): Promise<() => Promise<void>> {
    const gate = new EventEmitter();
    const [told, isHeld] = [once(gate, 'told'), once(gate, 'held')];
    const holding = inTransaction(stage.system.database, async (transaction) => {
      await execute(transaction, 'UPDATE loans SET version = version', []);
      gate.emit('held');
      await told;
    });
    await isHeld;
    return async () => {
      gate.emit('told');
      await holding;
    };
  }

  it('cuts no request that it has begun, takes no new one, and ends with 0', async () => {
    const loan = stage.parts[0]?.model.loans[0];
    const who = BANKS[loan?.bank ?? 0]?.maker ?? '';
    const ask = (number: number) =>
      stage.caller.once({
        who,
        method: 'POST',
        path: `/api/v1/loans/${loan?.id}/repayments`,
        key: `graceful-${number}`,
        body: {
          serialNumber: `ST-${number}`,
          kind: 'repayment',
          paidOn: stage.system.clock.today(),
          principal: '0.00',
          interest: '1.00',
          penalty: '0.00',
        },
      });
    // Who asks has logged in: that is a write as well.
    expect((await stage.caller.get(who, '/api/v1/loans?limit=1')).status).to.equal(200);
    // Nothing else may write when the lock is taken: the books are closed by now.
    for (let look = 0; look < 600 && (await openJobs()) > 0; look += 1) await delay(100);
    const release = await holdWrites();
    const begun = Array.from({ length: REQUESTS }, (_, number) => ask(number));
    await delay(500);
    const stopped = stage.server.stop();
    await delay(300);
    expect(await ask(REQUESTS), 'a new request').to.be.undefined;
    await release();

    expect((await Promise.all(begun)).map((reply) => reply?.status)).to.deep.equal(
      Array.from({ length: REQUESTS }, () => 201),
    );
    expect(await stopped).to.equal(0);
    const [stored] = await selectRows<{ n: number }>(
      stage.observer,
      "SELECT COUNT(*) AS n FROM repayments WHERE serialNumber LIKE 'ST-%'",
    );
    expect(stored?.n).to.equal(REQUESTS);
  }).timeout(120_000);

  const openJobs = async (): Promise<number> => {
    const [row] = await selectRows<{ n: number }>(
      stage.observer,
      "SELECT COUNT(*) AS n FROM jobs WHERE state IN ('due', 'running')",
    );
    return row?.n ?? 0;
  };
});
