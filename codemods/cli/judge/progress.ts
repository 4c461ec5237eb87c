import { clearLine, cursorTo } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { toReportPath } from '../program/report-path.ts';

/** One line that says how far the run is; nothing where no one watches. */
export class Progress {
  readonly #stream: WriteStream | undefined;
  readonly #root: string;
  #last = 0;

  /** @param root the folder that paths are shown relative to */
  constructor(stream: WriteStream, root: string) {
    this.#root = root;
    this.#stream = stream.isTTY ? stream : undefined;
  }

  update = (done: number, total: number, file: string): void => {
    const now = performance.now();
    // Ten times a second is as often as an eye can use.
    if (!this.#stream || (now - this.#last < 100 && done < total)) return;
    this.#last = now;
    // One that is not told its width, in a container say, has 0 columns.
    const width = (this.#stream.columns || 80) - 1;
    const path = toReportPath(this.#root, file);
    const room = width - `${done}/${total} `.length;
    // The end of a path tells more than its start.
    const shown = path.length > room ? `…${path.slice(path.length - room + 1)}` : path;
    this.#show(`${done}/${total} ${shown}`.slice(0, width));
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
