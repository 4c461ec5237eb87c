/**
 * `node test/bench/second-run.js DIR FILE`: CPU time of `report --cache` over a copy of a folder, as parts of that of
 * `report`: the first run, the second, and one behind a change of one file. Medians of three rounds.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/codemods/cli/main.js', import.meta.url));
const ROUNDS = 3;

const [given, file] = process.argv.slice(2);
if (given === undefined || file === undefined) {
  console.error('usage: node test/bench/second-run.js DIR FILE');
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), 'leakproof-bench-'));
const folder = join(work, 'copy');
const cache = join(work, 'verdicts');

/** How much CPU time a report takes, in seconds. */
function cpuOf(...options) {
  const args = [MAIN, 'report', '--no-config', '--format', 'json', ...options, '.'];
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(SAY_CPU)}`, ...args],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  return Number(/cpu (\d+)$/u.exec(stderr.trim())[1]) / 1e6;
}

const SAY_CPU = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('cpu ' + (user + system)); });`;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  cpSync(resolve(given), folder, {
    recursive: true,
    filter: (path) => basename(path) !== 'node_modules',
  });
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    rmSync(cache, { force: true });
    const without = cpuOf();
    const first = cpuOf(`--cache=${cache}`);
    const second = cpuOf(`--cache=${cache}`);
    appendFileSync(join(folder, file), `\n// round ${round}\n`);
    return { without, first, second, changed: cpuOf(`--cache=${cache}`) };
  });
  console.log(`without: ${median(rounds.map(({ without }) => without)).toFixed(2)} s`);
  for (const run of ['first', 'second', 'changed'])
    console.log(`${run}: ${median(rounds.map((round) => round[run] / round.without)).toFixed(2)}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
