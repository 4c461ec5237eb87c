/**
 * One file through a chain of codemods: from bytes to plain data.
 */
import { offsetBefore } from '../../../analysis/edits/apply-edits.ts';
import type { ProjectFacts } from '../../../analysis/finders/project-queries.ts';
import { textMatches } from '../../../analysis/finders/text-matches.ts';
import type { Edit } from '../../../analysis/findings/finding.ts';
import { recordNote, recordText } from '../../../analysis/modules/grounds.ts';
import type { ProjectNote } from '../../../analysis/modules/project-note.ts';
import { projectFacts, projectNotes } from '../../../analysis/project/project.ts';
import { Lines } from '../../../analysis/source/lines.ts';
import { isStackOverflow, TOO_DEEP } from '../../../analysis/source/nesting-depth.ts';
import { ParseError } from '../../../analysis/source/parse-error.ts';
import { beginFile, parseSource, splitBom } from '../../../analysis/source/parse-source.ts';
import { editsOf, fixText, type FixedText } from '../../adapter/apply.ts';
import type { Codemod } from '../../adapter/codemod.ts';
import { codemods } from '../../registry.ts';
import { messageOf } from '../program/errors.ts';
import type { SuppressedCounts } from '../select/suppressions.ts';
import type { FileJob, FileResult } from './file-result.ts';
import { keptText } from './kept-text.ts';
import { readText } from './read-text.ts';
import { reportedSite, type Locate, type ReportedSite } from './reported-site.ts';
import { sourceDetail } from './source-detail.ts';

/** The reason in the report. */
const SUPPRESSED = 'recorded in eslint-suppressions.json';

/** What a first look at a file tells: its result, if no codemod has to do with it, else what is left to do. */
export type FirstLook = { readonly result: FileResult } | { readonly job: FileJob };

/**
 * Reads a file and asks each codemod whether such a text can hold a site: most cannot.
 * @returns the job with those codemods alone that it concerns
 */
export function lookAt(job: FileJob): FirstLook {
  try {
    const text = textOf(job);
    const project = projectOf(job);
    const concerned = job.codemods.filter(({ name, options }) =>
      codemodNamed(name).concerns(text, project, options),
    );
    if (concerned.length > 0) return { job: { ...job, codemods: concerned } };
    // A NUL may stand in a string; in a file that is no program it tells that somebody meant another file.
    if (text.includes('\0') && !isProgram(text, job.file)) throw new Error('is a binary file');
    return { result: nothingIn(job.file) };
  } catch (error) {
    return { result: failed(job.file, error) };
  }
}

/** Runs the codemods of a job, whatever the text says. */
export function processFile(job: FileJob): FileResult {
  beginFile(job.file);
  return job.suppressed ? leaveSuppressed(job, job.suppressed) : runCodemods(job);
}

/** ESLint counts the findings of each rule in the file as it is: none of a rule counts if no more are found than recorded. */
function leaveSuppressed(job: FileJob, counts: SuppressedCounts): FileResult {
  const { sites } = runCodemods({ ...job, chain: false, checked: false, detailed: false });
  const found = (rule: string) =>
    sites.filter((site) => site.rule === rule && site.remedy !== 'none').length;
  const isLeft = (rule: string) => found(rule) <= (counts[rule] ?? -1);
  const notes = exceeded(job.file, counts, found);
  for (const note of notes) recordNote(note);
  const left = sites
    .filter(({ rule }) => isLeft(rule))
    .map((site) =>
      site.remedy === 'none'
        ? site
        : {
            ...site,
            verdict: 'exempt' as const,
            remedy: 'none' as const,
            refusal: null,
            reason: SUPPRESSED,
            getsCap: false,
          },
    );
  const result = runCodemods(
    { ...job, codemods: job.codemods.filter(({ name }) => !isLeft(codemodNamed(name).rule)) },
    left,
  );
  return { ...result, notes: [...result.notes, ...notes] };
}

/** Of which rules more is found than recorded: a record counts, and does not say which findings are the old ones. */
function exceeded(
  file: string,
  counts: SuppressedCounts,
  found: (rule: string) => number,
): ProjectNote[] {
  return Object.entries(counts).flatMap(([rule, count]) =>
    count > 0 && found(rule) > count
      ? {
          file,
          reason: `eslint-suppressions.json records ${count} of the ${found(rule)} findings of \`leakproof/${rule}\`, and not which: all are listed`,
        }
      : [],
  );
}

