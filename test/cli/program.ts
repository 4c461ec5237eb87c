/**
 * Runs the built program in a scratch folder.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

export const MAIN = fileURLToPath(new URL('../../dist/codemods/cli/main.js', import.meta.url));

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const ESLINT_CONFIG = /\.config\.[cm]?[jt]s$|\.eslintrc/u;

const scratchFolders: string[] = [];

afterEach(() => {
  for (const folder of scratchFolders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'leakproof-'));

  constructor(files: Readonly<Record<string, string | Buffer>> = {}) {
    scratchFolders.push(this.folder);
    this.write({ 'package.json': '{ "name": "scratch" }\n', ...files });
    if (Object.keys(files).some((path) => ESLINT_CONFIG.test(path))) this.install('eslint');
  }

  /** Links packages into the project: those of this repository, which is `eslint-plugin-leakproof` itself. */
  install(...names: readonly string[]): void {
    mkdirSync(this.path('node_modules'), { recursive: true });
    for (const name of names)
      if (!existsSync(this.path('node_modules', name)))
        symlinkSync(
          name === 'eslint-plugin-leakproof' ? REPOSITORY : join(REPOSITORY, 'node_modules', name),
          this.path('node_modules', name),
          'junction',
        );
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  codemod(...args: string[]): Outcome {
    return this.codemodWith({}, ...args);
  }

  /** @param where other variables of the environment, or a folder below to run in */
  codemodWith(
    { env = {}, cwd = '.' }: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string },
    ...args: string[]
  ): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: this.path(cwd),
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    });
    return { code: status, stdout, stderr };
  }

  git(...args: string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid'];
    return spawnSync('git', [...identity, ...args], { cwd: this.folder, encoding: 'utf8' }).stdout;
  }
}

export const LEAKY = `const axios = require('axios');\n\nmodule.exports = (url) => axios.get(url);\n`;
export const FIXED = `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('../http-agents');\n\nmodule.exports = (url) => axios.get(url, { httpAgent, httpsAgent });\n`;

/** What is said of agents with a cap, for some number of requests. */
export const CAP =
  'each opens at most 50 sockets per host by default, for all requests that use it. While that many requests to one host are unfinished, the next one waits until one of them ends.';
export const CAP_ADVICE =
  'If you send more requests than that to one host at the same time, set a higher number: with `--max-sockets`, or for good in package.json (`"leakproof": { "agents": { "maxSockets": 200 } }`). An agents module that exists keeps its own number.';

/** What is said before agents with a cap are written for requests none of which has a deadline. */
export function capNotice(requests: number): string {
  const some =
    requests === 1
      ? '1 request. It has no finite `timeout`: if the server stays silent, it keeps its socket, and others wait. Give it a `timeout`: `npx leakproof set-deadlines --check` lists it, unless a `signal` ends it.'
      : `${requests} requests. None of them has a finite \`timeout\`: if the server stays silent, they keep their sockets, and others wait. Give them a \`timeout\`: \`npx leakproof set-deadlines --check\` lists them, except those that a \`signal\` ends.`;
  return `leakproof: the fixes limit agents: ${CAP} In the files of this run, this concerns ${some} ${CAP_ADVICE}\n`;
}
