/**
 * Writes files so that each is whole at any moment, old or new, whatever becomes of the process, the machine or the disk.
 *
 * Our own, since write-file-atomic 7.0.1 calls `write` once and asks not how much was written: of a disk that is nearly full
 * it puts a part of the text in the file's place, without an error. And what it leaves behind when it is killed has no name
 * that could be told from a user's file. test/cli/crash-safety.test.ts holds both against ours.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What is written stands here until it is whole; by the process's id, a later run tells what nobody will finish. */
const TEMPORARY = /^\.leakproof-(\d+)-[\da-f]{16}\.tmp$/u;

/** A text is on its way for milliseconds. The id of a process that has died may have gone to another since. */
const LONGEST_WRITE = 60_000;

/**
 * Puts a text in a file's place, in UTF-8, or bytes. The file keeps its mode, and its owner as far as the system lets us; a link stays
 * one. The file need not be there.
 * @throws {NodeJS.ErrnoException} if it cannot be written; the file is as it was
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const file = existsSync(path) ? realpathSync(path) : path;
  const temporary = join(
    dirname(file),
    `.leakproof-${process.pid}-${randomBytes(8).toString('hex')}.tmp`,
  );
  const replaced = statSync(file, { throwIfNoEntry: false });
  try {
    const descriptor = openSync(temporary, 'wx', replaced ? replaced.mode & 0o777 : 0o666);
    try {
      // A buffer is written to its end, in as many calls as that takes.
      writeFileSync(descriptor, typeof content === 'string' ? Buffer.from(content) : content);
      if (replaced) {
        keepOwner(descriptor, replaced);
        fchmodSync(descriptor, replaced.mode);
      }
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

function keepOwner(
  descriptor: number,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch (error) {
    // Only root gives files away.
    if (!['EPERM', 'EINVAL', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code!))
      throw error;
  }
}

/**
 * Removes what runs that were killed left behind in some folders: files of our naming whose process is gone, or that are
 * older than any write takes.
 * @param folders absolute paths
 */
export function removeLeftovers(folders: Iterable<string>): void {
  for (const folder of folders) {
    for (const name of namesIn(folder)) {
      const pid = TEMPORARY.exec(name)?.[1];
      if (pid !== undefined && isLeftover(join(folder, name), Number(pid)))
        removeIfThere(join(folder, name));
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isLeftover(path: string, pid: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && (!isAlive(pid) || Date.now() - stats.mtimeMs > LONGEST_WRITE);
}

/** Whether another process has an id: before it writes, a run has nothing to leave behind of its own. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Another run was faster, or it was never made.
  }
}
