/**
 * The file system, for all that is asked beside the text of a source file. What it says is recorded (grounds.ts).
 */
import fs, { existsSync, readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { hashOf, isRecording, recordFact } from './grounds.ts';

/** What `fact` says of a file that cannot be read. */
const UNREADABLE = '-';

/** Names that mean no module, whatever imports them: writing to them changes nothing. */
const OTHER_FILES =
  /\.(?:md|txt|log|csv|png|jpe?g|gif|svg|ico|css|scss|less|html?|map|lock|pdf)$/iu;

export function exists(path: string): boolean {
  const found = existsSync(path);
  recordFact('exists', path, () => String(found));
  return found;
}

export function isFile(path: string): boolean {
  const found = isFileNow(path);
  recordFact('file', path, () => String(found));
  return found;
}

/** Where a file stands in the place of a folder, `statSync` throws even if it is not to (ENOTDIR). */
function isFileNow(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

/** @throws what reading throws */
export function readText(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    recordFact('text', file, () => hashOf(text));
    return text;
  } catch (error) {
    recordFact('text', file, () => UNREADABLE);
    throw error;
  }
}

/** The text of a file; nothing if it cannot be read. */
export function textOrNothing(file: string): string {
  try {
    return readText(file);
  } catch {
    return '';
  }
}

/** The text of a source file, nothing if it cannot be read. Who reads it says for what (`recordText`, `recordExtract`). */
export function sourceText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @throws what reading throws */
export function entriesIn(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    recordFact('names', folder, () => hashOfNames(entries));
    return entries;
  } catch (error) {
    recordFact('names', folder, () => UNREADABLE);
    throw error;
  }
}

function hashOfNames(entries: readonly Dirent[]): string {
  const kindOf = (entry: Dirent) => (entry.isDirectory() ? '/' : entry.isFile() ? '' : '@');
  return hashOf(
    entries
      .filter(({ name }) => !OTHER_FILES.test(name))
      .map((entry) => `${entry.name}${kindOf(entry)}`)
      .toSorted()
      .join('\n'),
  );
}

/** What the file system says now of a fact that was recorded. */
export const FACTS = {
  exists: (path: string) => String(existsSync(path)),
  file: (path: string) => String(isFileNow(path)),
  text: (file: string) => {
    try {
      return hashOf(readFileSync(file, 'utf8'));
    } catch {
      return UNREADABLE;
    }
  },
  names: (folder: string) => {
    try {
      return hashOfNames(readdirSync(folder, { withFileTypes: true }));
    } catch {
      return UNREADABLE;
    }
  },
} as const;

export type DiskFact = keyof typeof FACTS;

/** Says that a library has asked the file system. */
function recordAsked(kind: DiskFact, path: string): void {
  recordFact(kind, path, () => FACTS[kind](path));
}

/** The file system for a library that asks it by itself. */
export function recordingFileSystem(): typeof fs {
  if (!isRecording()) return fs;
  const telling =
    (kind: DiskFact, read: (...given: never[]) => unknown) =>
    (...given: unknown[]) => {
      recordAsked(kind, String(given[0]));
      return read(...(given as never[]));
    };
  return {
    ...fs,
    statSync: telling('exists', statSync),
    lstatSync: telling('exists', fs.lstatSync),
    readFileSync: telling('text', readFileSync),
    readdirSync: telling('names', readdirSync),
    readlinkSync: telling('exists', fs.readlinkSync),
  } as typeof fs;
}
