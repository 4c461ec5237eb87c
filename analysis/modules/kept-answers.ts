/**
 * Answers that are kept until they are forgotten all together, whatever leads from one question to the next.
 */
import { leanOn, withGrounds, type Grounds } from './grounds.ts';

/** Keeps the answers, and knows which questions are under way. */
export class KeptAnswers {
  readonly #answers = new Map<string, unknown>();
  /** Answers that a cycle cut short. */
  readonly #partial = new Map<string, unknown>();
  /** What the answers stand on, both kinds, if that is recorded. */
  readonly #grounds = new Map<string, Grounds>();
  readonly #open = new Set<string>();
  #cuts = 0;
  /** How often a question has led too far. */
  #limits = 0;

  /** Whether a question is under way. */
  get isAsked(): boolean {
    return this.#open.size > 0;
  }

  /** Forgets all of them. */
  clear(): void {
    this.#answers.clear();
    this.#grounds.clear();
  }

  /**
   * An answer that holds until a file changes. One that is asked for on the way to itself is not known, and what stands
   * on it is kept for the question under way alone: what another question is told must not depend on which came first.
   */
  kept<T>(question: string, answer: () => T): T | undefined {
    if (this.#answers.has(question)) return this.#known(question) as T | undefined;
    if (this.#partial.has(question) || this.#open.has(question)) {
      this.#cuts++;
      leanOn(this.#grounds.get(question));
      return this.#partial.get(question) as T | undefined;
    }
    return this.#find(question, answer, { isByDistance: false }).found;
  }

  /**
   * The same for a question that leads so far and no further. Where that ends it is kept by its distance from who asked:
   * files that import each other in a circle are then asked once for each distance, and not once for each that asks.
   * @param distance grows with each step of the way, up to a limit
   */
  keptByDistance<T>(question: string, distance: number, answer: () => T): T | undefined {
    if (this.#answers.has(question)) return this.#known(question) as T | undefined;
    const distant = `${question} after ${distance}`;
    if (this.#answers.has(distant)) {
      this.#limits++;
      return this.#known(distant) as T | undefined;
    }
    if (this.#partial.has(distant) || this.#open.has(distant)) return this.kept(distant, answer);
    const { found, isCut, isLimited } = this.#find(distant, answer, { isByDistance: true });
    if (!isCut && !isLimited) {
      this.#answers.set(question, found);
      this.#setGrounds(question, this.#grounds.get(distant));
    }
    return found;
  }

  #known(question: string): unknown {
    leanOn(this.#grounds.get(question));
    return this.#answers.get(question);
  }

  #setGrounds(question: string, grounds: Grounds | undefined): void {
    if (grounds) this.#grounds.set(question, grounds);
  }

  /** Says that what is answered now would go further. */
  tooFar(): void {
    this.#limits++;
  }

  #find<T>(
    question: string,
    answer: () => T,
    { isByDistance }: { readonly isByDistance: boolean },
  ): { readonly found: T; readonly isCut: boolean; readonly isLimited: boolean } {
    this.#open.add(question);
    const cutsBefore = this.#cuts;
    const limitsBefore = this.#limits;
    try {
      const { found, grounds } = withGrounds(answer);
      this.#setGrounds(question, grounds);
      const isCut = this.#cuts !== cutsBefore;
      const isLimited = this.#limits !== limitsBefore;
      const isWhole = (!isCut && (isByDistance || !isLimited)) || this.#open.size === 1;
      (isWhole ? this.#answers : this.#partial).set(question, found);
      return { found, isCut, isLimited };
    } finally {
      this.#open.delete(question);
      if (this.#open.size === 0) this.#partial.clear();
    }
  }
}
