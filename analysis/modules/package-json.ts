/**
 * The `package.json` of a file, and the names of packages.
 */
import { LRUCache } from 'lru-cache';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exists, textOrNothing } from './disk.ts';
import { currentRecording } from './grounds.ts';
import { RecentAnswers } from './recent-answers.ts';

/** `@scope/name` of `@scope/name/path`, `name` of `name/path`. */
export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

const packageFolders = new RecentAnswers<string>();

/** The nearest folder at or above a file that holds a `package.json`, or the file's own. */
export function packageFolder(file: string): string {
  const own = dirname(file);
  return packageFolders.get(own, () => {
    for (let folder = own; ; folder = dirname(folder)) {
      if (exists(join(folder, 'package.json'))) return folder;
      if (folder === dirname(folder)) return own;
    }
  });
}

interface Parsed {
  readonly version: string;
  /** Which recording has heard of it. */
  readonly recording: object | undefined;
  readonly content: Readonly<Record<string, unknown>> | undefined;
}

/** What was read, as long as the file is the same: each file of a package asks for that of the package. */
const known = new LRUCache<string, Parsed>({ max: 500 });

/** The object that a file holds; undefined if it holds none, or cannot be read. */
export function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  const version = versionOf(file);
  if (version === undefined) {
    exists(file);
    return undefined;
  }
  let parsed = known.get(file);
  const recording = currentRecording();
  if (parsed?.version !== version || parsed.recording !== recording) {
    const text = textOrNothing(file);
    known.set(file, (parsed = { version, recording, content: parseJson(text) }));
  }
  return parsed.content;
}

/** Changes with each write to a file; undefined if there is none. */
function versionOf(file: string): string | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats && [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ');
  } catch {
    return undefined;
  }
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first path that a conditional export leads to. */
export function firstString(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (!isRecord(target)) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    const found = condition === 'types' ? undefined : firstString(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
