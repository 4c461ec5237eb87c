/**
 * Keeps what V8 has compiled of this package for the next start: of the script that holds nearly all of the code
 * (scripts/bundle.js). What cannot be read or written is compiled anew.
 *
 * Our own, since Node's `module.enableCompileCache`, which Node 20 lacks, keeps the outermost functions alone: a check of 12
 * files took 0.93 of the CPU time with it on Node 22.23.3 and 24.21.0, and 0.78 to 0.83 with this. Node's is for the packages
 * that are loaded besides, TypeScript above all. Both heed `NODE_COMPILE_CACHE` and `NODE_DISABLE_COMPILE_CACHE`.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';

/** From main.js in the build. */
const SCRIPT = fileURLToPath(new URL('../../chunks/common.cjs', import.meta.url));

/** Bits of a mode: the group or all may write; in a folder, nobody may move what is not theirs. */
const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/** Of SHA-256, in bytes. */
const HASH_LENGTH = 32;

/**
 * To be called before the rest of the program is loaded. Throws nothing.
 * @returns keeps what has been compiled: to be called once a run has done what most runs do
 */
export function useCompileCache(): () => void {
  const nothing = () => undefined;
  if (process.env['NODE_DISABLE_COMPILE_CACHE']) return nothing;
  try {
    return loadCompiled();
  } catch {
    // It is loaded as any other module then.
    return nothing;
  }
}

/** Loads the script, as far as possible without compiling it, so that it is there for who requires it. */
function loadCompiled(): () => void {
  const text = readFileSync(SCRIPT);
  const folder = cacheFolder();
  (Module as { readonly enableCompileCache?: (folder: string) => unknown }).enableCompileCache?.(
    folder,
  );
  const file = join(folder, `leakproof-${hashOf(SCRIPT, text).toString('hex')}`);
  const cachedData = readKept(file);
  // It is in ASCII.
  const script = new Script(Module.wrap(text.toString('latin1')), {
    filename: SCRIPT,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });
  const module = new Module(SCRIPT);
  module.filename = SCRIPT;
  const require = createRequire(SCRIPT);
  const run = script.runInThisContext() as (...given: readonly unknown[]) => void;
  run.call(module.exports, module.exports, require, module, SCRIPT, dirname(SCRIPT));
  module.loaded = true;
  require.cache[SCRIPT] = module;
  return () => {
    if (!cachedData || script.cachedDataRejected) keep(file, script.createCachedData());
  };
}

/**
 * Not below a folder that programs share in the one for temporary files, as Node's is: whoever made that could put another
 * folder in place of ours.
 * @returns a folder of our own, made if it is not there
 * @throws {Error} if there is none that nobody else can write to: what stands there is run
 */
function cacheFolder(): string {
  const root = process.env['NODE_COMPILE_CACHE'] || tmpdir();
  const folder = join(
    root,
    `leakproof-${process.version}-${process.arch}-${process.getuid?.() ?? ''}`,
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return folder;
  const [own, around] = [lstatSync(folder), statSync(root)];
  const uid = process.getuid?.();
  const isOurs = own.isDirectory() && own.uid === uid && !(own.mode & WRITABLE_BY_OTHERS);
  const isKept =
    (around.uid === uid || around.uid === 0) &&
    (!(around.mode & WRITABLE_BY_OTHERS) || (around.mode & STICKY) !== 0);
  if (!isOurs || !isKept) throw new Error(`${folder} is not ours alone`);
  return folder;
}

/** @returns undefined if there is none, or it was not written to its end: V8 does not look */
function readKept(file: string): Buffer | undefined {
  try {
    const kept = readFileSync(file);
    const data = kept.subarray(HASH_LENGTH);
    return hashOf(data).equals(kept.subarray(0, HASH_LENGTH)) ? data : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, data: Buffer): void {
  const temporary = `${file}-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(temporary, Buffer.concat([hashOf(data), data]), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    // The disk is full, or the folder read-only.
    rmSync(temporary, { force: true });
  }
}

function hashOf(...parts: readonly (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
