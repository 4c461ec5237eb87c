/**
 * The modules of test/fixtures/wire before and after `codemod all`: the same requests on the wire, in the same order,
 * the same values, errors and prints, with axios as it is and as it was.
 */
import { structuredPatch } from 'diff';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { linesThatDidNotRun } from './released-coverage.ts';
import { execute, type CallOutcome } from './wire/execution.ts';
import { copyModules, fix, MODULES, runnable } from './wire/modules.ts';

const DEFAULTS = 'defaults';
const WIDEST = '--awaits any --evict';
type Variant = typeof DEFAULTS | typeof WIDEST;

/** Former versions of axios, by their folder in `node_modules`, and the modules that they run, too. */
const FORMER = ['axios-1.6.8', 'axios-0.27.2'] as const;
const CORE = ['redirects', 'statuses', 'bodies', 'interceptors', 'own-agents', 'captured'].map(
  (name) => `commonjs/${name}.js`,
);

/** How many modules run at once. */
const LANES = 2;

/** On a machine that is busy with other things, in milliseconds. */
const SETUP_TIMEOUT = 600_000;

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-wire-')));
const original = join(temporary, 'original');
const fixed: Readonly<Record<Variant, string>> = {
  [DEFAULTS]: join(temporary, 'defaults'),
  [WIDEST]: join(temporary, 'widest'),
};
copyModules(original);
const reports: Readonly<Record<Variant, Report>> = {
  [DEFAULTS]: fixedCopy(DEFAULTS),
  [WIDEST]: fixedCopy(WIDEST),
};
/** Those that the defaults leave in another way than the widest options do. */
const OF_DEFAULTS = MODULES.filter((module) => textOf(DEFAULTS, module) !== textOf(WIDEST, module));
const CHANGED = { [DEFAULTS]: OF_DEFAULTS, [WIDEST]: MODULES } as const;
/** By folder and module. */
const outcomes = new Map<string, readonly CallOutcome[]>();

beforeAll(async () => {
  const versions = FORMER.flatMap((axios) =>
    [original, fixed[WIDEST]].map((from) => {
      const folder = `${from}-${axios}`;
      copyModules(folder, axios, from);
      return folder;
    }),
  );
  const current = [
    ...MODULES.flatMap((module) => [original, fixed[WIDEST]].map((folder) => ({ folder, module }))),
    ...OF_DEFAULTS.map((module) => ({ folder: fixed[DEFAULTS], module })),
  ];
  await runAll([
    ...current,
    ...versions.flatMap((folder) => CORE.map((module) => ({ folder, module }))),
  ]);
}, SETUP_TIMEOUT);

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

describe('codemod all', () => {
  it('fixes something in each module', () => {
    expect(
      MODULES.filter(
        (module) => readFileSync(join(original, module), 'utf8') === textOf(WIDEST, module),
      ),
    ).toEqual([]);
  });

  it('refuses what it cannot fix, with the reason, and leaves nothing else', () => {
    expect(refusalsIn(WIDEST)).toEqual([
      'commonjs/buffers.js, response words: only you know how many entries are needed: limit their number, or store only small values of the body',
      'commonjs/captured.js, response response: `response` is assigned again on line 67: use another variable there',
      'commonjs/captured.js, response response: `response` may be `undefined` on a path that reads nothing of it (it does not come straight from the request): take the parts that are needed in place of `response`, as in `const data = (await …)?.data`',
      'commonjs/captured.js, response kept: code that reads it later may expect a whole response: store the values that it needs, or `data`, and drop `.data` where it is read; unless entries are removed, limit their number as well, because bodies that only accumulate are reported, too',
      'commonjs/captured.js, response errors: code that reads it later may need more than a message: store only what that needs, such as `message`, `code` and `response?.status` of the error',
      'commonjs/captured.js, response response: an argument stays with its call, whatever it is destructured into: await the response in the function around, and destructure it there',
      'commonjs/cut-short.js, response response: `pending` refers to the promise of the response: await the request itself',
      'commonjs/interceptors.js, response response: `response` may be `undefined` on a path that reads nothing of it (line 12 names `interceptors.response`, which decides what the request gives): take the parts that are needed in place of `response`, as in `const data = (await …)?.data`',
      'commonjs/interceptors.js, response response: `response` may be `undefined` on a path that reads nothing of it (line 12 names `interceptors.response`, which decides what the request gives): take the parts that are needed in place of `response`, as in `const data = (await …)?.data`',
      'commonjs/interceptors.js, response response: `response` may be `undefined` on a path that reads nothing of it (line 12 names `interceptors.response`, which decides what the request gives): take the parts that are needed in place of `response`, as in `const data = (await …)?.data`',
      'commonjs/own-agents.js, request axios.get: `httpAgent: null` overrides the defaults, which may be intended: pass an agent, or remove the property',
      'commonjs/redirects.js, response response: `response.request` is needed on line 40, and keeps the body in memory as it was received: read what is needed of it right after the request, and destructure the response',
      'commonjs/streams.js, request axios.get: its response may be a stream that no finite `timeout` ends, and code that is not seen here gets the response: once `maxSockets` such streams to a host are open, every further request to that host waits indefinitely. One of these is enough: (1) end the stream on every path by `destroy()`, that of an error response (`error.response.data`) included (`consume-responses` does so where it can, and with `--pipes any` where a bare `pipe` goes elsewhere than to a client); (2) give the request, not the agent, a `timeout` in milliseconds that is longer than any pause of the stream; (3) use agents without a limit of sockets (`--max-sockets Infinity` for a new agents module)',
      'modules/across-files.js, response response: `response` may be `undefined` on a path that reads nothing of it (it does not come straight from the request): take the parts that are needed in place of `response`, as in `const data = (await …)?.data`',
      'process-wide/by-process.js, client made: it uses `http.globalAgent` as lib/setup.js:10 sets it, and agents of the codemod would not do what that agent does: pass agents that do the same',
      'process-wide/by-process.js, request axios.get: it uses `http.globalAgent` as lib/setup.js:10 sets it, and agents of the codemod would not do what that agent does: pass agents that do the same',
      'process-wide/by-process.js, request axios.post: it uses `http.globalAgent` as lib/setup.js:10 sets it, and agents of the codemod would not do what that agent does: pass agents that do the same',
      'proxied/by-defaults.js, client made: an instance may use the agent of `axios.defaults.httpAgent` (lib/setup.js:11), which is more than a pool: pass agents that do the same',
    ]);
  });
});

