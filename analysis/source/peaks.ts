/**
 * Finds in a list of numbers the next one that is large enough, without looking at those between.
 */
export class Peaks {
  /** The largest number of each half of the half above; the numbers themselves begin in the middle. */
  readonly #largest: Float64Array;
  readonly #half: number;
  readonly #length: number;

  constructor(numbers: readonly number[]) {
    this.#length = numbers.length;
    this.#half = 2 ** Math.ceil(Math.log2(Math.max(numbers.length, 1)));
    this.#largest = new Float64Array(2 * this.#half).fill(-Infinity);
    this.#largest.set(numbers, this.#half);
    for (let node = this.#half - 1; node > 0; node--)
      this.#largest[node] = Math.max(this.#largest[2 * node]!, this.#largest[2 * node + 1]!);
  }

  /** @returns the index of the first number from `start` on that is `least` or more; the length of the list if there is none */
  firstAtLeast(start: number, least: number): number {
    if (start >= this.#length) return this.#length;
    let node = this.#half + start;
    while (this.#largest[node]! < least) {
      // Up from each right half, whose parent ends with it, and on to the right.
      while (node % 2 === 1) node = (node - 1) / 2;
      if (node === 0) return this.#length;
      node++;
    }
    while (node < this.#half) node = this.#largest[2 * node]! < least ? 2 * node + 1 : 2 * node;
    return Math.min(node - this.#half, this.#length);
  }
}
