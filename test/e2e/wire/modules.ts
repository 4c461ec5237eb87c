/**
 * The modules of test/fixtures/wire: as they are, and as `codemod all` leaves them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Report } from '../../../codemods/cli/report/report.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../../fixtures/wire/', import.meta.url));
const MAIN = join(REPOSITORY, 'dist/codemods/cli/main.js');

/** Packages: what one sets on axios is not set in another. */
const FOLDERS = ['commonjs', 'modules', 'typescript', 'proxied', 'process-wide'] as const;

/** The modules whose exports are called, by their path in the fixture: `commonjs/forms.js`. */
export const MODULES = FOLDERS.flatMap((folder) =>
  readdirSync(join(FIXTURE, folder))
    .filter((name) => /\.[jt]s$/u.test(name))
    .map((name) => `${folder}/${name}`),
);

/**
 * @param folder where the copy goes
 * @param axios the folder of `node_modules` that stands for axios
 */
export function copyModules(folder: string, axios = 'axios', from = FIXTURE): void {
  cpSync(from, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  if (axios === 'axios')
    symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'), 'junction');
  else {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(
      join(REPOSITORY, 'node_modules', axios),
      join(folder, 'node_modules/axios'),
      'junction',
    );
    for (const name of ['form-data', 'lru-cache'])
      symlinkSync(
        join(REPOSITORY, 'node_modules', name),
        join(folder, 'node_modules', name),
        'junction',
      );
  }
}

export function fix(folder: string, options: readonly string[]): Report {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'all', ...options, '--format', 'json', ...FOLDERS],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{'))
    throw new Error(`codemod all ended with ${String(status)}:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Report;
}

/** The file that Node runs for a module: TypeScript is compiled beside it. */
export function runnable(folder: string, module: string): string {
  if (!module.endsWith('.ts')) return join(folder, module);
  for (const entry of readdirSync(join(folder, 'typescript'), {
    withFileTypes: true,
    recursive: true,
  })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    const compilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    };
    writeFileSync(
      file.replace(/\.ts$/u, '.js'),
      ts.transpileModule(readFileSync(file, 'utf8'), {
        fileName: relative(folder, file),
        compilerOptions,
      }).outputText,
    );
  }
  return join(folder, module.replace(/\.ts$/u, '.js'));
}
