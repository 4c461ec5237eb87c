/**
 * The files of a project as modules: parsed where a question leads to them, and what they export by any path.
 *
 * Answers are plain data, kept until a file of the project changes; no node leaves the file that it belongs to.
 */
import { LRUCache } from 'lru-cache';
import { relative, sep } from 'node:path';
import { linked, localExports } from '../flow/exported-values.ts';
import type { Value } from '../flow/values.ts';
import { sourceForQuestions } from '../source/parse-source.ts';
import type { SourceCode } from '../source/source-code.ts';
import { namesOfNodeKey, type NodeKey } from '../syntax/node-keys.ts';
import { sourceText } from './disk.ts';
import { ProjectFiles } from './file-index.ts';
import type { Trait } from './text-traits.ts';
import { SummarizedFile, type ExportedThing } from './file-summary.ts';
import { recordNote, recordText, recordUse } from './grounds.ts';
import { KeptAnswers } from './kept-answers.ts';
import { mayHaveOtherName } from './other-names.ts';
import type { ProjectNote } from './project-note.ts';
import { isTestFile } from './source-files.ts';
import { valueImportersOf, valueLoadersOf } from './value-imports.ts';

export interface ModulesOptions {
  /** Absolute path of the folder that holds the project. */
  readonly root: string;
  /** Absolute path of the config whose `paths` count for every file; the nearest to each file without it. */
  readonly tsconfig: string | undefined;
  /** What the text of each file is asked, by name. */
  readonly traits: Readonly<Record<string, Trait>>;
}

/** How often an export may be exported again on its way to who uses it. */
const MAX_REEXPORTS = 3;

/** How many files one question may lead through. */
const MAX_HOPS = 16;

/** How many files are followed on the way to those that import a file. */
const MAX_IMPORTERS = 2000;

/** How much text is kept beside what is parsed, in UTF-16 units. */
const MAX_TEXTS = 4_000_000;

