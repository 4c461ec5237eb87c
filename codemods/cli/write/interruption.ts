/**
 * Ctrl-C and `kill` while files are rewritten: the file under way is finished, the rest is left as it is, and what was done
 * is said. A second one ends the program at once, which leaves each file whole, too.
 */
import { notice } from '../program/notice.ts';

/** By custom 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

type Signal = keyof typeof EXIT_CODES;

export class Interruption {
  readonly #controller = new AbortController();
  #signal: Signal | undefined;
  #isWriting = false;

  /** From now on the two signals do not end the program by themselves, once. */
  constructor() {
    for (const name of Object.keys(EXIT_CODES) as Signal[]) {
      process.once(name, () => {
        this.#take(name);
      });
    }
  }

  /** Aborted by a signal that comes after `beginWriting`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What the program's exit code is to be, if it was interrupted. */
  get exitCode(): number | undefined {
    return this.#signal && EXIT_CODES[this.#signal];
  }

  /** Until then, there is nothing to finish. */
  beginWriting(): void {
    this.#isWriting = true;
  }

  #take(signal: Signal): void {
    if (!this.#isWriting) {
      notice('interrupted, nothing was written');
      process.exit(EXIT_CODES[signal]);
    }
    this.#signal = signal;
    this.#controller.abort();
  }
}
