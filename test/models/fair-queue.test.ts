import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { FairQueue, WaitedTooLong } from '../../models/fair-queue.js';

const PATIENCE_MS = 5_000;

describe('The queue of writers', () => {
  it('lets one run at a time, in the order of arrival, whatever becomes of those before', async () => {
    const queue = new FairQueue();
    const seen: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await delay(1);
      seen.push(`${name} ends`);
      if (name === 'second') throw new Error(name);
    };
    const all = ['first', 'second', 'third'].map((name) => queue.run(work(name), PATIENCE_MS));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    expect(seen).to.deep.equal(
      ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('sends away who has waited too long, undone, and goes on with the next', async () => {
    const queue = new FairQueue();
    const done: string[] = [];
    const slow = queue.run(() => delay(60), PATIENCE_MS);
    const impatient = queue.run(async () => done.push('impatient'), 10).catch((error: unknown) => error);
    const patient = queue.run(async () => done.push('patient'), PATIENCE_MS);
    expect(await impatient).to.be.instanceOf(WaitedTooLong);
    await Promise.all([slow, patient]);
    expect(done).to.deep.equal(['patient']);
  });

  it('refuses work inside its own work at once, and takes what such work began for later', async () => {
    const queue = new FairQueue();
    const nested = await queue
      .run(() => queue.run(() => Promise.resolve(), PATIENCE_MS), PATIENCE_MS)
      .catch((error: unknown) => error);
    expect(String(nested)).to.match(/begun inside another/);
    let later: Promise<string> | undefined;
    await queue.run(async () => {
      later = delay(10).then(() => queue.run(async () => 'done', PATIENCE_MS));
    }, PATIENCE_MS);
    expect(await later).to.equal('done');
  });
});
