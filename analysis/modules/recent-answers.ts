/**
 * What the disk says of folders, taken to be right for a while: each file of a folder asks the same.
 */
import { currentRecording } from './grounds.ts';

/** How long an answer is taken to be right at least, in milliseconds: an editor lints at every key. */
const LIFETIME = 5000;

/** And how many times as long as it took to find it: no more than a twentieth of the time goes into that. */
const LIFETIME_OF_COST = 20;

/** How long what has just been found is taken to be right. @param begun when somebody began to look, by `performance.now()` */
export function rightUntil(begun: number): number {
  const now = performance.now();
  return now + Math.max(LIFETIME, LIFETIME_OF_COST * (now - begun));
}

/** Answers by what was asked. All of them are forgotten together. */
export class RecentAnswers<T> {
  readonly #answers = new Map<string, T>();
  #areRightUntil = -Infinity;
  /** What a recording did not hear it lacks: it is told everything anew. */
  #recording: object | undefined;

  get(subject: string, answer: () => T): T {
    const now = performance.now();
    const recording = currentRecording();
    if (now >= this.#areRightUntil || recording !== this.#recording) {
      this.#answers.clear();
      this.#areRightUntil = now + LIFETIME;
      this.#recording = recording;
    }
    const known = this.#answers.get(subject);
    if (known !== undefined || this.#answers.has(subject)) return known as T;
    const found = answer();
    this.#answers.set(subject, found);
    return found;
  }
}
