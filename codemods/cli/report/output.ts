/**
 * Where the outcome goes: to the terminal, or whole into a file.
 */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import pc from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { replaceFile } from '../../../analysis/modules/atomic-write.ts';
import { notice } from '../program/notice.ts';
import { reasonOf, UsageError } from '../program/errors.ts';

/** Where text is shown. */
export interface Screen {
  /** None in a file. */
  readonly colors: Colors;
  /** In columns; undefined where nobody tells. */
  readonly width?: number;
  /** Where prose is broken, in columns; undefined where it is not, since what reads it looks for whole lines. */
  readonly wrapAt?: number;
}

export interface Output extends Screen {
  /** @throws {UsageError} if the file cannot be written */
  readonly write: (text: string) => void;
}

/**
 * Asks before the run whether the file can be there, so that nothing is done whose outcome would be lost.
 * @param path where `--output` points; its folder is made
 * @throws {UsageError} if it is a folder, or its own cannot be made
 */
export function openOutput(path: string | undefined): Output {
  if (path === undefined) return { colors: pc, ...terminalWidth(), write: print };
  const file = resolve(path);
  const there = orUsageError(path, () => {
    makeFolder(dirname(file));
    return statSync(file, { throwIfNoEntry: false });
  });
  if (there?.isDirectory()) throw new UsageError(`--output ${path}: is a folder`);
  // A pipe or a device is read by someone: a file in its place nobody would see.
  const put = there && !there.isFile() ? writeFileSync : replaceFile;
  return {
    colors: pc.createColors(false),
    write(text) {
      orUsageError(path, () => {
        put(file, `${text}\n`);
      });
      notice(`wrote ${path}`);
    },
  };
}

/** Of a terminal, or as the environment tells it: by custom it has 80 columns if it tells none. */
function terminalWidth(): Pick<Screen, 'width' | 'wrapAt'> {
  const { isTTY, columns } = process.stdout;
  if (isTTY) return { width: columns || 80, wrapAt: columns || 80 };
  const told = Number(process.env['COLUMNS']);
  return told > 0 ? { width: told } : {};
}

function print(text: string): void {
  if (text !== '') console.log(text);
}

/** One folder after the other: in /proc, `recursive` of Node 20.20 never ends. @throws if one cannot be made */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function orUsageError<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UsageError(`--output ${path}: cannot be written (${reasonOf(error)})`, {
      cause: error,
    });
  }
}
