/**
 * What an answer stands on, for who keeps answers longer than the process runs: the texts of source files that were read
 * for it, by answer; and whatever else the file system said, for all answers of a run together.
 *
 * Nothing is recorded before `startRecording`: a run that keeps nothing pays nothing.
 */
import { createHash } from 'node:crypto';
import type { ProjectNote } from './project-note.ts';

/** What one answer stands on. */
export interface Grounds {
  /** Absolute paths of the source files whose text counts. */
  readonly files: Set<string>;
  /** Other answers that it was made of. */
  readonly parts: Set<Grounds>;
  /** What was noticed on the way. */
  readonly notes: Set<ProjectNote>;
  /** Whether it stands on something that is not recorded, the types of a program. */
  isOpen: boolean;
}

/** All that an answer stands on, in one. */
export type Closure = Omit<Grounds, 'parts'>;

/** Something that is asked of the file system, and can be asked again. */
export type FactKind =
  /** Whether something is there. */
  | 'exists'
  /** Whether a file is there. */
  | 'file'
  /** What a file says that is no source, or is asked by many. */
  | 'text'
  /** The names in a folder that can mean a module. */
  | 'names'
  /** The files of a project: sources, manifests, configs. */
  | 'project'
  /** The source files of a package by which its style is told. */
  | 'sample'
  /** All that TypeScript may compile below a folder. */
  | 'inputs';

/** What answers take from the text of a source file alone: a change that leaves it as it is changes none of them. */
export type ExtractKind =
  /** What it imports, and the questions that it can matter to. */
  | 'surface'
  /** How it is written. */
  | 'style';

/** What a process has been told so far. Hashes are of SHA-256. */
export interface Recorded {
  /** By kind and subject: the answer, or its hash. */
  readonly facts: ReadonlyMap<string, string>;
  /** By the absolute path of a source file: the hash of its text. */
  readonly texts: ReadonlyMap<string, string>;
  /** By kind and absolute path: the extract, or its hash. */
  readonly extracts: ReadonlyMap<string, string>;
  /** Whether something was another one at the second look: nothing can be kept then. */
  readonly isTorn: boolean;
}

/** The same, as it grows. */
interface Recording {
  facts: Map<string, string>;
  texts: Map<string, string>;
  extracts: Map<string, string>;
  isTorn: boolean;
}

let recorded: Recording | undefined;
let current: Grounds | undefined;

/** From now on the process records. What was asked before is kept here and there, and is not asked again: it is called first. */
export function startRecording(): void {
  recorded ??= { facts: new Map(), texts: new Map(), extracts: new Map(), isTorn: false };
}

/** What was recorded since the last call. */
export function takeRecorded(): Recorded {
  const taken = recorded;
  recorded = undefined;
  startRecording();
  return taken ?? recorded!;
}

export function isRecording(): boolean {
  return recorded !== undefined;
}

/** Another object for each recording; undefined if nothing is recorded. */
export function currentRecording(): object | undefined {
  return recorded;
}

/** Nothing yet. */
export function newGrounds(): Grounds {
  return { files: new Set(), parts: new Set(), notes: new Set(), isOpen: false };
}

/** What is answered now; undefined if nothing is recorded. */
export function currentGrounds(): Grounds | undefined {
  return current;
}

/** Finds an answer whose grounds are added to some, whoever asks. */
export function into<T>(grounds: Grounds | undefined, answer: () => T): T {
  if (!recorded || !grounds) return answer();
  const outer = current;
  current = grounds;
  try {
    return answer();
  } finally {
    current = outer;
  }
}

/** Finds an answer that is kept. @returns its grounds, too, on which whoever is told it later has to lean */
export function withGrounds<T>(answer: () => T): {
  readonly found: T;
  readonly grounds: Grounds | undefined;
} {
  if (!recorded) return { found: answer(), grounds: undefined };
  const grounds = newGrounds();
  leanOn(grounds);
  return { found: into(grounds, answer), grounds };
}

/** Says that what is answered now was made of an answer that was kept. */
export function leanOn(grounds: Grounds | undefined): void {
  if (grounds && grounds !== current) current?.parts.add(grounds);
}

/** Says that what is answered now stands on something that nobody records. */
export function leanOnUnrecorded(): void {
  if (current) current.isOpen = true;
}

/** Says that what is answered now leads to a note. */
export function recordNote(note: ProjectNote): void {
  current?.notes.add(note);
}

/** Says that a source file was read for what is answered now. */
export function recordText(file: string, text: string): void {
  if (!recorded) return;
  note(recorded, 'texts', file, hashOf(text));
  current?.files.add(file);
}

/** Says that what was read of a source file before counts for what is answered now. */
export function recordUse(file: string): void {
  current?.files.add(file);
}

/** Says what was taken from the text of a source file. @param extract gives plain data */
export function recordExtract(
  kind: ExtractKind,
  file: string,
  text: string,
  extract: () => unknown,
): void {
  if (!recorded) return;
  note(recorded, 'texts', file, hashOf(text));
  note(recorded, 'extracts', `${kind} ${file}`, asRecorded(JSON.stringify(extract())));
}

/** Says what the file system told. @param value short, or a hash */
export function recordFact(kind: FactKind, subject: string, value: () => string): void {
  if (!recorded) return;
  note(recorded, 'facts', `${kind} ${subject}`, asRecorded(value()));
}

function note(
  into: Recording,
  what: 'facts' | 'texts' | 'extracts',
  key: string,
  said: string,
): void {
  into.isTorn ||= (into[what].get(key) ?? said) !== said;
  into[what].set(key, said);
}

/** What a fact says, as it is recorded: what takes more room than a hash of it is kept by that. */
export function asRecorded(value: string): string {
  return value.length > 64 ? hashOf(value) : value;
}

/** Of a text. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** All that some grounds come to, with those of their parts. */
export function closureOf(grounds: Grounds): Closure {
  const all = newGrounds();
  const seen = new Set([grounds]);
  for (const { files, parts, notes, isOpen } of seen) {
    for (const file of files) all.files.add(file);
    for (const note of notes) all.notes.add(note);
    for (const part of parts) seen.add(part);
    all.isOpen ||= isOpen;
  }
  return all;
}
