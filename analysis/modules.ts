/**
 * The files of a project as modules: parsed where a question leads to them, and what they export by any path.
 *
 * Answers are plain data, kept until a file of the project changes; no node leaves the file that it belongs to.
 */
import { LRUCache } from 'lru-cache';
import { readFileSync } from 'node:fs';
import type { ProjectNote, SourceCode } from './finding.ts';
import { exportedValues, isNamedExport } from './module-exports.ts';
import { modulePaths } from './module-path.ts';
import { ProjectFiles, type Trait } from './project-files.ts';
import { parseSource } from './source.ts';
import { constructorOf, isClass, isFunction, type ClassNode, type FunctionNode, type Node } from './syntax.ts';
import { valuesOf, type Value } from './values.ts';

export interface ModulesOptions {
  /** Absolute path of the folder that holds the project. */
  readonly root: string;
  /** Absolute path of the config whose `paths` count for every file; the nearest to each file without it. */
  readonly tsconfig: string | undefined;
  /** What the text of each file is asked, by name. */
  readonly traits: Readonly<Record<string, Trait>>;
}

/** How much source text is kept parsed, in UTF-16 units: an AST with tokens and scopes takes about a hundred times that. */
const MAX_PARSED = 1_000_000;

/** How many files one question may lead through. */
const MAX_HOPS = 16;

export class Modules {
  readonly files: ProjectFiles;
  readonly #sources = new LRUCache<string, SourceCode>({ maxSize: MAX_PARSED, sizeCalculation: ({ text }) => text.length + 1 });
  readonly #notes = new Map<string, ProjectNote>();
  #version = -1;
  #answers = new Map<string, unknown>();
  #hops = 0;

  constructor({ root, tsconfig, traits }: ModulesOptions) {
    this.files = new ProjectFiles(root, tsconfig, traits, (note) => this.#notes.set(note.file, note));
  }

  /** What went wrong on the way without stopping anything. */
  notes(): readonly ProjectNote[] {
    return [...this.#notes.values()];
  }

  /** An answer that holds until a file changes. One that is asked for on the way to itself is not known. */
  kept<T>(question: string, answer: () => T): T | undefined {
    const version = this.files.version();
    if (version !== this.#version) {
      this.#version = version;
      this.#answers = new Map();
      this.#sources.clear();
    }
    const answers = this.#answers;
    if (!answers.has(question)) {
      answers.set(question, undefined);
      answers.set(question, answer());
    }
    return answers.get(question) as T | undefined;
  }

  /** A file of the project, parsed; undefined if it does not parse. */
  sourceOf(file: string): SourceCode | undefined {
    const known = this.#sources.get(file);
    if (known) return known;
    try {
      const source = parseSource(readFileSync(file, 'utf8'), file);
      this.#sources.set(file, source);
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
    if (this.#hops > MAX_HOPS) return undefined;
    const home = this.files.resolve(file, module);
    if (home === undefined) return undefined;
    this.#hops++;
    try {
      return answer(home);
    } finally {
      this.#hops--;
    }
  }

  /**
   * What a file exports at the end of a path, as values of that file; a third file's are `module` values.
   * @param path names of properties, `RESULT` and `INSTANCE` (module-path.ts)
   */
  exportsOf(home: string, path: readonly string[]): { readonly source: SourceCode; readonly values: readonly Value[] } | undefined {
    const source = this.sourceOf(home);
    return source && { source, values: exportedValues(source, path, (module, name) => this.#hasExport(home, module, name)) };
  }

  #hasExport(importer: string, module: string, name: string): boolean {
    return (
      this.across(importer, module, (home) =>
        this.kept(`export ${home} ${name}`, () => {
          const source = this.sourceOf(home);
          return source !== undefined && isNamedExport(source, name, (next, wanted) => this.#hasExport(home, next, wanted));
        }),
      ) ?? false
    );
  }

  /** The functions of other files that a callee can be, and the constructors of classes, as `file offset`. */
  functionsOf(file: string, source: SourceCode, callee: Node): string[] {
    return valuesOf(source, callee).flatMap((value) => modulePaths(source, value).flatMap(({ module, path }) => this.functionAt(file, module, path) ?? []));
  }

  /** The function that a path leads to, as `file offset`. */
  functionAt(file: string, module: string, path: readonly string[]): string | undefined {
    return this.across(file, module, (home) =>
      this.kept(`function ${home} ${path.join(' ')}`, () => {
        for (const value of this.exportsOf(home, path)?.values ?? []) {
          if (value.kind === 'module') return this.functionAt(home, value.module, value.path);
          const fn = value.kind === 'node' ? functionOf(value.node) : undefined;
          if (fn) return `${home} ${fn.range[0]}`;
        }
        return undefined;
      }),
    );
  }
}

/** A function itself, or the constructor of a class; the class where it has none. */
function functionOf(node: Node): FunctionNode | ClassNode | undefined {
  if (isFunction(node)) return node;
  return isClass(node) ? (constructorOf(node) ?? node) : undefined;
}
