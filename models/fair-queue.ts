import { AsyncLocalStorage } from 'node:async_hooks';

/** One's turn did not come in the time that one was ready to wait; nothing was done. */
export class WaitedTooLong extends Error {}

/** Lets one piece of work run at a time, in the order of arrival. SQLite has one writer; this spares it the polling. */
export class FairQueue {
  readonly #waiting: (() => void)[] = [];
  readonly #turn = new AsyncLocalStorage<{ over: boolean }>();
  #busy = false;

  /**
   * Runs `work` when all earlier work has ended, however it ended. Throws `WaitedTooLong` when that takes longer than
   * `patienceMs`, and `Error` when called from inside such work, which would wait for itself.
   */
  async run<T>(work: () => Promise<T>, patienceMs: number): Promise<T> {
    if (this.#turn.getStore()?.over === false)
      throw new Error('A transaction was begun inside another; hand the outer one on instead.');
    await this.#take(patienceMs);
    const turn = { over: false };
    try {
      return await this.#turn.run(turn, work);
    } finally {
      turn.over = true;
      this.#pass();
    }
  }

  #take(patienceMs: number): Promise<void> | undefined {
    if (!this.#busy) {
      this.#busy = true;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(new WaitedTooLong());
      }, patienceMs);
      this.#waiting.push(begin);
    });
  }

  #pass(): void {
    const begin = this.#waiting.shift();
    if (begin) begin();
    else this.#busy = false;
  }
}
