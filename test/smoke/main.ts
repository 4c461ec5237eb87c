/**
 * `npm run smoke -- DIR…`: holds every codemod to its promises on every source file below some folders. Writes nothing there.
 * Ctrl-C ends it after the files at hand. Exit code 1 if a promise did not hold, 2 if the arguments make no sense.
 */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Tinypool from 'tinypool';
import { filesBelow, hasSourceExtension } from '../../analysis/modules/source-files.ts';
import { brief, type Fault } from './fault.ts';
import { judgeFile, type FileTask } from './judge-file.ts';
import type { Judgement } from './promises.ts';
import { summaryOf, tableOf, type Judged } from './summary.ts';
import { variants } from './variants.ts';

const USAGE = `npm run smoke -- DIR… [--only VARIANT]… [--workers N] [--limit SECONDS]
  DIR        a folder, or a file
  --only     ${variants.map(({ name }) => name).join(' | ')}
  --workers  2 by default
  --limit    how long one file may take, 300 by default`;

interface Arguments {
  readonly paths: readonly string[];
  readonly only: readonly string[] | undefined;
  readonly workers: number;
  /** In milliseconds. */
  readonly limit: number;
}

function readArguments(): Arguments {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true },
      workers: { type: 'string', default: '2' },
      limit: { type: 'string', default: '300' },
    },
  });
  const [workers, limit] = [Number(values.workers), Number(values.limit)];
  const unknown = values.only?.find((name) => !variants.some((variant) => variant.name === name));
  if (positionals.length === 0 || !(workers >= 1) || !(limit > 0) || unknown !== undefined)
    throw new Error(USAGE);
  // npm runs scripts in the package's folder, and tells where it was called.
  const from = process.env['INIT_CWD'] ?? '.';
  return {
    paths: positionals.map((path) => resolve(from, path)),
    only: values.only,
    workers: Math.min(workers, availableParallelism()),
    limit: limit * 1000,
  };
}

function filesOf(path: string): string[] {
  return statSync(path).isDirectory()
    ? filesBelow(path, { accepts: (name) => hasSourceExtension(name), respectGitignore: false })
    : [path];
}

async function judgeAll(
  { only, workers, limit }: Arguments,
  files: readonly string[],
): Promise<Judged[]> {
  const pool = new Tinypool({
    filename: new URL('judge-file.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
  });
  const judged: Judged[] = [];
  const queue = [...files];
  // What has been judged by then is told all the same.
  process.once('SIGINT', () => {
    console.error(`stopped, ${queue.splice(0).length} files before the end`);
  });
  // Each line of work hands over one file at a time: a file's time does not count while it waits.
  const work = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const start = performance.now();
      const judgement = await judgeWithin(pool, { file, only }, limit);
      judged.push({ file, judgement, milliseconds: performance.now() - start });
      for (const fault of judgement.faults) printFault(file, fault);
      if (judged.length % 100 === 0) console.error(`${judged.length} of ${files.length} files`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  await pool.destroy();
  return judged;
}

async function judgeWithin(pool: Tinypool, task: FileTask, limit: number): Promise<Judgement> {
  try {
    return (await pool.run(task, {
      name: judgeFile.name,
      signal: AbortSignal.timeout(limit),
    })) as Judgement;
  } catch (error) {
    const { name, message } = error as Error;
    const isSlow = name === 'AbortError' || name === 'TimeoutError';
    return {
      tallies: {},
      faults: [
        {
          kind: isSlow ? 'slow' : 'crash',
          variant: 'all',
          detail: isSlow ? `takes more than ${limit / 1000} s` : message,
        },
      ],
    };
  }
}

function printFault(file: string, { kind, variant, detail }: Fault): void {
  const path = relative(process.env['INIT_CWD'] ?? '.', file);
  const only = variant === 'all' ? '' : ` --only ${variant}`;
  console.log(
    `${kind} ${variant} in ${path}\n  ${brief(detail, 700).replaceAll('\n', '\n  ')}\n  npm run smoke -- ${JSON.stringify(path)}${only}`,
  );
}

try {
  const given = readArguments();
  const files = [...new Set(given.paths.flatMap(filesOf))];
  const start = performance.now();
  const judged = await judgeAll(given, files);
  console.log(tableOf(judged));
  console.log(
    summaryOf(judged, {
      seconds: (performance.now() - start) / 1000,
      kilobytes: process.resourceUsage().maxRSS,
    }),
  );
  process.exitCode = judged.some(({ judgement }) => judgement.faults.length > 0) ? 1 : 0;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
