/**
 * One file through a chain of codemods: from bytes to plain data. Runs in the main thread and in workers.
 */
import { readFileSync } from 'node:fs';
import { projectFacts } from '../../analysis/project.ts';
import { ParseError, parseSource } from '../../analysis/source.ts';
import { mend } from '../create-codemod.ts';
import { codemods } from '../registry.ts';
import { messageOf } from './errors.ts';
import type { FileJob, FileResult } from './file-result.ts';
import { reportedSite, toReportPath } from './reported-site.ts';
import { textMatches } from '../../analysis/text-matches.ts';

export function processFile(job: FileJob): FileResult {
  const empty: FileResult = { file: job.file, sites: [], mentions: [], matchedSites: 0, planned: [] };
  try {
    const before = readText(job.file);
    const project = projectFacts(job.file, { settings: job.settings, agentsModule: job.agentsModule, commonFolder: job.commonFolder });
    const concerned = codemods.filter(({ name, concerns }) => job.codemods.includes(name) && concerns(before, project));
    if (concerned.length === 0) {
      // A NUL may stand in a string; in a file that is no program it tells that somebody meant another file.
      if (before.includes('\0') && !isProgram(before, job.file)) throw new Error('is a binary file');
      return empty;
    }
    let after = before;
    let result = empty;
    for (const codemod of concerned) {
      const mended = mend(codemod, after, project, job.options);
      after = mended.output;
      result = {
        ...result,
        sites: [...result.sites, ...mended.sites.map((outcome) => reportedSite(codemod, outcome, toReportPath(job.root, job.file)))],
        planned: [...result.planned, ...(mended.agentsModule ? [{ file: mended.agentsModule.file, syntax: mended.agentsModule.syntax }] : [])],
        ...(job.explain ? textMatches(mended.source, mended.sites.map(({ site }) => site)) : {}),
      };
    }
    return after === before ? result : { ...result, change: { before, after } };
  } catch (error) {
    const place = error instanceof ParseError && error.line !== undefined ? `${error.line}:${error.column ?? 1} ` : '';
    return { ...empty, error: `${place}${messageOf(error)}` };
  }
}

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
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Error(bytes.includes(0) ? 'is a binary file' : 'is not UTF-8', { cause: error });
  }
}
