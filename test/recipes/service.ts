/**
 * Git repositories in which docs/adoption.md is followed, with the packed package. What the page's commands install is
 * installed once for all of them.
 */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { installedPackages, stepsOf, withoutInstalls } from './page.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
export const PAGE = readFileSync(join(REPOSITORY, 'docs/adoption.md'), 'utf8');
export const LEAKY = `const axios = require('axios');\n\nmodule.exports = (url) => axios.get(url);\n`;
export const RULE = 'leakproof/require-axios-agents';

const work = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-recipes-')));
const base = join(work, 'base');

const ENVIRONMENT = {
  ...process.env,
  NO_COLOR: '1',
  CI: '1',
  GIT_CONFIG_GLOBAL: join(work, 'gitconfig'),
  GITHUB_BASE_REF: 'main',
};

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

function bash(commands: string, cwd: string): Outcome {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', commands], {
    cwd,
    encoding: 'utf8',
    env: ENVIRONMENT,
  });
  return { code: status, output: stdout + stderr };
}

/** To be called once, before any repository is made. */
export function installPackages(): void {
  writeFileSync(
    join(work, 'gitconfig'),
    '[user]\n  name = test\n  email = test@example.invalid\n[init]\n  defaultBranch = main\n',
  );
  const packed = spawnSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', work],
    { cwd: REPOSITORY, encoding: 'utf8' },
  );
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  mkdirSync(base);
  writeFileSync(join(base, 'package.json'), '{ "name": "service", "private": true }\n');
  const packages = installedPackages(PAGE).map((name) =>
    name === 'eslint-plugin-leakproof' ? join(work, filename) : name,
  );
  const installed = bash(`npm install --no-audit --no-fund --save-dev ${packages.join(' ')}`, base);
  expect(installed.code, installed.output).toBe(0);
}

export function removePackages(): void {
  rmSync(work, { recursive: true, force: true });
}

/** A repository, committed before anything of this package came. */
export class Repository {
  readonly folder = mkdtempSync(join(work, 'service-'));

  /** @param manifest what its `package.json` has besides */
  constructor(
    files: Readonly<Record<string, string>>,
    manifest: Readonly<Record<string, unknown>> = {},
  ) {
    const own = JSON.parse(readFileSync(join(base, 'package.json'), 'utf8')) as object;
    this.write('package.json', `${JSON.stringify({ ...own, ...manifest }, undefined, 2)}\n`);
    symlinkSync(join(base, 'node_modules'), join(this.folder, 'node_modules'));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.pass('git init --quiet && git add --all && git commit --quiet --message old');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  run(commands: string): Outcome {
    return bash(commands, this.folder);
  }

  pass(commands: string): string {
    const { code, output } = this.run(commands);
    expect(code, `${commands}\n${output}`).toBe(0);
    return output;
  }

  /** Does what a section of the page says. */
  follow(heading: string): void {
    for (const step of stepsOf(PAGE, heading)) {
      if (step.kind === 'write') this.write(step.path, step.text);
      else this.pass(withoutInstalls(step.commands));
    }
  }
}

/** A repository with an old leak. */
export class Service extends Repository {
  constructor() {
    super({
      '.gitignore': 'node_modules\n',
      'package-lock.json': readFileSync(join(base, 'package-lock.json'), 'utf8'),
      'server/old.js': LEAKY,
    });
  }
}
