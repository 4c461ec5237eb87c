/**
 * Verdicts of earlier runs, in one file. A verdict is used again if nothing has changed that it stands on: the texts that
 * were read for it, and all that the file system said beside them (analysis/modules/grounds.ts).
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { signsOfText, STYLE_FACTS } from '../../../analysis/edits/package-style.ts';
import { FACTS, sourceText } from '../../../analysis/modules/disk.ts';
import { PROJECT_FACTS } from '../../../analysis/modules/file-index.ts';
import { surfaceOf } from '../../../analysis/modules/text-traits.ts';
import {
  asRecorded,
  hashOf,
  type ExtractKind,
  type FactKind,
  type Recorded,
} from '../../../analysis/modules/grounds.ts';
import { fileTraits } from '../../../analysis/project/file-traits.ts';
import { INPUT_FACTS } from '../../../analysis/modules/config-inputs.ts';
import { replaceFile } from '../../adapter/atomic-write.ts';
import { builtFile, packageInfo } from '../program/package-info.ts';
import type { FileJob, FileResult } from './file-result.ts';

const require = createRequire(import.meta.url);

/** How many verdicts of one file are kept: each command, and each set of options, has its own. */
const MAX_VARIANTS = 4;

/** How long before the process started a file must have changed last, in milliseconds, for its times to tell that it is the same: the clocks of file systems are coarse. */
const RACY = 2000;

/** Nobody takes a file with this for unchanged. */
const UNKNOWN = '';

const FACTS_NOW: Readonly<Record<FactKind, (subject: string) => string>> = {
  ...FACTS,
  ...PROJECT_FACTS,
  ...STYLE_FACTS,
  ...INPUT_FACTS,
};

interface Text {
  readonly hash: string;
  /** What the file system says of the file, or `UNKNOWN`. */
  readonly stamp: string;
}

interface Verdict {
  /** The hash of the job. */
  readonly job: string;
  /** Absolute paths of the files whose texts it stands on. */
  readonly files: readonly string[];
  /** A `FileResult`, serialized: most are not asked for in one run. */
  readonly result: Uint8Array;
}

interface Stored {
  /** What made it. */
  readonly build: string;
  /** `settings.leakproof.modules` of the files: what is asked of all texts follows from that. */
  readonly modules: string;
  readonly facts: ReadonlyMap<string, string>;
  readonly texts: ReadonlyMap<string, Text>;
  readonly extracts: ReadonlyMap<string, string>;
  /** By absolute path. */
  readonly verdicts: ReadonlyMap<string, readonly Verdict[]>;
}

/** A verdict that a run has come to. */
export interface NewVerdict {
  readonly job: FileJob;
  readonly result: FileResult;
  /** Absolute paths of the files whose texts it stands on. */
  readonly files: Iterable<string>;
}

export class VerdictCache {
  readonly #path: string;
  readonly #modules: readonly string[];
  readonly #kept: Stored | undefined;
  /** Of what is kept: files whose text is another one now. */
  readonly #changed: ReadonlySet<string>;