describe.each([DEFAULTS, WIDEST] as const)('with %s', (variant) => {
  it.each(CHANGED[variant])('%s runs every line that was written', (module) => {
    const [before, after] = [original, fixed[variant]].map((folder) =>
      runnable(folder, module),
    ) as [string, string];
    expect(
      linesThatDidNotRun(
        coverageOf(fixed[variant], module),
        after,
        addedLines(readFileSync(before, 'utf8'), readFileSync(after, 'utf8')),
      ),
    ).toEqual([]);
  });

  it.each(CHANGED[variant])('%s does what it did', (module) => {
    expect(outcomesOf(fixed[variant], module)).toEqual(outcomesOf(original, module));
  });
});

describe.each(FORMER)('with %s', (axios) => {
  it.each(CORE)('%s does what it did', (module) => {
    expect(outcomesOf(`${fixed[WIDEST]}-${axios}`, module)).toEqual(
      outcomesOf(`${original}-${axios}`, module),
    );
  });
});

it('every call came to an end', () => {
  const pending = [...outcomes].flatMap(([run, calls]) =>
    calls.filter(({ result }) => result === '[pending]').map(({ name }) => `${run} ${name}`),
  );
  expect(pending).toEqual([]);
});

async function runAll(jobs: readonly { folder: string; module: string }[]): Promise<void> {
  const left = jobs.entries();
  const lane = async (): Promise<void> => {
    for (const [index, { folder, module }] of left) {
      const isCovered = Object.values(fixed).includes(folder);
      outcomes.set(
        `${folder} ${module}`,
        await execute(
          runnable(folder, module),
          join(temporary, `${index}.sock`),
          isCovered ? coverageOf(folder, module) : undefined,
        ),
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function fixedCopy(variant: Variant): Report {
  copyModules(fixed[variant]);
  return fix(fixed[variant], variant === DEFAULTS ? [] : variant.split(' '));
}

function textOf(variant: Variant, module: string): string {
  return readFileSync(join(fixed[variant], module), 'utf8');
}

function outcomesOf(folder: string, module: string): readonly CallOutcome[] {
  return outcomes.get(`${folder} ${module}`)!;
}

function coverageOf(folder: string, module: string): string {
  return `${folder}-coverage-${module.replaceAll('/', '-')}`;
}

function addedLines(before: string, after: string): number[] {
  const { hunks } = structuredPatch('before', 'after', before, after, '', '', { context: 0 });
  return hunks.flatMap(({ newStart, newLines }) =>
    Array.from({ length: newLines }, (_, index) => newStart + index),
  );
}

function refusalsIn(variant: Variant): string[] {
  return reports[variant].files.flatMap(({ path, error, sites }) => [
    ...(error === undefined ? [] : [`${path}: ${error}`]),
    ...sites
      .filter(({ remedy }) => remedy === 'refused')
      .map(
        ({ kind, name, callee, refusal }) => `${path}, ${kind} ${name ?? callee}: ${refusal ?? ''}`,
      ),
  ]);
}
