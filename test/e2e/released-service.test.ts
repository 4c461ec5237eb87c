/**
 * The facsimile before and after: what `release-responses` finds there, and that after `codemod all` its routes and
 * helpers give the same values, errors, prints, files and requests on the wire, whatever the servers answer.
 */
import { structuredPatch } from 'diff';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { linesThatDidNotRun } from './released-coverage.ts';
import { execute, type Execution } from './released-execution.ts';
import { runs } from './released-runs.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../fixtures/service/', import.meta.url));
/** Stands for the package: keeps the handlers, by method and path. */
const EXPRESS = fileURLToPath(new URL('released-express.cjs', import.meta.url));
const MAIN = join(REPOSITORY, 'dist/codemods/cli/main.js');

/** On a machine that is busy with other things, in milliseconds. */
const SETUP_TIMEOUT = 600_000;

const STRATEGIES = ['destructure', 'clone'] as const;
type Strategy = (typeof STRATEGIES)[number];

interface Fix {
  readonly folder: string;
  readonly code: number | null;
  readonly report: Report;
}

/** The ways in which `codemod all` is run, with its options. */
const WAYS = {
  all: [],
  'all --awaits any --evict': ['--awaits', 'any', '--evict'],
  'all --awaits any --strategy clone': ['--awaits', 'any', '--strategy', 'clone'],
} as const;
type Way = keyof typeof WAYS;
const ALL_WAYS = Object.keys(WAYS) as Way[];

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-released-')));
const original = copyOfService('original');

let fixes: Readonly<Record<Strategy, Fix>>;
let fixesOfLong: Readonly<Record<Strategy, Fix>>;
let before: Execution;
let fixesOfAll: Readonly<Record<Way, Fix>>;
let after: Readonly<Record<Way, Execution>>;

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('dist/ is missing: run `npm run build` first');
  fixes = byStrategy((strategy) => fix(strategy, 'any'));
  fixesOfLong = byStrategy((strategy) => fix(strategy, 'long'));
  fixesOfAll = byWay((way) => run(way.replaceAll(' ', ''), ['all', ...WAYS[way]]));
  const executions = await Promise.all(
    [original, ...ALL_WAYS.map((way) => fixesOfAll[way].folder)].map((folder) =>
      execute(folder, runs, coverageOf(folder)),
    ),
  );
  before = executions[0]!;
  after = byWay((way) => executions[1 + ALL_WAYS.indexOf(way)]!);
}, SETUP_TIMEOUT);

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

describe('the responses that an await holds', () => {
  it('are rewritten by `destructure`, but for one that has a reason', () => {
    expect(remediesIn(fixes.destructure)).toEqual([
      'helpers/arweave.js response: `response` is declared outside of the `try` that assigns it: declare variables for the parts that are needed, and assign those, as in `({ data } = await …)`',
      'helpers/generators.js localResponse: fixed',
      'helpers/generators.js cloudResponse: fixed',
      'helpers/generators.js response: fixed',
      'helpers/generators.js response: fixed',
      'helpers/generators.js response: fixed',
      'helpers/generators.js response: fixed',
      'helpers/generators.js response: fixed',
      'helpers/gun.js response: fixed',
      'helpers/gun.js response: fixed',
      'helpers/gunSyncService.js response: fixed',
      'helpers/gunSyncService.js recordResponse: fixed',
      'helpers/payment-verification.js transaction: fixed',
    ]);
    expect(fixes.destructure).toMatchObject({
      code: 1,
      report: { totals: { responses: 13, fixed: 12, refused: 1 } },
    });
  });

  it('are rewritten by `clone`, but for those that have a reason', () => {
    expect(remediesIn(fixes.clone)).toEqual([
      'helpers/arweave.js response: `response` is declared outside of the `try` that assigns it: declare variables for the parts that are needed, and assign those, as in `({ data } = await …)`',
      'helpers/generators.js localResponse: a Buffer does not survive `JSON.stringify`: use the strategy `destructure`, or destructure it by hand',
      'helpers/generators.js cloudResponse: a Buffer does not survive `JSON.stringify`: use the strategy `destructure`, or destructure it by hand',
      'helpers/generators.js response: a Buffer does not survive `JSON.stringify`: use the strategy `destructure`, or destructure it by hand',
      'helpers/generators.js response: `response.data?.images?.[0]?.file` may be `undefined`, which `JSON.parse` throws on: use the strategy `destructure`, or destructure it by hand',
      'helpers/generators.js response: a Buffer does not survive `JSON.stringify`: use the strategy `destructure`, or destructure it by hand',
      'helpers/generators.js response: a Buffer does not survive `JSON.stringify`: use the strategy `destructure`, or destructure it by hand',
      'helpers/generators.js response: `response.data` is read in the statement that awaits: use the strategy `destructure`, or destructure it by hand',
      'helpers/gun.js response: `response.data` is read after the await on line 24: use the strategy `destructure`, or destructure it by hand',
      'helpers/gun.js response: fixed',
      'helpers/gunSyncService.js response: fixed',
      'helpers/gunSyncService.js recordResponse: fixed',
      'helpers/payment-verification.js transaction: `transaction.data` is read after the await on line 17: use the strategy `destructure`, or destructure it by hand',
    ]);
    expect(fixes.clone).toMatchObject({
      code: 1,
      report: { totals: { responses: 13, fixed: 3, refused: 10 } },
    });
  });

  it('change their own files alone', () => {
    expect(changedFiles(fixes.destructure)).toEqual([
      'helpers/generators.js',
      'helpers/gun.js',
      'helpers/gunSyncService.js',
      'helpers/payment-verification.js',
    ]);
    expect(changedFiles(fixes.clone)).toEqual(['helpers/gun.js', 'helpers/gunSyncService.js']);
  });
});