  /**
   * @param path absolute path of the file that holds the verdicts; it need not exist, and one that cannot be used is written anew
   * @param jobs all of the run
   */
  constructor(path: string, jobs: readonly FileJob[]) {
    this.#path = path;
    this.#modules = [
      ...new Set(jobs.flatMap(({ settings }) => JSON.stringify(settings.modules ?? []))),
    ];
    // The project must not have one file more by the next run.
    makeSure(path);
    const stored = read(path);
    const seen =
      stored?.build === buildOf() && stored.modules === this.#modules.join()
        ? lookAgain(stored)
        : undefined;
    this.#kept = seen?.stored;
    this.#changed = seen?.changed ?? new Set();
  }

  /** What an earlier run came to, if it would come to the same now. */
  find(job: FileJob): FileResult | undefined {
    const key = keyOf(job);
    const verdict = this.#kept?.verdicts.get(job.file)?.find((kept) => kept.job === key);
    return verdict && this.#isRight(verdict)
      ? (deserialize(verdict.result) as FileResult)
      : undefined;
  }

  #isRight({ files }: Verdict): boolean {
    return !files.some((file) => this.#changed.has(file));
  }

  /**
   * Keeps verdicts beside those that are still right.
   * @param added what the run has come to by itself
   * @param recorded what the file system said to those who did
   * @throws {Error} if the file cannot be written
   */
  save(added: readonly NewVerdict[], recorded: readonly Recorded[]): void {
    // Where files have different settings, nobody can tell what changes a choice among them.
    if (this.#modules.length > 1 || (added.length === 0 && this.#changed.size === 0)) return;
    const known = allOf(this.#kept, recorded);
    if (!known) return;
    const verdicts = new Map(
      [...(this.#kept?.verdicts ?? [])].map(([file, of]): [string, readonly Verdict[]] => [
        file,
        of.filter((verdict) => this.#isRight(verdict)),
      ]),
    );
    for (const { job, result, files } of added) {
      const key = keyOf(job);
      const others = (verdicts.get(job.file) ?? []).filter((kept) => kept.job !== key);
      const own = { job: key, files: [...files], result: serialize(result) };
      verdicts.set(job.file, [own, ...others].slice(0, MAX_VARIANTS));
    }
    const stored: Stored = { build: buildOf(), modules: this.#modules.join(), ...known, verdicts };
    replaceFile(this.#path, serialize(stored));
  }
}

/** @returns undefined if the file system has said two things of one */
function allOf(
  kept: Stored | undefined,
  recorded: readonly Recorded[],
): Pick<Stored, 'facts' | 'texts' | 'extracts'> | undefined {
  const facts = new Map(kept?.facts);
  const extracts = new Map(kept?.extracts);
  const hashes = new Map<string, string>();
  const texts = new Map(kept?.texts);
  const agree = (into: Map<string, string>, said: ReadonlyMap<string, string>) =>
    [...said].every(([key, value]) => {
      const before = into.get(key);
      into.set(key, value);
      return before === undefined || before === value;
    });
  for (const { facts: more, ...of } of recorded)
    if (of.isTorn || !agree(facts, more) || !agree(hashes, of.texts)) return undefined;
  for (const { extracts: more } of recorded)
    for (const [what, extract] of more) extracts.set(what, extract);
  for (const [file, hash] of hashes) texts.set(file, { hash, stamp: stampOf(file) });
  return { facts, texts, extracts };
}

/**
 * Asks the file system again.
 * @returns undefined if it says something else of what all verdicts stand on
 */
function lookAgain(stored: Stored): { stored: Stored; changed: ReadonlySet<string> } | undefined {
  for (const [fact, said] of stored.facts) {
    const space = fact.indexOf(' ');
    const ask = FACTS_NOW[fact.slice(0, space) as FactKind];
    if (asRecorded(ask(fact.slice(space + 1))) !== said) return undefined;
  }
  const traits = fileTraits({ modules: JSON.parse(stored.modules) as string[] });
  const extracts: Readonly<Record<ExtractKind, (text: string, file: string) => unknown>> = {
    surface: (text) => surfaceOf(text, traits),
    style: signsOfText,
  };
  const changed = new Set<string>();
  const texts = new Map<string, Text>();
  for (const [file, before] of stored.texts) {
    const stamp = stampOf(file);
    if (stamp !== UNKNOWN && stamp === before.stamp) {
      texts.set(file, before);
      continue;
    }
    const text = sourceText(file);
    const hash = hashOf(text);
    if (hash === before.hash) {
      texts.set(file, { hash, stamp });
      continue;
    }
    changed.add(file);
    for (const [kind, extract] of Object.entries(extracts)) {
      const before = stored.extracts.get(`${kind} ${file}`);
      if (before !== undefined && asRecorded(JSON.stringify(extract(text, file))) !== before)
        return undefined;
    }
  }
  return { stored: { ...stored, texts }, changed };
}

/** Another text after each change of a file; `UNKNOWN` if it may change without that. */
function stampOf(file: string): string {
  // Of a path through a file, `statSync` throws even if it is not to.
  const stats = existsSync(file) ? statSync(file) : undefined;
  return stats && Math.max(stats.mtimeMs, stats.ctimeMs) < performance.timeOrigin - RACY
    ? [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ')
    : UNKNOWN;
}

/** What cannot be written is told when it is to be. */
function makeSure(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, 'a'));
  } catch {
    // The folder is read-only, or what stands there is no folder.
  }
}

function read(path: string): Stored | undefined {
  try {
    return deserialize(readFileSync(path)) as Stored;
  } catch {
    // None is there, or what is there was written by something else.
    return undefined;
  }
}

let build: string | undefined;

/** Another text for each build of the program, its parsers and Node: chunks of the build are named by what they hold. */
function buildOf(): string {
  build ??= [
    packageInfo.version,
    process.version,
    ...['oxc-parser', 'ts-morph'].map(
      (name) => (require(`${name}/package.json`) as { version: string }).version,
    ),
    ...readdirSync(builtFile('chunks')),
  ].join(' ');
  return build;
}

/** Of all that a job says but its file. */
function keyOf(job: FileJob): string {
  return hashOf(JSON.stringify({ ...job, file: undefined }));
}
