/**
 * `--interactive`: file by file, the diff and a question.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';
import type { Colors } from 'picocolors/types.js';
import type { FileResult } from '../judge/file-result.ts';
import type { Run } from '../judge/run.ts';
import { toReportPath } from '../program/report-path.ts';
import { unifiedDiff } from '../report/formats/unified-diff.ts';
import { blockages, write, type Failure, type WriteOptions } from './write.ts';

export interface Dialogue {
  readonly input: Readable;
  readonly output: Writable;
  readonly colors: Colors;
  /** The folder that paths are shown relative to. */
  readonly root: string;
}

const DECLINED: Failure = { kind: 'declined', reason: 'was left as it is, as you said' };

/** Nobody has said no to its fix. */
const UNDECIDED: Failure = { kind: 'undecided', reason: 'was left as it is, because you quit' };

/** What an answer stands for; an empty line asks again. */
const ANSWERS: Readonly<Record<string, 'yes' | 'no' | 'all' | 'quit'>> = {
  y: 'yes',
  yes: 'yes',
  n: 'no',
  no: 'no',
  a: 'all',
  all: 'all',
  q: 'quit',
  quit: 'quit',
};

/**
 * Writes each file as soon as it is accepted, so that nothing accepted is lost however the dialogue ends. An end of
 * the input, Ctrl-C or the signal quits.
 * @returns the files that were not written
 */
export async function writeInteractively(
  run: Run,
  options: WriteOptions,
  dialogue: Dialogue,
): Promise<Map<string, Failure>> {
  const changed = run.results.filter(({ change }) => change);
  const failures = blockages(changed, options);
  const open = changed.filter(({ file }) => !failures.has(file));
  const prompt = new Prompt(dialogue, options.signal);
  try {
    let standing: 'all' | 'quit' | undefined;
    for (const [index, result] of open.entries()) {
      const answer =
        standing ?? (await ask(prompt, dialogue, result, `${index + 1}/${open.length}`));
      if (answer === 'all' || answer === 'quit') standing = answer;
      if (answer === 'yes' || answer === 'all')
        for (const [file, failure] of await write({ ...run, results: [result] }, options))
          failures.set(file, failure);
      else failures.set(result.file, answer === 'no' ? DECLINED : UNDECIDED);
    }
  } finally {
    prompt.close();
  }
  return failures;
}

async function ask(
  prompt: Prompt,
  { output, colors, root }: Dialogue,
  { file, change, planned }: FileResult,
  place: string,
): Promise<'yes' | 'no' | 'all' | 'quit'> {
  const path = toReportPath(root, file);
  output.write(`${unifiedDiff(path, change!.before, change!.after, colors)}\n`);
  for (const module of planned)
    output.write(
      `It imports ${toReportPath(root, module.file)}, which is written if it is not there.\n`,
    );
  for (;;) {
    const line = await prompt.line(
      `${colors.bold(`Rewrite ${path}?`)} (${place}) [y]es, [n]o, [a]ll that follow, [q]uit: `,
    );
    const typed = line?.trim().toLowerCase();
    const answer = typed === undefined ? 'quit' : ANSWERS[typed];
    if (answer !== undefined) return answer;
    if (typed !== '') output.write(`${typed!} is no answer: type y, n, a or q.\n`);
  }
}

/** How long what was typed before a question may take to arrive from the terminal, in milliseconds. */
const TYPED_AHEAD_MS = 50;

/** Reads line by line. On a terminal, what was typed before a question is no answer to it. */
class Prompt {
  readonly #interface;
  readonly #isTerminal: boolean;
  readonly #lines: string[] = [];
  #isOver = false;

  constructor({ input, output }: Dialogue, signal: AbortSignal | undefined) {
    this.#interface = createInterface({ input, output, ...(signal ? { signal } : {}) });
    this.#isTerminal = (input as { readonly isTTY?: boolean }).isTTY === true;
    this.#interface.on('line', (line) => this.#lines.push(line));
    this.#interface.on('SIGINT', () => {
      this.#interface.close();
    });
    this.#interface.on('close', () => {
      this.#isOver = true;
    });
  }

  /** @returns undefined at the end of the input */
  async line(question: string): Promise<string | undefined> {
    if (this.#isTerminal) await this.#discardTyped();
    this.#interface.setPrompt(question);
    if (!this.#isOver) this.#interface.prompt();
    while (this.#lines.length === 0 && !this.#isOver)
      await Promise.race([once(this.#interface, 'line'), once(this.#interface, 'close')]);
    return this.#lines.shift();
  }

  close(): void {
    this.#interface.close();
  }

  async #discardTyped(): Promise<void> {
    await setTimeout(TYPED_AHEAD_MS);
    this.#lines.length = 0;
    // Ctrl-U takes away a line that has no end yet.
    if (!this.#isOver) this.#interface.write(null, { ctrl: true, name: 'u' });
  }
}