describe('the two sites of the sync loop', () => {
  const path = 'helpers/gunSyncService.js';

  it('are both rewritten by `destructure`', () => {
    const text = textOf(fixes.destructure.folder, path);
    expect(text).toContain('const { data } = await axios.get(`${peer}/api/records/index`, {');
    expect(text).toContain(
      'const { data: recordData } = await axios.get(`${peer}/api/records/${encodeURIComponent(soul)}`, {',
    );
    expect(text).not.toMatch(/response(?:\.data| = )/iu);
  });

  it('are both rewritten by `clone`, in the form of the hand fix', () => {
    expect(addedLines(fixes.clone, path)).toEqual([
      'const peerIndex = JSON.parse(JSON.stringify(response.data.data));',
      'response.data = null;',
      'const record = JSON.parse(JSON.stringify(recordResponse.data.data));',
      'recordResponse.data = null;',
    ]);
  });

  it('`--awaits long` finds the outer one alone', () => {
    for (const strategy of STRATEGIES) {
      expect(remediesIn(fixesOfLong[strategy])).toEqual([`${path} response: fixed`]);
      expect(fixesOfLong[strategy].code).toBe(0);
      expect(changedFiles(fixesOfLong[strategy])).toEqual([path]);
    }
    expect(addedLines(fixesOfLong.destructure, path)).toEqual([
      'const { data } = await axios.get(`${peer}/api/records/index`, {',
      'if (data && data.success && data.data) {',
      'const peerIndex = data.data;',
    ]);
    expect(addedLines(fixesOfLong.clone, path)).toEqual([
      'const peerIndex = JSON.parse(JSON.stringify(response.data.data));',
      'response.data = null;',
    ]);
  });
});

describe('the calls', () => {
  it('are of all 55 functions and methods that the helpers export, and of the 4 routes', () => {
    expect([...new Set(runs.map(({ of }) => of))].toSorted()).toEqual(before.functions.toSorted());
    expect(before.functions).toHaveLength(59);
    for (const { functions } of Object.values(after)) expect(functions).toEqual(before.functions);
  });

  it('fail where they have to, and send a request for each answer', () => {
    const sound = runs.flatMap(({ name, fault, fails, answers }, run) => {
      if (fault !== undefined) return [];
      const sent = new Set(
        before.requests.filter((request) => request.run === run).map(({ index }) => index),
      ).size;
      return {
        name,
        failed: before.outcomes[run]!.error !== undefined,
        fails,
        sent,
        answers: answers.length,
      };
    });
    expect(
      sound.filter(({ failed, fails, sent, answers }) => failed !== fails || sent !== answers),
    ).toEqual([]);
    expect(sound).toHaveLength(76);
  });

  it.each(ALL_WAYS)('run every line that `%s` wrote', (way) => {
    const fixed = fixesOfAll[way];
    for (const path of changedFiles(fixed)) {
      expect(
        linesThatDidNotRun(
          coverageOf(fixed.folder),
          join(fixed.folder, path),
          addedLineNumbers(fixed, path),
        ),
        path,
      ).toEqual([]);
    }
  });
});

