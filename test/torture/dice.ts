/** Repeatable choices whose state can be stored and taken up again: from the same state the same story follows. */
export class Dice {
  #state: number;

  constructor(state: number) {
    this.#state = state >>> 0;
  }

  /** What to store, to go on from here. */
  get state(): number {
    return this.#state;
  }

  /** A whole number in `[0, below)`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  /** A whole number in `[least, most]`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error('Nothing to pick from');
    return choice;
  }

  /** One of the choices, each as often as its weight says. */
  weighed<T extends { readonly weight: number }>(choices: readonly T[]): T {
    const whole = choices.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.below(whole);
    for (const choice of choices) {
      if (left < choice.weight) return choice;
      left -= choice.weight;
    }
    throw new Error('Nothing to pick from');
  }
}
