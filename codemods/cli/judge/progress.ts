import { clearLine, cursorTo } from 'node:readline';
import type { WriteStream } from 'node:tty';

/** One line that says how far the run is; nothing where no one watches. */
export class Progress {
  readonly #stream: WriteStream | undefined;
  #last = 0;

  constructor(stream: WriteStream) {
    this.#stream = stream.isTTY ? stream : undefined;
  }

  update = (done: number, total: number, file: string): void => {
    const now = performance.now();
    // Ten times a second is as often as an eye can use.
    if (!this.#stream || (now - this.#last < 100 && done < total)) return;
    this.#last = now;
    // One that is not told its width, in a container say, has 0 columns.
    this.#show(`${done}/${total} ${file}`.slice(0, (this.#stream.columns || 80) - 1));
  };

  clear = (): void => {
    this.#show('');
  };

  #show(text: string): void {
    if (!this.#stream) return;
    cursorTo(this.#stream, 0);
    clearLine(this.#stream, 0);
    this.#stream.write(text);
  }
}