describe.each(ALL_WAYS)('`codemod %s`', (way) => {
  it('refuses nothing but responses, and without --evict the Set that decides what is copied, and changes all 12 files that have a site', () => {
    const decides = expect.stringMatching(
      /^helpers\/gunSyncService\.js collection new Set\(\): it is not plainly a cache: if line \d+ finds no entry/u,
    ) as string;
    expect(refusedBesideResponses(fixesOfAll[way])).toEqual(
      way.includes('--evict') ? [] : [decides],
    );
    expect(changedFiles(fixesOfAll[way])).toHaveLength(12);
  });
});

describe.each(ALL_WAYS)('after `%s`', (way) => {
  it('every call has the same value or error, prints and files', () => {
    expect(differences(before.outcomes, after[way].outcomes)).toEqual([]);
  });

  it('every call sends the same requests in the same order', () => {
    expect(differences(requestsByRun(before), requestsByRun(after[way]))).toEqual([]);
  });
});

function copyOfService(name: string): string {
  const folder = join(temporary, name);
  cpSync(FIXTURE, folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules/express'), { recursive: true });
  copyFileSync(EXPRESS, join(folder, 'node_modules/express/index.js'));
  for (const name of ['axios', 'lru-cache'])
    symlinkSync(
      join(REPOSITORY, 'node_modules', name),
      join(folder, 'node_modules', name),
      'junction',
    );
  return folder;
}

function fix(strategy: Strategy, awaits: 'any' | 'long'): Fix {
  return run(`${strategy}-${awaits}`, [
    'release-responses',
    '--awaits',
    awaits,
    '--strategy',
    strategy,
  ]);
}

function run(name: string, args: readonly string[]): Fix {
  const folder = copyOfService(name);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, ...args, '--format', 'json', 'helpers/', 'index.js'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{'))
    throw new Error(`codemod ${args.join(' ')} ended with ${String(status)}:\n${stdout}${stderr}`);
  return { folder, code: status, report: JSON.parse(stdout) as Report };
}

function byWay<T>(make: (way: Way) => T): Record<Way, T> {
  return Object.fromEntries(ALL_WAYS.map((way) => [way, make(way)])) as Record<Way, T>;
}

function byStrategy<T>(make: (strategy: Strategy) => T): Record<Strategy, T> {
  return { destructure: make('destructure'), clone: make('clone') };
}

function coverageOf(folder: string): string {
  return `${folder}-coverage`;
}

function remediesIn({ report }: Fix): string[] {
  const held = report.files
    .flatMap(({ path, sites }) => sites.map((site) => ({ path, ...site })))
    .filter(({ kind, verdict }) => kind === 'response' && verdict === 'flagged');
  return held.map(
    ({ path, name, remedy, refusal, reason }) =>
      `${path} ${name ?? ''}: ${refusal ?? reason ?? remedy}`,
  );
}

function refusedBesideResponses({ report }: Fix): string[] {
  const refused = report.files
    .flatMap(({ path, sites }) => sites.map((site) => ({ path, ...site })))
    .filter(({ kind, remedy }) => kind !== 'response' && remedy === 'refused');
  return refused.map(
    ({ path, kind, callee, refusal }) => `${path} ${kind} ${callee}: ${refusal ?? ''}`,
  );
}

function changedFiles({ folder }: Fix): string[] {
  const paths = [
    'index.js',
    ...readdirSync(join(FIXTURE, 'helpers')).map((name) => `helpers/${name}`),
  ];
  return paths.filter((path) => textOf(folder, path) !== textOf(FIXTURE, path)).toSorted();
}

function addedLines(fixed: Fix, path: string): string[] {
  const lines = textOf(fixed.folder, path).split('\n');
  return addedLineNumbers(fixed, path).map((number) => lines[number - 1]!.trim());
}

function addedLineNumbers({ folder }: Fix, path: string): number[] {
  const { hunks } = structuredPatch(
    path,
    path,
    textOf(FIXTURE, path),
    textOf(folder, path),
    '',
    '',
    { context: 0 },
  );
  return hunks.flatMap(({ newStart, newLines }) =>
    Array.from({ length: newLines }, (_, index) => newStart + index),
  );
}

function textOf(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function requestsByRun({ requests }: Execution): unknown[] {
  return runs.map((_, run) => requests.filter((request) => request.run === run));
}

/** The runs that differ, a few of them: a fault in one call shows in each of its runs. */
function differences(expected: readonly unknown[], actual: readonly unknown[]): unknown[] {
  return runs
    .flatMap(({ name }, run) =>
      isDeepStrictEqual(actual[run], expected[run])
        ? []
        : { name, expected: expected[run], actual: actual[run] },
    )
    .slice(0, 5);
}
