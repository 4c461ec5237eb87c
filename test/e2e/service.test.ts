/**
 * The package as a user gets it, packed and installed in a service of its own: what `fix-agents` finds there, fixes and
 * leaves. The other rules are off, so that what is counted is this one's.
 */
import { structuredPatch } from 'diff';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../fixtures/service/', import.meta.url));

/** npm may have to fetch what its cache lacks. In milliseconds. */
const SETUP_TIMEOUT = 180_000;

const ESLINT_CONFIG = `import leakproof from 'eslint-plugin-leakproof';

export default [
  { files: ['**/*.js'], languageOptions: { sourceType: 'commonjs' } },
  { ...leakproof.configs.recommended, rules: { 'leakproof/require-axios-agents': 'error' } },
];
`;

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly {
    readonly ruleId: string | null;
    readonly line: number;
    readonly column: number;
  }[];
}

type Snapshot = ReadonlyMap<string, Buffer>;

interface State {
  readonly files: Snapshot;
  readonly report: Report;
  readonly lint: readonly LintedFile[];
  readonly lintCode: number | null;
}

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-e2e-')));
const service = join(temporary, 'service');

let before: State;
let fixes: readonly Outcome[];
let after: State;
let secondFixes: readonly Outcome[];
let afterSecond: Snapshot;

beforeAll(() => {
  installService();
  before = stateOfService();
  fixes = fixService();
  after = stateOfService();
  secondFixes = fixService();
  afterSecond = snapshot();
}, SETUP_TIMEOUT);

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

describe('before the fix', () => {
  it('the report counts 59 request sites in 11 helpers: 55 without agents, 4 with', () => {
    expect(before.report.totals).toMatchObject({
      files: 11,
      requests: 59,
      clients: 0,
      flagged: 55,
      ok: 4,
    });
    expect(before.report.totals).toMatchObject({
      fixed: 55,
      refused: 0,
      unverifiable: 0,
      exempt: 0,
      errors: 0,
    });
    expect(sitesPerFile(before.report)).toEqual({
      'helpers/alfred.js': 9,
      'helpers/arweave.js': 4,
      'helpers/file.js': 1,
      'helpers/generators.js': 28,
      'helpers/gun.js': 4,
      'helpers/gunSyncService.js': 2,
      'helpers/media-manager.js': 1,
      'helpers/nutritional-helper-openai.js': 1,
      'helpers/payment-verification.js': 3,
      'helpers/podcast-generator.js': 4,
      'helpers/streamingCoordinator.js': 2,
    });
  });

  it('the report explains the 61 lines of a text search', () => {
    const search = /axios\.(?:get|post|put|patch|delete|head|options|request)\b/u;
    const helpers = [...before.files].filter(([path]) => path.startsWith('helpers/'));
    expect(
      helpers
        .flatMap(([, bytes]) => bytes.toString().split('\n'))
        .filter((line) => search.test(line)),
    ).toHaveLength(61);
    expect(before.report.totals.textMatches).toEqual({ sites: 56, mentions: 5 });
    const mentions = before.report.files.flatMap(({ path, mentions: listed }) =>
      listed.map(({ why }) => `${path}: ${why}`),
    );
    expect(mentions.toSorted()).toEqual([
      'helpers/alfred.js: comment',
      'helpers/generators.js: comment',
      'helpers/nutritional-helper.js.backup: not-loaded',
      'helpers/nutritional-helper.js.backup: not-loaded',
      'helpers/payment-manager.js: comment',
    ]);
  });

  it('ESLint reports the same 55 sites, and the 2 of index.js', () => {
    const problems = before.lint.flatMap(({ messages }) => messages);
    expect(problems).toHaveLength(57);
    expect(new Set(problems.map(({ ruleId }) => ruleId))).toEqual(
      new Set(['leakproof/require-axios-agents']),
    );
    const places = before.report.files.flatMap(({ path, sites }) =>
      sites
        .filter(({ verdict }) => verdict === 'flagged')
        .map(({ line, column }) => `${path}:${line}:${column}`),
    );
    const lintedPlaces = before.lint.flatMap(({ filePath, messages }) =>
      messages.map(({ line, column }) => `${toServicePath(filePath)}:${line}:${column}`),
    );
    expect(lintedPlaces.filter((place) => !place.startsWith('index.js:')).toSorted()).toEqual(
      places.toSorted(),
    );
    expect(before.lintCode).toBe(1);
  });
});

