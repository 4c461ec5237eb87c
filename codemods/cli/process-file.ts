/**
 * One file through a chain of codemods: from bytes to plain data. Runs in the main thread and in workers.
 */
import { readFileSync } from 'node:fs';
import { offsetBefore } from '../../analysis/edits.ts';
import type { Edit } from '../../analysis/finding.ts';
import { projectFacts, projectNotes } from '../../analysis/project.ts';
import { Lines } from '../../analysis/lines.ts';
import { ParseError } from '../../analysis/parse-error.ts';
import { parseSource, splitBom } from '../../analysis/source.ts';
import { editsOf, mend, type Mend } from '../create-codemod.ts';
import { codemods } from '../registry.ts';
import { messageOf } from './errors.ts';
import type { FileJob, FileResult } from './file-result.ts';
import { reportedSite, type Locate } from './reported-site.ts';
import { sourceDetail } from './source-detail.ts';
import { textMatches } from '../../analysis/text-matches.ts';

export function processFile(job: FileJob): FileResult {
  const empty: FileResult = { file: job.file, sites: [], mentions: [], matchedSites: 0, planned: [], missingDependencies: [], notes: [] };
  try {
    const before = job.text ?? readText(job.file);
    const project = projectFacts(job.file, { settings: job.settings, agentsModule: job.agentsModule, typed: job.typed, commonFolder: job.commonFolder });
    const concerned = codemods.flatMap((codemod) => {
      const wanted = job.codemods.find(({ name }) => name === codemod.name);
      return wanted && codemod.concerns(before, project, wanted.options) ? [{ codemod, options: wanted.options }] : [];
    });
    if (concerned.length === 0) {
      // A NUL may stand in a string; in a file that is no program it tells that somebody meant another file.
      if (before.includes('\0') && !isProgram(before, job.file)) throw new Error('is a binary file');
      return empty;
    }
    const mends: Mend[] = [];
    const judged = concerned.flatMap(({ codemod, options }) => {
      const locate = job.chain ? locationBefore(before, mends) : locationOf;
      const mended = mend(codemod, (job.chain ? mends.at(-1)?.output : undefined) ?? before, project, options);
      mends.push(mended);
      return mended.sites.map((outcome) => ({ site: reportedSite(codemod, outcome, job.root, job.file, locate), edits: editsOf(outcome), text: mended.source.text }));
    });
    judged.sort((a, b) => a.site.line - b.site.line || a.site.column - b.site.column);
    const counting = mends[concerned.findIndex(({ codemod }) => codemod.kinds.includes('request'))];
    const planned = mends.flatMap(({ agentsModule }) => (agentsModule ? [{ file: agentsModule.file, syntax: agentsModule.syntax }] : []));
    const after = (job.chain ? mends.at(-1) : mends.find(({ output }) => output !== before))?.output ?? before;
    return {
      ...empty,
      sites: judged.map(({ site }) => site),
      planned,
      missingDependencies: mends.flatMap(({ missingDependency }) => missingDependency ?? []),
      notes: projectNotes(),
      ...(job.explain && counting ? textMatches(counting.source, counting.sites.map(({ site }) => site)) : {}),
      ...(job.detailed ? { detail: sourceDetail(splitBom(before).body, judged) } : {}),
      ...(after === before ? {} : { change: { before, after } }),
    };
  } catch (error) {
    const place = error instanceof ParseError && error.line !== undefined ? `${error.line}:${error.column ?? 1} ` : '';
    return { ...empty, error: `${place}${messageOf(error)}` };
  }
}

const locationOf: Locate = ({ loc }) => loc;

/** Where a node of the text that the mends so far left stands in the text before all of them. */
function locationBefore(before: string, mends: readonly Mend[]): Locate {
  const changes = mends.map(({ edits }) => edits).filter((edits) => edits.length > 0);
  if (changes.length === 0) return locationOf;
  const lines = new Lines(splitBom(before).body);
  return ({ range: [start, end] }) => lines.locationOf([changes.reduceRight(stepBack, start), changes.reduceRight(stepBack, end)]);
}

const stepBack = (offset: number, edits: readonly Edit[]) => offsetBefore(edits, offset);

function isProgram(text: string, file: string): boolean {
  try {
    parseSource(text, file);
    return true;
  } catch {
    return false;
  }
}

/** @throws {Error} if the file cannot be read, or is not text in UTF-8 */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Error(`cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
  return decodeText(bytes);
}

/** @throws {Error} if the bytes are no text in UTF-8 */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error(bytes.includes(0) ? 'is a binary file' : 'is not UTF-8', { cause: error });
  }
}
