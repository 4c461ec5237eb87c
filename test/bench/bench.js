/**
 * `npm run bench`: our program and rules beside what a user would take instead, and beside the limit; prints the tables of
 * docs/performance.md.
 *
 *     npm run bench                      the facsimile of the service, and generated trees
 *     npm run bench -- --rounds 9        more rounds than 5
 *     npm run bench -- --only facsimile  one part: facsimile, tree-1000, tree-5000, tree-10000, all-axios, sdk, eslint
 *     npm run bench -- DIR…              folders of yours, instead; nothing is written there
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkAndLimit, native, oursAgain, PROGRAM, transformers, writers } from './contestants.js';
import { eslintShare } from './eslint-share.js';
import { writeSdk } from './generated-sdk.js';
import { writeTree } from './generated-tree.js';
import { measureInTurn, median, ratio } from './measure.js';
import { installPeers } from './peers.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) fail('--rounds takes a whole number from 1');

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'leakproof-bench-'));
const peers = installPeers();

function table(title, results) {
  const [ours] = results;
  console.log(
    `\n### ${title}\n\n| | median, s | least to most | ours / it | peak, MiB |\n|---|---|---|---|---|`,
  );
  for (const result of results) {
    const { name, seconds, peak } = result;
    const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}`;
    console.log(
      `| ${name} | ${median(seconds).toFixed(2)} | ${range} | ${result === ours ? '' : ratio(ours, result).toFixed(2)} | ${peak?.toFixed(0) ?? ''} |`,
    );
  }
}

function tree(name, size) {
  const folder = join(work, name);
  writeTree(folder, size);
  return folder;
}

/** All that looks. */
const lookers = (folder, exitCode) => [
  ...checkAndLimit(folder, exitCode),
  ...oursAgain(folder, work, exitCode),
  ...native(folder, peers),
  ...transformers(folder),
];

const parts = {
  facsimile() {
    const folder = facsimile();
    table('The facsimile of the service, looking', measureInTurn(lookers(folder), rounds));
    table('The facsimile of the service, writing', measureInTurn(writers(folder, work), rounds));
  },
  'tree-1000'() {
    table(
      '1,000 files, 3 % name axios',
      measureInTurn(lookers(tree('tree-1000', { files: 1000, axiosShare: 0.03 })), rounds),
    );
  },
  'tree-5000'() {
    withoutTransformers(5000);
  },
  'tree-10000'() {
    withoutTransformers(10_000);
  },
  'all-axios'() {
    table(
      '1,000 files, all name axios',
      measureInTurn(lookers(tree('all-axios', { files: 1000, axiosShare: 1 })), rounds),
    );
  },
  sdk() {
    const folder = join(work, 'sdk');
    writeSdk(folder, { files: 800, sites: 7 });
    table(
      'An SDK of 800 files that import each other in chains, 7 requests',
      measureInTurn(checkAndLimit(folder), rounds),
    );
  },
  eslint() {
    share(facsimile(), { isOurs: true });
    share(tree('typescript', { files: 300, axiosShare: 0.1, extension: 'ts' }), { isOurs: true });
  },
};

function facsimile() {
  const folder = join(work, 'service');
  cpSync(here('../fixtures/service'), folder, { recursive: true });
  return folder;
}

function withoutTransformers(files) {
  const folder = tree(`tree-${files}`, { files, axiosShare: 0.03 });
  table(
    `${files.toLocaleString('en')} files, 3 % name axios`,
    measureInTurn(
      [...checkAndLimit(folder), ...oursAgain(folder, work), ...native(folder, peers)],
      rounds,
    ),
  );
}

/** @param {{ isOurs?: boolean }} tree whether a file of it may be changed */
function share(folder, { isOurs = false } = {}) {
  const linted = (settings) => eslintShare(folder, { peers, work }, settings);
  const percent = (part, { total }) => `${((100 * part) / total).toFixed(1)} %`;
  const row = (name, run) =>
    `| ${name} | ${run.ours.toFixed(0)} | ${percent(run.ours, run)} | ${(run.ours / run.rules).toFixed(1)} |`;
  for (const project of [true, false]) {
    const run = linted({ project });
    const { paths, parsing, rules, unicorn, unicornRules } = run;
    console.log(
      `\n### ESLint's time, ${basename(folder)}, ${paths.length} files${project ? '' : ', `project: false`'}\n\n| | ms | of the whole | ms a rule |\n|---|---|---|---|`,
    );
    console.log(`| parsing | ${parsing.toFixed(0)} | ${percent(parsing, run)} | |`);
    console.log(row(`our ${rules} rules`, run));
    console.log(
      `| unicorn's ${unicornRules} recommended | ${unicorn.toFixed(0)} | ${percent(unicorn, run)} | ${(unicorn / unicornRules).toFixed(1)} |`,
    );
    if (!project) continue;
    const cache = join(work, 'reports');
    rmSync(cache, { force: true });
    console.log(row('ours, first run with `cache`', linted({ project, cache })));
    console.log(row('ours, second run with `cache`', linted({ project, cache })));
    if (!isOurs) continue;
    appendFileSync(paths[paths.length >> 1], '// changed\n');
    console.log(row('ours, one file changed, with `cache`', linted({ project, cache })));
  }
}

function fail(reason) {
  console.error(`bench: ${reason}`);
  process.exit(2);
}

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores of ${cpus()[0].model.trim()}; ${rounds} rounds in turn, medians; ratios are medians of each round's own.`,
);
try {
  if (values.only !== undefined && !Object.hasOwn(parts, values.only))
    fail(`--only ${values.only}: there are ${Object.keys(parts).join(', ')}`);
  if (positionals.length > 0) {
    for (const path of positionals) {
      // Where the user gave it, since `npm run` changes to the package's folder.
      const folder = resolve(process.env.INIT_CWD ?? '.', path);
      const { status } = spawnSync(process.execPath, [PROGRAM, 'fix-agents', '--check'], {
        cwd: folder,
        stdio: 'ignore',
      });
      table(basename(folder), measureInTurn(lookers(folder, status), rounds));
      share(folder);
    }
  } else {
    for (const [name, run] of Object.entries(parts))
      if (values.only === undefined || values.only === name) run();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