/** @param settled sites of codemods that are not to run */
function runCodemods(job: FileJob, settled: readonly ReportedSite[] = []): FileResult {
  try {
    const before = textOf(job);
    const project = projectOf(job);
    const fixes: FixedText[] = [];
    const ran = job.codemods.map(({ name, options }) => ({ codemod: codemodNamed(name), options }));
    const judged = ran.flatMap(({ codemod, options }) => {
      const locate = job.chain ? locationBefore(before, fixes) : locationOf;
      const text = (job.chain ? fixes.at(-1)?.output : undefined) ?? before;
      const fixed = fixText(codemod, text, project, {
        ...options,
        isChecked: job.checked,
        isWritten: job.chain || job.checked || job.detailed,
      });
      fixes.push(fixed);
      const rowsOf = ({ source, sites }: FixedText, whereabouts: Locate) =>
        sites.map((outcome) => ({
          site: reportedSite(codemod, outcome, {
            root: job.root,
            file: job.file,
            locate: whereabouts,
          }),
          edits: job.detailed ? editsOf(outcome) : [],
          text: source.text,
        }));
      const rows = rowsOf(fixed, locate);
      if (text === before) return rows;
      const asOnDisk = fixText(codemod, before, project, { ...options, isChecked: false });
      return inWordsOfTheDisk(rows, rowsOf(asOnDisk, locationOf));
    });
    judged.push(...settled.map((site) => ({ site, edits: [], text: splitBom(before).body })));
    judged.sort((a, b) => byPlace(a.site, b.site));
    const counting = fixes[ran.findIndex(({ codemod }) => codemod.kinds.includes('request'))];
    const planned = fixes.flatMap(({ agentsModule }) =>
      agentsModule
        ? [
            {
              file: agentsModule.file,
              syntax: agentsModule.syntax,
              ...(agentsModule.form ? { form: agentsModule.form } : {}),
              numbers: project.agentNumbers,
            },
          ]
        : [],
    );
    const after =
      (job.chain ? fixes.at(-1) : fixes.find(({ output }) => output !== before))?.output ?? before;
    return {
      ...nothingIn(job.file),
      sites: judged.map(({ site }) => site),
      planned,
      missingDependencies: fixes.flatMap(({ missingDependency }) => missingDependency ?? []),
      notes: projectNotes(),
      ...(job.explain && counting
        ? textMatches(
            counting.source,
            counting.sites.map(({ site }) => site),
          )
        : {}),
      ...(job.detailed ? { detail: sourceDetail(splitBom(before).body, judged) } : {}),
      ...(after === before
        ? {}
        : {
            change: {
              before,
              after,
              ...(job.chain && job.checked
                ? { kept: keptText(fixes[0]!.source, editsBefore(fixes)) }
                : {}),
            },
          }),
    };
  } catch (error) {
    return failed(job.file, error);
  }
}

interface JudgedSite {
  readonly site: ReportedSite;
  readonly edits: readonly Edit[];
  /** The text that it was judged on. */
  readonly text: string;
}

/**
 * The rows of a text that earlier codemods have changed, with the messages of the file on disk: those quote its lines. A
 * site that only the changed text has is the program's own; it is listed if it is not fixed.
 */
function inWordsOfTheDisk(
  rows: readonly JudgedSite[],
  onDisk: readonly JudgedSite[],
): JudgedSite[] {
  const known = new Map(onDisk.map(({ site }) => [placeOf(site), site]));
  return rows.flatMap((row) => {
    const { site } = row;
    const before = known.get(placeOf(site));
    if (!before) return site.remedy === 'fixed' ? [] : [row];
    if (before.messageId !== site.messageId) return [row];
    const { callee, client, message, reason, refusal } = before;
    const isRefused = site.remedy === 'refused';
    return [
      {
        ...row,
        site: {
          ...site,
          callee,
          client,
          message,
          reason: site.verdict === before.verdict ? reason : site.reason,
          refusal: isRefused ? (refusal ?? site.refusal) : null,
        },
      },
    ];
  });
}

function placeOf({ kind, line, column }: ReportedSite): string {
  return `${kind} ${line}:${column}`;
}

function byPlace(a: ReportedSite, b: ReportedSite): number {
  return a.line - b.line || a.column - b.column;
}

function projectOf({ file, settings, agentsModule, typed }: FileJob): ProjectFacts {
  return projectFacts(file, { settings, agentsModule, typed, plansAgents: true });
}

function codemodNamed(name: string): Codemod {
  return codemods.find((codemod) => codemod.name === name)!;
}

/** The result of a file that no codemod has to do with. */
export function nothingIn(file: string): FileResult {
  return {
    file,
    sites: [],
    mentions: [],
    matchedSites: 0,
    planned: [],
    missingDependencies: [],
    notes: [],
  };
}

function failed(file: string, error: unknown): FileResult {
  const place =
    error instanceof ParseError && error.line !== undefined
      ? `cannot be parsed: ${error.line}:${error.column ?? 1} `
      : '';
  const why = isStackOverflow(error) ? TOO_DEEP : messageOf(error);
  return { ...nothingIn(file), error: `${place}${why}` };
}

const locationOf: Locate = ({ loc }) => loc;

/** Where a node of the text that the fixes so far left stands in the text before all of them. */
function locationBefore(before: string, fixes: readonly FixedText[]): Locate {
  const changes = fixes.map(({ edits }) => edits).filter((edits) => edits.length > 0);
  if (changes.length === 0) return locationOf;
  const lines = new Lines(splitBom(before).body);
  return ({ range: [start, end] }) =>
    lines.locationOf([changes.reduceRight(stepBack, start), changes.reduceRight(stepBack, end)]);
}

/** Where the edits of all fixes stand in the text before the first. */
function editsBefore(fixes: readonly FixedText[]): Edit['range'][] {
  const before: (readonly Edit[])[] = [];
  return fixes.flatMap(({ edits }) => {
    const ranges = edits.map(({ range: [start, end] }): Edit['range'] => [
      before.reduceRight(stepBack, start),
      before.reduceRight(stepBack, end),
    ]);
    before.push(edits);
    return ranges;
  });
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

function textOf({ text, file }: FileJob): string {
  if (text !== undefined) return text;
  const read = readText(file);
  recordText(file, read);
  return read;
}
