import type { SteppedClock } from '../clock.js';
import type { BusinessDate } from '../core/business-date.js';

/** Acts by day: whatever is entered is done in the order of days, with the clock at that day. */
export class Diary {
  readonly #acts = new Map<BusinessDate, (() => Promise<void>)[]>();

  /** Plans an act; one planned while the diary is lived through must not lie in the past. */
  plan(day: BusinessDate, act: () => Promise<void>): void {
    const acts = this.#acts.get(day);
    if (acts) acts.push(act);
    else this.#acts.set(day, [act]);
  }

  /** Lives through all days in order. `beforeDay` is done first on each. */
  async live(clock: SteppedClock, beforeDay: (day: BusinessDate) => Promise<void>): Promise<void> {
    while (this.#acts.size > 0) {
      const [day] = [...this.#acts.keys()].toSorted();
      if (day === undefined) return;
      clock.setDay(day);
      await beforeDay(day);
      const acts = this.#acts.get(day) ?? [];
      for (let act = acts.shift(); act; act = acts.shift()) await act();
      this.#acts.delete(day);
    }
  }
}
