/** Lets one piece of work run at a time, in the order of arrival. SQLite has one writer; this spares it the polling. */
export class FairQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when all earlier work has ended, however it ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
