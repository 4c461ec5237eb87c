/**
 * A folder of a program that is measured: its files, and what is installed here.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Files by their path. Without a `package.json` of their own, `.js` means ES modules. */
export type Files = Readonly<Record<string, string>>;

/** Writes the files, does something with them by the folder's path, and removes them. */
export async function inProgramFolder<Result>(
  files: Files,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-leaks-')));
  try {
    symlinkSync(NODE_MODULES, join(folder, 'node_modules'), 'junction');
    writeFiles(folder, {
      'package.json':
        '{ "type": "module", "dependencies": { "axios": "*", "lru-cache": "^11.0.0" } }',
      ...files,
    });
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFiles(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
