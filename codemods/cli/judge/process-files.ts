/**
 * All files of a run: those whose verdict an earlier run has kept; a first look at the others; and what that leaves to
 * judge, in this process or in workers.
 */
import { setImmediate } from 'node:timers/promises';
import {
  closureOf,
  hashOf,
  into,
  newGrounds,
  takeRecorded,
  type Grounds,
  type Recorded,
} from '../../../analysis/modules/grounds.ts';
import { builtFile } from '../../../analysis/modules/package-info.ts';
import type { NewVerdict, VerdictCache } from '../../../analysis/project/verdict-cache.ts';
import { awaitFiles } from '../../../analysis/source/parse-source.ts';
import { reasonOf } from '../program/errors.ts';
import type { FileJob, FileResult } from './file-result.ts';
import { lookAt, processFile } from './process-file.ts';
import type { Standing, WorkerAnswer, WorkerTask } from './worker.ts';

export interface ProcessOptions {
  /** How many workers; by default this process does it. */
  readonly concurrency: number | undefined;
  /** Absolute path of the file that holds the verdicts of earlier runs; undefined if none are kept. */
  readonly cache: string | undefined;
  readonly onProgress: (done: number, total: number, file: string) => void;
}

export interface Processed {
  readonly results: readonly FileResult[];
  /** Why the verdicts could not be kept, if so. */
  readonly cacheFault: string | undefined;
}

/** A file that is under way. */
interface Begun {
  readonly job: FileJob;
  /** The codemods alone that the file concerns. */
  readonly left: FileJob;
  readonly grounds: Grounds;
}

export async function processFiles(
  jobs: readonly FileJob[],
  { concurrency, cache: path, onProgress }: ProcessOptions,
): Promise<Processed> {
  const results: FileResult[] = [];
  const add = (result: FileResult) => {
    results.push(result);
    onProgress(results.length, jobs.length, result.file);
  };
  const cache = path === undefined ? undefined : await openCache(path, jobs);
  const verdicts = new NewVerdicts();
  const finish = ({ job, grounds }: Pick<Begun, 'job' | 'grounds'>, result: FileResult) => {
    add(cache ? verdicts.add(job, grounds, result) : result);
  };
  const begun: Begun[] = [];
  for (const job of jobs) {
    const known = cache?.find(job.file, keyOf(job));
    if (known) {
      add(known.value);
      continue;
    }
    const grounds = newGrounds();
    const look = into(grounds, () => lookAt(job));
    if ('result' in look) finish({ job, grounds }, look.result);
    else begun.push({ job, left: look.job, grounds });
  }
  // A worker loads the program anew, and parses what the others have parsed: two hardly ever pay (docs/performance.md).
  const workers = Math.min(concurrency ?? 1, begun.length);
  if (workers <= 1) await processHere(begun, finish);
  else
    await runWorkers(workers, async (ask) => {
      await Promise.all(
        begun.map(async (one) => {
          const { result, standing } = await ask({
            job: one.left,
            isRecorded: cache !== undefined,
          });
          if (standing) verdicts.addStanding(one.grounds, standing);
          finish(one, result);
        }),
      );
    });
  return { results, cacheFault: cache && keep(cache, verdicts) };
}

/** Loads what keeps verdicts, which most runs do not. @returns undefined where none can be kept */
async function openCache(
  path: string,
  jobs: readonly FileJob[],
): Promise<VerdictCache<FileResult> | undefined> {
  const module = await import('../../../analysis/project/verdict-cache.ts');
  module.makeSure(path);
  const [modules = module.modulesOf({}), ...others] = new Set(
    jobs.map(({ settings }) => module.modulesOf(settings)),
  );
  return others.length > 0 ? undefined : new module.VerdictCache(path, modules);
}

function keep(
  cache: VerdictCache<FileResult>,
  { added, recorded }: NewVerdicts,
): string | undefined {
  try {
    cache.save(added, [...recorded, takeRecorded()]);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Of all that a job says but its file. */
function keyOf(job: FileJob): string {
  return hashOf(JSON.stringify({ ...job, file: undefined }));
}

/** What a run comes to by itself. */
class NewVerdicts {
  readonly added: NewVerdict<FileResult>[] = [];
  /** What was said to workers. */
  readonly recorded: Recorded[] = [];

  /** @returns the result with what was noticed for its sake alone: another run may use it without the others */
  add(job: FileJob, grounds: Grounds, result: FileResult): FileResult {
    const { files, notes, isOpen } = closureOf(grounds);
    const own = { ...result, notes: [...notes] };
    // An error may have passed by the next time.
    if (!isOpen && result.error === undefined)
      this.added.push({ file: job.file, key: keyOf(job), value: own, files });
    return own;
  }

  addStanding(grounds: Grounds, standing: Standing): void {
    this.recorded.push(standing.recorded);
    grounds.parts.add({ ...standing.grounds, parts: new Set() });
  }
}

async function processHere(
  begun: readonly Begun[],
  finish: (one: Begun, result: FileResult) => void,
): Promise<void> {
  awaitFiles(begun.map(({ job }) => job.file));
  for (const one of begun) {
    finish(
      one,
      into(one.grounds, () => processFile(one.left)),
    );
    // Signals come between two files.
    await setImmediate();
  }
}

/** @param run asks the workers, which are there as long as it takes */
async function runWorkers(
  count: number,
  run: (ask: (task: WorkerTask) => Promise<WorkerAnswer>) => Promise<void>,
): Promise<void> {
  const { default: Tinypool } = await import('tinypool');
  const pool = new Tinypool({
    filename: builtFile('codemods/cli/judge/worker.js'),
    minThreads: count,
    maxThreads: count,
  });
  try {
    await run(async (task) => (await pool.run(task)) as WorkerAnswer);
  } finally {
    await pool.destroy();
  }
}
