/**
 * One file of a tree, in a worker.
 */
import { readFileSync } from 'node:fs';
import { decodeText } from '../../codemods/cli/judge/read-text.ts';
import { judge, type Judgement } from './promises.ts';
import { variants } from './variants.ts';

export interface FileTask {
  readonly file: string;
  /** Names of variants; all if undefined. */
  readonly only: readonly string[] | undefined;
}

/** Reads the file, judges its text, writes nothing. */
export function judgeFile({ file, only }: FileTask): Judgement {
  const wanted = only ? variants.filter(({ name }) => only.includes(name)) : variants;
  let text: string;
  try {
    text = decodeText(readFileSync(file));
  } catch (error) {
    return { faults: [], tallies: {}, unread: (error as Error).message };
  }
  return judge(file, text, wanted);
}
