/**
 * The summaries of the files of a project. That of a file is kept as long as the file does not change, whatever else does.
 */
import type { SourceCode } from '../source/source-code.ts';
import { SummarizedFile } from './file-summary.ts';
import { stampOf } from './kept-files.ts';

interface Kept {
  readonly stamp: string;
  readonly file: SummarizedFile;
}

export class FileSummaries {
  readonly #parse: (file: string) => SourceCode | undefined;
  readonly #kept = new Map<string, Kept>();
  /** Those whose stamp need not be looked at before the next `recheck`. */
  readonly #checked = new Set<string>();

  constructor(parse: (file: string) => SourceCode | undefined) {
    this.#parse = parse;
  }

  of(file: string): SummarizedFile {
    const kept = this.#kept.get(file);
    if (kept && this.#checked.has(file)) return kept.file;
    this.#checked.add(file);
    const stamp = stampOf(file);
    if (kept?.stamp === stamp) return kept.file;
    const found = new SummarizedFile(() => this.#parse(file));
    this.#kept.set(file, { stamp, file: found });
    return found;
  }

  /** Forgets nothing, but looks at each file again before its summary is used. */
  recheck(): void {
    this.#checked.clear();
  }
}
