import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { selectRows } from '../../models/rows.js';
import { assertInvariants } from '../torture/invariants/all-invariants.js';
import { freeLeases } from '../torture/kills/free-leases.js';
import { openKillStage, type KillStage } from '../torture/kills/kill-stage.js';
import type { RealServer } from '../torture/kills/real-server.js';
import { untilIdle } from '../torture/kills/settle-down.js';
import { makePlace, type Place } from '../torture/torture-database.js';

const LOANS = 30;
const DAYS_BEFORE_THE_PAUSE = 10;
const LOOKS = 2_000;
const PAUSES = 40;

describe('Two instances that both close the books, one of them paused in the midst of it,', () => {
  let place: Place;
  let stage: KillStage;
  let second: RealServer;
  before(async () => {
    place = await makePlace();
    stage = await openKillStage({ ...place, seed: 5, parts: 1, loans: LOANS });
    second = await stage.secondServer();
  });
  after(async () => {
    stage.server.signal('SIGCONT');
    await second.kill();
    await stage.close();
    await place.remove();
  });

  const closedDays = async (): Promise<number> => {
    const [row] = await selectRows<{ n: number }>(stage.observer, 'SELECT COUNT(*) AS n FROM daily_closes');
    return row?.n ?? 0;
  };

  /** Pauses the first at a moment when it holds no lock, and lets its lease run out. A paused holder would make everybody wait. */
  async function pauseFirst(): Promise<void> {
    const first = stage.server;
    first.signal('SIGSTOP');
    let freed = false;
    const freeing = freeLeases(stage).then(() => (freed = true));
    for (let pause = 0; pause < PAUSES; pause += 1) {
      await delay(400);
      if (freed) break;
      first.signal('SIGCONT');
      await delay(1 + (pause % 7));
      first.signal('SIGSTOP');
    }
    await freeing;
  }

  it('closes every day once: what the paused one had begun the other ends, and it writes nothing when it wakes', async () => {
    await stage.server.start();
    for (let look = 0; look < LOOKS && (await closedDays()) < DAYS_BEFORE_THE_PAUSE; look += 1)
      await delay(5);
    await pauseFirst();
    const begun = await closedDays();

    await second.start();
    const closed = await untilIdle(stage);
    expect(closed).to.be.greaterThan(begun).and.to.equal(120);

    const chainsBefore = await selectRows(
      stage.observer,
      'SELECT * FROM audit_chains ORDER BY organisationId',
    );
    stage.server.signal('SIGCONT');
    await delay(1_500);
    expect(await untilIdle(stage)).to.equal(closed);
    const chainsAfter = await selectRows(
      stage.observer,
      'SELECT * FROM audit_chains ORDER BY organisationId',
    );
    expect(chainsAfter, 'what the woken one wrote').to.deep.equal(chainsBefore);
    await assertInvariants({ system: stage.system, database: stage.observer });
    expect([await stage.server.stop(), await second.stop()], 'both end in good order').to.deep.equal([0, 0]);
  }).timeout(180_000);
});
