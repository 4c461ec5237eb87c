/**
 * Verdicts of earlier runs, in one file. A verdict is used again if nothing has changed that it stands on: the texts that
 * were read for it, and all that the file system said beside them (analysis/modules/grounds.ts).
 */
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { signsOfText, STYLE_FACTS } from '../edits/package-style.ts';
import { replaceFile } from '../modules/atomic-write.ts';
import { FACTS, sourceText } from '../modules/disk.ts';
import { INPUT_FACTS } from '../modules/config-inputs.ts';
import { PROJECT_FACTS } from '../modules/file-index.ts';
import {
  asRecorded,
  hashOf,
  type ExtractKind,
  type FactKind,
  type Recorded,
} from '../modules/grounds.ts';
import { alone } from '../modules/lock-file.ts';
import { builtFile, packageInfo } from '../modules/package-info.ts';
import { surfaceOf } from '../modules/text-traits.ts';
import { identityOf, stampOf, UNKNOWN } from './file-stamps.ts';
import { fileTraits } from './file-traits.ts';
import type { LeakproofSettings } from './settings.ts';

const require = createRequire(import.meta.url);

/** How many verdicts of one file are kept: each command, and each set of options, has its own; in a linter, each config. */
const MAX_VARIANTS = 4;

const FACTS_NOW: Readonly<Record<FactKind, (subject: string) => string>> = {
  ...FACTS,
  ...PROJECT_FACTS,
  ...STYLE_FACTS,
  ...INPUT_FACTS,
};

const EXTRACTS: readonly ExtractKind[] = ['surface', 'style'];

interface Text {
  readonly hash: string;
  /** What the file system says of the file, or `UNKNOWN`. */
  readonly stamp: string;
}

interface Verdict {
  /** What the file was judged by. */
  readonly key: string;
  /** Absolute paths of the files whose texts it stands on. */
  readonly files: readonly string[];
  /** Plain data, serialized: most is not asked for in one run. */
  readonly value: Uint8Array;
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
export interface NewVerdict<T> {
  /** Absolute path of the file that was judged. */
  readonly file: string;
  /** All that the verdict follows from beside what was recorded. */
  readonly key: string;
  readonly value: T;
  /** Absolute paths of the files whose texts it stands on. */
  readonly files: Iterable<string>;
}

/** What texts are asked, as `VerdictCache` takes it. */
export function modulesOf({ modules = [] }: LeakproofSettings): string {
  return JSON.stringify(modules);
}

/** @typeParam T plain data */
export class VerdictCache<T> {
  readonly #path: string;
  readonly #modules: string;
  /** Of the file that was read. */
  readonly #identity: string;
  /** With the verdicts alone that are still right. */
  readonly #kept: Stored | undefined;

  /**
   * @param path absolute path of the file that holds the verdicts; it need not exist, and one that cannot be used is as none
   * @param modules `modulesOf` the settings of each file: where they differ, nobody can tell what changes a choice among them
   */
  constructor(path: string, modules: string) {
    this.#path = path;
    this.#modules = modules;
    this.#identity = identityOf(path);
    const stored = readIfMadeBy(path, buildOf(), modules);
    this.#kept = stored && lookAgain(stored);
  }

  /** What an earlier run came to, if it would come to the same now. */
  find(file: string, key: string): Pick<NewVerdict<T>, 'value' | 'files'> | undefined {
    const verdict = this.#kept?.verdicts.get(file)?.find((kept) => kept.key === key);
    return verdict && { value: deserialize(verdict.value) as T, files: verdict.files };
  }