describe('the fix', () => {
  it('ends well and says how many sites it fixed', () => {
    expect(fixes.map(({ code }) => code)).toEqual([0, 0]);
    expect(fixes[0]!.stdout).toContain('Fixed 55 findings. Already correct: 4 requests.');
    expect(fixes[1]!.stdout).toContain('Fixed 2 findings.');
  });

  it('leaves no helper site without agents', () => {
    expect(after.report.totals).toMatchObject({
      files: 11,
      requests: 59,
      flagged: 0,
      ok: 59,
      fixed: 0,
      refused: 0,
    });
  });

  it('gives every helper site the agents of axios.defaults', () => {
    for (const agent of ['httpAgent', 'httpsAgent']) {
      const named = new RegExp(String.raw`\b${agent}: axios\.defaults\.${agent}\b`, 'gu');
      expect(countInHelpers(before.files, named)).toBe(3);
      expect(countInHelpers(after.files, named)).toBe(3 + 55);
    }
  });

  it('gives index.js its own agents by shorthand', () => {
    const defaults = /axios\.defaults\.https?Agent/gu;
    const shorthand = /^ *httpAgent,\n *httpsAgent,$|, httpAgent, httpsAgent \}/gmu;
    expect(textOf(after.files, 'index.js').match(shorthand)).toHaveLength(2);
    expect(textOf(after.files, 'index.js').match(defaults)).toHaveLength(
      textOf(before.files, 'index.js').match(defaults)!.length,
    );
  });

  it('leaves files that Node can parse', () => {
    const scripts = [...after.files.keys()].filter((path) => path.endsWith('.js'));
    expect(scripts).toHaveLength(14);
    for (const path of scripts)
      expect(run(process.execPath, ['--check', path]), path).toMatchObject({ code: 0 });
  });

  it('silences ESLint', () => {
    expect(after.lint.flatMap(({ messages }) => messages)).toEqual([]);
    expect(after.lint).toHaveLength(14);
    expect(after.lintCode).toBe(0);
  });

  it('changes no byte the second time', () => {
    expect(secondFixes.map(({ code }) => code)).toEqual([0, 0]);
    expect(changedFiles(after.files, afterSecond)).toEqual([]);
  });
});

describe('what stays', () => {
  it('files without a site to fix, byte by byte, and no file is added', () => {
    const flagged = before.report.files
      .filter(({ sites }) => sites.some(({ verdict }) => verdict === 'flagged'))
      .map(({ path }) => path);
    expect([...after.files.keys()]).toEqual([...before.files.keys()]);
    expect(changedFiles(before.files, after.files)).toEqual([...flagged, 'index.js'].toSorted());
    const siteless = [
      'helpers/elastic.js',
      'helpers/payment-manager.js',
      'helpers/nutritional-helper.js.backup',
      'helpers/notes.md',
    ];
    for (const path of siteless) expect(after.files.get(path)).toEqual(before.files.get(path));
  });

  it('every line that is no part of a flagged site', () => {
    for (const { path, sites } of before.report.files) {
      const { hunks } = structuredPatch(
        path,
        path,
        textOf(before.files, path),
        textOf(after.files, path),
        '',
        '',
        { context: 0 },
      );
      const flagged = sites.filter(({ verdict }) => verdict === 'flagged');
      const isOfFlagged = (number: number) =>
        flagged.some(({ line, endLine }) => line <= number && number <= endLine);
      // A hunk that only adds names the line before it.
      for (const { oldStart, oldLines, lines } of hunks) {
        const touched = Array.from(
          { length: Math.max(oldLines, 1) },
          (_, index) => oldStart + index,
        );
        expect(
          touched.filter((number) => !isOfFlagged(number)),
          `${path}:${oldStart}\n${lines.join('\n')}`,
        ).toEqual([]);
      }
    }
  });

  it('a byte order mark', () => {
    for (const { files } of [before, after]) {
      const bytes = files.get('helpers/streamingCoordinator.js')!;
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      expect(bytes.subarray(3).toString()).not.toContain('\uFEFF');
    }
  });

  it('CRLF line ends', () => {
    for (const { files } of [before, after])
      expect(textOf(files, 'helpers/podcast-generator.js')).toMatch(/^(?:[^\r\n]*\r\n)+$/u);
  });

  it('tabs', () => {
    for (const { files } of [before, after]) {
      expect(textOf(files, 'helpers/arweave.js')).toMatch(/^\t\t/mu);
      expect(textOf(files, 'helpers/arweave.js')).not.toMatch(/^\t* /mu);
    }
  });

  it('four spaces', () => {
    for (const { files } of [before, after])
      expect(textOf(files, 'helpers/alfred.js')).not.toMatch(/^(?: {4})* {1,3}\S/mu);
  });

  it('a hashbang', () => {
    for (const { files } of [before, after])
      expect(textOf(files, 'helpers/media-manager.js')).toMatch(/^#!\/usr\/bin\/env node\n/u);
  });

  it('a last line without a line end', () => {
    for (const { files } of [before, after])
      expect(textOf(files, 'helpers/nutritional-helper-openai.js')).toMatch(/;$/u);
  });
});

function installService(): void {
  for (const file of ['dist/rules/index.js', 'dist/codemods/cli/main.js']) {
    if (!existsSync(join(REPOSITORY, file)))
      throw new Error(`${file} is missing: run \`npm run build\` first`);
  }
  const packs = join(temporary, 'packs');
  mkdirSync(packs);
  const listing = runOrThrow(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', packs],
    REPOSITORY,
  );
  const packed = JSON.parse(listing) as { filename: string }[];
  cpSync(FIXTURE, service, { recursive: true });
  writeFileSync(join(service, 'eslint.config.mjs'), ESLINT_CONFIG);
  const packages = [
    join(packs, packed[0]!.filename),
    `eslint@${installedVersion('eslint')}`,
    `axios@${installedVersion('axios')}`,
  ];
  runOrThrow(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages],
    service,
  );
}

