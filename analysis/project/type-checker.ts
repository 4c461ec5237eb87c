/**
 * Types where no typed linting provides them, for the codemods first of all: TypeScript as ts-morph brings it along,
 * whatever TypeScript the project has. The only file that loads ts-morph, and at the first question.
 */
import { LRUCache } from 'lru-cache';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';
import type ts from 'typescript';
import type { ClientType } from '../clients/client-queries.ts';
import type { ProjectNote } from '../modules/project-note.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { clientTypeOf, isNullable } from './client-types.ts';

const require = createRequire(import.meta.url);

/** How long the files of a program are taken to be as they were read, in milliseconds. */
const LIFETIME = 5000;

/** A program takes hundreds of megabytes. */
const programs = new LRUCache<string, TypeProject>({ max: 2 });

/** The program of a `tsconfig.json`, kept for the next question. */
export function typeProjectOf(tsconfig: string): TypeProject {
  let program = programs.get(tsconfig);
  if (!program) programs.set(tsconfig, (program = new TypeProject(tsconfig)));
  return program;
}

/** Why programs that were asked for give no types. */
export function typeNotes(): ProjectNote[] {
  return [...programs.values()].flatMap((program) => program.notes());
}

export class TypeProject {
  readonly #tsconfig: string;
  readonly #stamps = new Map<string, number>();
  #project: TsMorph.Project | undefined;
  #checkedAt = -Infinity;
  #fault: string | undefined;

  /** @param tsconfig absolute path of a config; it need not be sound */
  constructor(tsconfig: string) {
    this.#tsconfig = tsconfig;
  }

  /** Why there are no types, if so. */
  notes(): ProjectNote[] {
    return this.#fault === undefined
      ? []
      : [
          {
            file: this.#tsconfig,
            reason: `gives no types (${this.#fault}): clients are known by the code alone`,
          },
        ];
  }

  /** What kind of client an expression is, by its type. */
  clientType(file: string, source: SourceCode, node: Node): ClientType | undefined {
    return this.#ask(file, source, node, clientTypeOf);
  }

  /** Whether a type that is written takes in `undefined` or `null`. */
  isNullable(file: string, source: SourceCode, type: Node): boolean | undefined {
    return this.#ask(file, source, type, isNullable);
  }

  #ask<T>(
    file: string,
    source: SourceCode,
    node: Node,
    answer: (checker: ts.TypeChecker, type: ts.Type) => T,
  ): T | undefined {
    const project = this.#upToDate();
    // A config that only refers to others lists no files.
    const known = project?.getSourceFile(file) ?? project?.addSourceFileAtPathIfExists(file);
    if (!project || !known) return undefined;
    // An editor's text, or what a codemod has just written, is ahead of the file.
    if (known.getFullText() !== source.text) known.replaceWithText(source.text);
    const found = nodeAt(known, node);
    if (!found) return undefined;
    const checker = project.getTypeChecker().compilerObject;
    // ts-morph has TypeScript's enums in a copy of its own.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
    return answer(checker, found.getType().compilerType);
  }

  #upToDate(): TsMorph.Project | undefined {
    if (this.#fault !== undefined) return undefined;
    const now = performance.now();
    if (now - this.#checkedAt < LIFETIME) return this.#project;
    this.#checkedAt = now;
    try {
      this.#project ??= this.#load();
      for (const file of this.#project.getSourceFiles()) this.#refresh(file);
      return this.#project;
    } catch (error) {
      this.#fault = (error as Error).message.split('\n')[0]!;
      return undefined;
    }
  }

  #load(): TsMorph.Project {
    const { Project } = require('ts-morph') as typeof TsMorph;
    return new Project({ tsConfigFilePath: this.#tsconfig, compilerOptions: { noEmit: true } });
  }

  #refresh(file: TsMorph.SourceFile): void {
    const path = file.getFilePath();
    const stamp = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (this.#stamps.has(path) && this.#stamps.get(path) !== stamp)
      file.refreshFromFileSystemSync();
    this.#stamps.set(path, stamp);
  }
}

function nodeAt(file: TsMorph.SourceFile, { range: [start, end] }: Node): TsMorph.Node | undefined {
  let found = file.getDescendantAtPos(start);
  while (found && found.getEnd() < end) found = found.getParent();
  return found?.getStart() === start && found.getEnd() === end ? found : undefined;
}