  /**
   * Keeps verdicts beside those that are still right, and beside those that another run has kept meanwhile.
   * @param added what the run has come to by itself
   * @param recorded what the file system said to those who did
   * @throws {Error} if the file cannot be written
   */
  save(added: readonly NewVerdict<T>[], recorded: readonly Recorded[]): void {
    if (added.length === 0) return;
    const said = allOf(recorded);
    if (!said || (this.#kept && !agrees(this.#kept, said))) return;
    alone(this.#path, () => {
      const others =
        identityOf(this.#path) === this.#identity
          ? undefined
          : readIfMadeBy(this.#path, buildOf(), this.#modules);
      const before = others && agrees(others, said, 'with texts') ? others : this.#kept;
      replaceFile(this.#path, serialize(this.#with(before, added, said)));
    });
  }

  #with(before: Stored | undefined, added: readonly NewVerdict<T>[], said: Said): Stored {
    const texts = new Map(before?.texts);
    // What has been looked at again has a stamp.
    for (const [file, text] of this.#kept?.texts ?? [])
      if (texts.get(file)?.hash === text.hash) texts.set(file, text);
    const isOther = (file: string) => {
      const hash = texts.get(file)?.hash;
      return (said.texts.get(file) ?? hash) !== hash;
    };
    const verdicts = new Map(before && verdictsWithout(before, isOther));
    for (const { file, key, value, files } of added) {
      const others = (verdicts.get(file) ?? []).filter((kept) => kept.key !== key);
      const own = { key, files: [...files], value: serialize(value) };
      verdicts.set(file, [own, ...others].slice(0, MAX_VARIANTS));
    }
    for (const [file, hash] of said.texts) texts.set(file, { hash, stamp: stampOf(file) });
    return {
      build: buildOf(),
      modules: this.#modules,
      facts: new Map([...(before?.facts ?? []), ...said.facts]),
      texts,
      extracts: new Map([...(before?.extracts ?? []), ...said.extracts]),
      verdicts,
    };
  }
}

/** Those that stand on no text of which something holds. */
function verdictsWithout(
  { verdicts }: Pick<Stored, 'verdicts'>,
  isWrong: (file: string) => boolean,
): [string, readonly Verdict[]][] {
  return [...verdicts].map(([file, of]) => [
    file,
    of.filter(({ files }) => !files.some((other) => isWrong(other))),
  ]);
}

type Said = Omit<Recorded, 'isTorn'>;

/** @returns undefined if the file system has said two things of one */
function allOf(recorded: readonly Recorded[]): Said | undefined {
  const [facts, texts, extracts] = [1, 2, 3].map(() => new Map<string, string>());
  const agree = (into: Map<string, string>, said: ReadonlyMap<string, string>) =>
    [...said].every(([key, value]) => {
      const before = into.get(key);
      into.set(key, value);
      return before === undefined || before === value;
    });
  for (const said of recorded) {
    if (said.isTorn || !agree(facts!, said.facts) || !agree(texts!, said.texts)) return undefined;
    for (const [what, extract] of said.extracts) extracts!.set(what, extract);
  }
  return { facts: facts!, texts: texts!, extracts: extracts! };
}

/**
 * Whether what is kept and what was said now are the same, as far as both tell.
 * @param how whether what was taken from a text that has changed must have been taken anew
 */
function agrees(kept: Stored, said: Said, how?: 'with texts'): boolean {
  const isSame = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>) =>
    [...now].every(([what, value]) => (before.get(what) ?? value) === value);
  const isTakenAnew = ([file, hash]: readonly [string, string]) =>
    (kept.texts.get(file)?.hash ?? hash) === hash ||
    EXTRACTS.every((kind) => {
      const what = `${kind} ${file}`;
      return !kept.extracts.has(what) || said.extracts.has(what);
    });
  return (
    isSame(kept.facts, said.facts) &&
    isSame(kept.extracts, said.extracts) &&
    (how === undefined || [...said.texts].every(isTakenAnew))
  );
}

/**
 * Asks the file system again.
 * @returns what is still right; undefined if it says something else of what all verdicts stand on
 */
function lookAgain(stored: Stored): Stored | undefined {
  for (const [fact, said] of stored.facts) {
    const space = fact.indexOf(' ');
    const ask = FACTS_NOW[fact.slice(0, space) as FactKind];
    if (asRecorded(ask(fact.slice(space + 1))) !== said) return undefined;
  }
  const traits = fileTraits({ modules: JSON.parse(stored.modules) as string[] });
  const extractsNow: Readonly<Record<ExtractKind, (text: string, file: string) => unknown>> = {
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
    texts.set(file, { hash, stamp });
    if (hash === before.hash) continue;
    changed.add(file);
    for (const kind of EXTRACTS) {
      const before = stored.extracts.get(`${kind} ${file}`);
      const now = () => asRecorded(JSON.stringify(extractsNow[kind](text, file)));
      if (before !== undefined && now() !== before) return undefined;
    }
  }
  return {
    ...stored,
    texts,
    verdicts: new Map(verdictsWithout(stored, (file) => changed.has(file))),
  };
}

/**
 * Makes a file for verdicts where there is none, before anything is recorded: the project must not have one more by the next
 * run. What cannot be written is told when it is to be.
 */
export function makeSure(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, 'a'));
  } catch {
    // The folder is read-only, or what stands there is no folder.
  }
}

/** @returns undefined if none is there, or something else made it */
function readIfMadeBy(path: string, build: string, modules: string): Stored | undefined {
  try {
    const stored = deserialize(readFileSync(path)) as Stored;
    return stored.build === build && stored.modules === modules ? stored : undefined;
  } catch {
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
