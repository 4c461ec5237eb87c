/**
 * What the disk says of folders, taken to be right for a while: each file of a folder asks the same.
 */
import { currentRecording } from './grounds.ts';

/** How long an answer is used again, in milliseconds: as long as the list of files (file-index.ts). */
const LIFETIME = 5000;

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
