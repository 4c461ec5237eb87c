/**
 * How most of the places in a text that tell something of its style are written.
 */

/** Votes on one question. */
export class Ballot {
  #yes = 0;
  #all = 0;

  add(isYes: boolean): void {
    this.#all++;
    if (isYes) this.#yes++;
  }

  /** @returns undefined if nobody voted */
  get isCarried(): boolean | undefined {
    return this.#all === 0 ? undefined : this.#yes * 2 > this.#all;
  }
}
