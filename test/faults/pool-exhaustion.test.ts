import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectDatabase } from '../../models/database.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { selectRows } from '../../models/rows.js';
import { BANKS } from '../torture/city.js';
import { Dice } from '../torture/dice.js';
import { assertInvariants } from '../torture/invariants/all-invariants.js';
import { TAKE_OVER } from '../torture/moves/take-over.js';
import { openStage, type Stage } from '../torture/stage.js';
import { makePlace, type Place } from '../torture/torture-database.js';

const REQUESTS = 30;

describe('A database that lets nobody write for longer than anybody waits', () => {
  let place: Place;
  let stage: Stage;
  before(async () => {
    place = await makePlace();
    stage = await openStage({ ...place, dice: new Dice(2) });
    while (!stage.model.loans.some(({ bank }) => bank === 0)) await TAKE_OVER.run(stage);
  });
  after(async () => {
    await stage.close();
    await place.remove();
  });

  /** Holds what every write needs, from outside the program, until told to let go. */
  async function hold(): Promise<() => Promise<void>> {
    const outside =
      place.databaseUrl === undefined
        ? connectDatabase({ sqliteFile: join(place.folder, 'suidai.sqlite') })
        : connectDatabase({ url: place.databaseUrl });
    const gate = new EventEmitter();
    const told = once(gate, 'told');
    const isHeld = once(gate, 'held');
    const holding = inTransaction(outside, async (transaction) => {
      await execute(transaction, 'UPDATE loans SET version = version', []);
      gate.emit('held');
      await told;
    });
    await isHeld;
    return async () => {
      gate.emit('told');
      await holding;
      await outside.close();
    };
  }

  it('answers every request with 503 and Retry-After, and then takes each of them once under its old key', async () => {
    const loan = stage.model.loans.find(({ bank }) => bank === 0);
    const requestOf = (number: number) => ({
      who: BANKS[0].maker,
      method: 'POST' as const,
      path: `/api/v1/loans/${loan?.id}/repayments`,
      key: `exhausted-${number}`,
      body: {
        serialNumber: `EX-${number}`,
        kind: 'repayment',
        paidOn: stage.clock.today(),
        principal: '0.00',
        interest: '1.00',
        penalty: '0.00',
      },
    });
    const numbers = Array.from({ length: REQUESTS }, (_, number) => number);
    const release = await hold();
    const refused = await Promise.all(numbers.map((number) => stage.caller.once(requestOf(number))));
    for (const reply of refused) {
      expect([reply?.status, reply?.body.code]).to.deep.equal([503, 'unavailable']);
      expect(reply?.retryAfter).to.match(/^\d+$/);
    }
    await release();

    const taken = await Promise.all(numbers.map((number) => stage.caller.send(requestOf(number))));
    expect(taken.every(({ status }) => status === 201)).to.be.true;
    const [stored] = await selectRows<{ n: number; interest: number }>(
      stage.observer,
      'SELECT COUNT(*) AS n, SUM(interestFen) AS interest FROM repayments',
    );
    expect({ ...stored }).to.deep.equal({ n: REQUESTS, interest: REQUESTS * 100 });
    await assertInvariants({ system: stage.system, database: stage.observer });
  }).timeout(180_000);
});