function installedVersion(name: string): string {
  const { version } = JSON.parse(
    readFileSync(join(REPOSITORY, 'node_modules', name, 'package.json'), 'utf8'),
  ) as { version: string };
  return version;
}

function fixService(): Outcome[] {
  return ['helpers/', 'index.js'].map((path) =>
    run('npx', ['--no-install', 'codemod', 'fix-agents', path]),
  );
}

function stateOfService(): State {
  const lint = run('npx', ['--no-install', 'eslint', '--format', 'json', 'helpers', 'index.js']);
  return {
    files: snapshot(),
    report: JSON.parse(
      runOrThrow(
        'npx',
        ['--no-install', 'codemod', 'report', '--format', 'json', 'helpers'],
        service,
      ),
    ) as Report,
    lint: parseLint(lint),
    lintCode: lint.code,
  };
}

function parseLint({ stdout, stderr }: Outcome): LintedFile[] {
  if (!stdout.startsWith('[')) throw new Error(`ESLint did not finish:\n${stderr}`);
  return JSON.parse(stdout) as LintedFile[];
}

function run(command: string, args: readonly string[], cwd = service): Outcome {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env,
  });
  if (error) throw error;
  return { code: status, stdout, stderr };
}

function runOrThrow(command: string, args: readonly string[], cwd: string): string {
  const { code, stdout, stderr } = run(command, args, cwd);
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** Every file of the service apart from what npm installs, by its path with forward slashes. */
function snapshot(): Snapshot {
  const entries = readdirSync(service, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map(({ parentPath, name }) => toServicePath(join(parentPath, name)));
  const own = paths.filter((path) => !path.startsWith('node_modules/')).toSorted();
  return new Map(own.map((path) => [path, readFileSync(join(service, path))]));
}

function toServicePath(path: string): string {
  return relative(service, path).replaceAll('\\', '/');
}

function changedFiles(from: Snapshot, to: Snapshot): string[] {
  return [...from].filter(([path, bytes]) => !to.get(path)?.equals(bytes)).map(([path]) => path);
}

function textOf(files: Snapshot, path: string): string {
  return files.get(path)!.toString('utf8');
}

function countInHelpers(files: Snapshot, pattern: RegExp): number {
  const helpers = [...files.keys()].filter((path) => path.startsWith('helpers/'));
  return helpers.reduce((sum, path) => sum + [...textOf(files, path).matchAll(pattern)].length, 0);
}

function sitesPerFile({ files }: Report): Record<string, number> {
  return Object.fromEntries(
    files.filter(({ sites }) => sites.length > 0).map(({ path, sites }) => [path, sites.length]),
  );
}
