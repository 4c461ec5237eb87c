/**
 * A temporary project with the packed package and whatever else a user has installed.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
export const FIXTURE = join(REPOSITORY, 'test/fixtures/hosts');
const EDITOR = fileURLToPath(new URL('editor.js', import.meta.url));
const PROGRAM = 'node_modules/eslint-plugin-leakproof/dist/codemods/cli/main.js';
const NPM_INSTALL = [
  'install',
  '--no-audit',
  '--no-fund',
  '--ignore-scripts',
  '--prefer-offline',
  '--save-dev',
];

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** The folder of the `node` to run with; by default the one that runs the tests. */
  readonly node?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
  /** What starts a program of a package: a command and its arguments, without the program's name. By default Node does, in `node_modules`. */
  readonly runner?: readonly [command: string, ...args: string[]];
}

/** A finding as one line, `src/orders.js 7:51 require-axios-agents methodAsValue refused`, from the linter or the program. */
export type Line = string;

export class Host {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-host-')));

  /** @param files paths and texts of the project */
  constructor(files: Readonly<Record<string, string>> = {}) {
    this.write({ 'package.json': '{ "name": "host", "private": true }\n', ...files });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  copy(folder: string): void {
    cpSync(folder, this.folder, { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** The packed package, as `npm install` takes it; packed once for each host. */
  pack(): string {
    const { stdout } = runIn(REPOSITORY, 'npm', [
      'pack',
      '--json',
      '--ignore-scripts',
      '--pack-destination',
      this.folder,
    ]);
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
    return join(this.folder, filename);
  }

  /**
   * Installs our package and others with npm, which refuses what contradicts a peer range.
   * @throws {Error} with npm's words, if it does not succeed
   */
  install(...packages: readonly string[]): void {
    this.pass('npm', [...NPM_INSTALL, this.pack(), ...packages]);
  }

  run(command: string, args: readonly string[], { node, env = {} }: RunOptions = {}): Outcome {
    const path =
      node === undefined ? process.env['PATH'] : `${node}${delimiter}${process.env['PATH']}`;
    return runIn(this.folder, command, args, { PATH: path, ...env });
  }

  /** @throws {Error} with what it printed, if the command does not end with 0 */
  pass(command: string, args: readonly string[], options: RunOptions = {}): Outcome {
    const outcome = this.run(command, args, options);
    if (outcome.code !== 0)
      throw new Error(
        `${command} ${args.join(' ')} ended with ${outcome.code}\n${outcome.stdout}${outcome.stderr}`,
      );
    return outcome;
  }

  /** What ESLint finds in the files of the project, sorted. */
  lint(args: readonly string[] = ['.'], options: RunOptions = {}): Line[] {
    const [command, ...start] = options.runner
      ? [...options.runner, 'eslint']
      : ['node', 'node_modules/eslint/bin/eslint.js'];
    const { stdout, stderr } = this.run(command, [...start, '--format', 'json', ...args], options);
    const results = parsed(stdout, stderr) as { filePath: string; messages: LintMessage[] }[];
    return results
      .flatMap(({ filePath, messages }) =>
        messages.map((message) => `${this.#relative(filePath)} ${lineOf(message)}`),
      )
      .toSorted();
  }

  /** The findings in the program's report, sorted. */
  report(args: readonly string[] = [], options: RunOptions = {}): Line[] {
    const { stdout, stderr } = this.run(
      'node',
      [PROGRAM, 'report', '--format', 'json', ...args],
      options,
    );
    const { files } = parsed(stdout, stderr) as { files: { path: string; sites: ReportSite[] }[] };
    return files
      .flatMap(({ path, sites }) =>
        sites
          .filter(({ remedy }) => remedy !== 'none')
          .map(
            ({ line, column, rule, messageId, remedy }) =>
              `${path} ${line}:${column} ${rule} ${messageId} ${remedy}`,
          ),
      )
      .toSorted();
  }

  /** Runs every codemod over the project. */
  fix(args: readonly string[] = [], options: RunOptions = {}): Outcome {
    const [command, ...start] = options.runner
      ? [...options.runner, 'leakproof']
      : ['node', PROGRAM];
    return this.run(command, [...start, 'all', ...args], options);
  }

  /** Takes ESLint's suggestions one by one, as a person in an editor would. */
  takeSuggestions(files: readonly string[], options: RunOptions = {}): void {
    this.pass('node', [EDITOR, ...files], options);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #relative(path: string): string {
    return path.slice(this.folder.length + 1);
  }
}

interface LintMessage {
  readonly line: number;
  readonly column: number;
  readonly ruleId: string | null;
  readonly messageId?: string;
  readonly message: string;
  readonly suggestions?: readonly unknown[];
}

interface ReportSite {
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly messageId: string;
  readonly remedy: 'fixed' | 'refused' | 'none';
}

function lineOf({
  line,
  column,
  ruleId,
  messageId,
  message,
  suggestions = [],
}: LintMessage): string {
  if (!ruleId?.startsWith('leakproof/') || messageId === undefined)
    return `${line}:${column} ${ruleId} ${message}`;
  return `${line}:${column} ${ruleId.slice('leakproof/'.length)} ${messageId} ${suggestions.length > 0 ? 'fixed' : 'refused'}`;
}

/** The output of a program that may have printed an error in place of its JSON. */
function parsed(stdout: string, stderr: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(`no JSON:\n${stdout}${stderr}`, { cause: error });
  }
}

function runIn(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    maxBuffer: 64 * 2 ** 20,
  });
  return { code: status, stdout, stderr };
}
