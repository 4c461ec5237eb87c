/**
 * What a worker does: it judges one file at a time.
 */
import {
  closureOf,
  into,
  newGrounds,
  startRecording,
  takeRecorded,
  type Closure,
  type Recorded,
} from '../../../analysis/modules/grounds.ts';
import type { FileJob, FileResult } from './file-result.ts';
import { processFile } from './process-file.ts';

/** What a result stands on. */
export interface Standing {
  readonly grounds: Closure;
  /** What the file system said, as far as the process has not told it before. */
  readonly recorded: Recorded;
}

/** What goes to a worker. */
export interface WorkerTask {
  readonly job: FileJob;
  /** Whether what the result stands on is wanted. */
  readonly isRecorded: boolean;
}

export interface WorkerAnswer {
  readonly result: FileResult;
  readonly standing: Standing | undefined;
}

/** What a worker does. */
export default function processTask({ job, isRecorded }: WorkerTask): WorkerAnswer {
  if (!isRecorded) return { result: processFile(job), standing: undefined };
  startRecording();
  const grounds = newGrounds();
  const result = into(grounds, () => processFile(job));
  return { result, standing: { grounds: closureOf(grounds), recorded: takeRecorded() } };
}