export class Modules {
  readonly files: ProjectFiles;
  readonly #root: string;
  /** Held by those who parsed them, as long as there is room. */
  readonly #sources = new Map<string, WeakRef<SourceCode>>();
  /** Asked for words by one question after the other. */
  readonly #texts = new LRUCache<string, string>({
    maxSize: MAX_TEXTS,
    sizeCalculation: (text) => text.length + 1,
  });
  /** Each is right as long as its file has the stamp. */
  readonly #summaries = new Map<string, { readonly stamp: string; readonly of: SummarizedFile }>();
  readonly #notes = new Map<string, ProjectNote>();
  #version = -1;
  #epoch: object = {};
  readonly #answers = new KeptAnswers();
  #hops = 0;

  constructor({ root, tsconfig, traits }: ModulesOptions) {
    this.#root = root;
    this.files = new ProjectFiles(root, tsconfig, traits, (note) => {
      this.#note(note);
    });
  }

  #note(note: ProjectNote): void {
    this.#notes.set(`${note.file}\n${note.reason}`, note);
    recordNote(note);
  }

  /** What went wrong on the way without stopping anything. */
  notes(): readonly ProjectNote[] {
    return [...this.#notes.values()];
  }

  /** An answer that holds until a file changes (`KeptAnswers.kept`). */
  kept<T>(question: string, answer: () => T): T | undefined {
    this.#forgetIfChanged();
    return this.#answers.kept(question, answer);
  }

  /** The same for a question that leads so far and no further (`KeptAnswers.keptByDistance`). */
  keptByDistance<T>(question: string, distance: number, answer: () => T): T | undefined {
    this.#forgetIfChanged();
    return this.#answers.keptByDistance(question, distance, answer);
  }

  /** The same object as long as the answers are; undefined while a question is under way. */
  epoch(): object | undefined {
    this.#forgetIfChanged();
    return this.#answers.isAsked ? undefined : this.#epoch;
  }

  /** Says that what is answered now would go further. */
  tooFar(): void {
    this.#answers.tooFar();
  }

  #forgetIfChanged(): void {
    const version = this.files.version();
    if (version === this.#version || this.#answers.isAsked) return;
    this.#version = version;
    this.#epoch = {};
    this.#answers.clear();
    this.#sources.clear();
    this.#texts.clear();
    for (const [file, { stamp }] of this.#summaries)
      if (this.files.watch(file) !== stamp) this.#summaries.delete(file);
  }

  /** How many files the question under way has led through. */
  get hops(): number {
    return this.#hops;
  }

  /** A file as people call it: by its path from the project's folder, with slashes. */
  nameOf(file: string): string {
    return relative(this.#root, file).split(sep).join('/');
  }

  /** The text of a file of the project; none of one that cannot be read. */
  textOf(file: string): string {
    this.#forgetIfChanged();
    let text = this.#texts.get(file);
    if (text === undefined) {
      this.files.watch(file);
      this.#texts.set(file, (text = sourceText(file)));
      recordText(file, text);
    } else recordUse(file);
    return text;
  }

  /** The name that a file exports a node by, if by no other. */
  exportName(file: string, key: NodeKey): string | undefined {
    const { name, isMember } = namesOfNodeKey(key);
    return isMember || this.wordsFor(file, key) === undefined ? undefined : name;
  }

  /**
   * The names by which other files must call a node, if each of them must: those of an export, or of a member of a class.
   * @returns undefined if they may call it what they like
   */
  wordsFor(file: string, key: NodeKey): readonly string[] | undefined {
    return this.kept(`words ${projectKey(file, key)}`, () => {
      const { name, isMember } = namesOfNodeKey(key);
      if (name === undefined) return undefined;
      if (isMember) return [name];
      const isNamed = this.thingsAt(file, [name]).some(
        (thing) => thing.kind === 'node' && thing.keys.includes(key),
      );
      return isNamed && !mayHaveOtherName(this.textOf(file), name) ? [name] : undefined;
    });
  }

  /** A file of the project, parsed; undefined if it does not parse. */
  sourceOf(file: string): SourceCode | undefined {
    const known = this.#sources.get(file)?.deref();
    recordUse(file);
    if (known) return known;
    this.files.watch(file);
    const text = sourceText(file);
    recordText(file, text);
    try {
      const source = sourceForQuestions(text, file);
      this.#sources.set(file, new WeakRef(source));
      return source;
    } catch {
      // It is reported where it is looked at for its own sake.
      return undefined;
    }
  }

  /**
   * Asks the file that a module is.
   * @param file the file that imports it
   * @returns undefined if it is no file of the project, too, or the question has led too far
   */
  across<T>(file: string, module: string, answer: (home: string) => T | undefined): T | undefined {
    if (this.#hops > MAX_HOPS) {
      this.tooFar();
      return undefined;
    }
    const home = this.files.resolve(file, module);
    if (home === undefined) {
      if (this.files.isMissing(file, module))
        this.#note({
          file,
          reason: `imports \`${module}\`, which does not exist: values from it are unknown`,
        });
      return undefined;
    }
    this.#hops++;
    try {
      return answer(home);
    } finally {
      this.#hops--;
    }
  }

  /** The files that import a file, themselves or by way of others that may hand its exports on; nearest first. */
  importersOf(file: string): readonly string[] {
    return this.kept(`importers ${file}`, () => this.#findImporters(file)) ?? [];
  }

  #findImporters(file: string): readonly string[] {
    const found = new Set<string>();
    let nearest: readonly string[] = [file];
    for (let step = 0; step < MAX_REEXPORTS && nearest.length > 0; step++) {
      nearest = nearest
        .flatMap((from) => this.files.importersOf(from))
        .filter((importer) => importer !== file && !found.has(importer));
      for (const importer of nearest) found.add(importer);
    }
    return [...found];
  }

  /**
   * The files at which the chains of imports begin that lead to a file as the program runs; tests are left out.
   * @returns undefined if they are too many to follow
   */
  firstImporters(file: string): readonly string[] | undefined {
    const isOfProgram = (loader: string) => !isTestFile(`/${this.nameOf(loader)}`);
    return this.kept(`first importers ${file}`, () =>
      valueLoadersOf(this, file)?.filter(
        (loader) => isOfProgram(loader) && !valueImportersOf(this, loader).some(isOfProgram),
      ),
    );
  }

  /**
   * The files that lead to a file by imports, themselves or through others.
   * @returns undefined if they are too many to follow
   */
  loadersOf(file: string): readonly string[] | undefined {
    return this.kept(`loaders ${file}`, () => {
      const seen = new Set([file]);
      for (const current of seen) {
        if (seen.size > MAX_IMPORTERS) return undefined;
        for (const importer of this.files.importersOf(current)) seen.add(importer);
      }
      return [...seen].filter((loader) => loader !== file).toSorted();
    });
  }

  /** What a file tells others of itself (file-summary.ts). */
  summaryOf(file: string): SummarizedFile {
    this.#forgetIfChanged();
    const stamp = this.files.watch(file);
    recordUse(file);
    const kept = this.#summaries.get(file);
    if (kept && kept.stamp === stamp) return kept.of;
    const found = new SummarizedFile(() => this.sourceOf(file));
    // While a question is under way, trees may be older than what is known of the files.
    if (stamp !== undefined && this.files.version() === this.#version)
      this.#summaries.set(file, { stamp, of: found });
    return found;
  }

  /**
   * What a file exports at the end of a path, from its summary; a third file's are `module` things.
   * @param path names of properties, `RESULT` and `INSTANCE` (access-paths.ts)
   */
  thingsAt(home: string, path: readonly string[]): readonly ExportedThing[] {
    const found = this.summaryOf(home).exportsAt(path);
    return found ? linked(found, path, () => this.#reexporting(home, path[0]!)) : [];
  }

  /** The same as values of the file's tree; for what a summary does not tell. */
  exportsOf(
    home: string,
    path: readonly string[],
  ): { readonly source: SourceCode; readonly values: readonly Value[] } | undefined {
    const source = this.sourceOf(home);
    return (
      source && {
        source,
        values: linked(localExports(source, path), path, () => this.#reexporting(home, path[0]!)),
      }
    );
  }

  /** The first of the modules of which a file exports all again that exports a name. */
  #reexporting(home: string, name: string): string | undefined {
    return this.summaryOf(home)
      .wholesale()
      .find((module) => this.#hasExport(home, module, name));
  }

  #hasExport(importer: string, module: string, name: string): boolean {
    return (
      this.across(importer, module, (home) =>
        this.keptByDistance(
          `export ${home} ${name}`,
          this.#hops,
          () =>
            this.summaryOf(home).exportsAt([name])?.mayBeReexported === false ||
            this.#reexporting(home, name) !== undefined,
        ),
      ) ?? false
    );
  }

  /** Where the nodes stand that a path leads to: functions, classes with their constructors, objects, whatever makes a value. */
  projectKeysAt(file: string, module: string, path: readonly string[]): readonly string[] {
    return (
      this.across(file, module, (home) =>
        this.keptByDistance(`keys ${home} ${path.join(' ')}`, this.#hops, () =>
          this.thingsAt(home, path).flatMap((thing) => {
            if (thing.kind === 'module') return this.projectKeysAt(home, thing.module, thing.path);
            return thing.kind === 'node' ? thing.keys.map((key) => projectKey(home, key)) : [];
          }),
        ),
      ) ?? []
    );
  }
}

/** The key of a node among all files of the project. */
export function projectKey(file: string, key: NodeKey): string {
  return `${file}\n${key}`;
}
