/**
 * Workflow commands of GitHub Actions: annotations at the lines of a pull request.
 */
import { placeOfError } from './error-place.ts';
import { relative, sep } from 'node:path';
import { explanation, findingsByRule, groupedBy, type ListedSite } from './findings.ts';
import type { Outcome } from './outcome.ts';

/**
 * What makes a run of a codemod fail is an error; a report, which fails nothing, warns. GitHub shows ten annotations of a
 * kind for a step: leaks come first, and findings of one file that say the same share one.
 */
export function githubFormat(outcome: Outcome): string {
  const { report, mode, results } = outcome;
  const level = mode === 'report' ? 'warning' : 'error';
  const sites = findingsByRule(outcome).flatMap(({ groups }) =>
    groups
      .flatMap((group) => [...groupedBy(group.sites, ({ path }) => path).values()])
      .map((same) => annotation(level, report.root, same)),
  );
  const errors = results.flatMap(({ file, error }) => {
    if (error === undefined) return [];
    const place = placeOfError(error);
    return [
      command(
        'error',
        {
          file: workspacePath(report.root, file),
          ...(place ? { line: place.line, col: place.column } : {}),
          title: 'leakproof',
        },
        error,
      ),
    ];
  });
  return [...sites, ...errors].join('\n');
}

/** @param sites of one file, with one message */
function annotation(level: string, root: string, sites: readonly ListedSite[]): string {
  const [{ result, site }, ...more] = sites as [ListedSite, ...ListedSite[]];
  // The runner takes columns on one line only.
  const columns =
    site.line === site.endLine
      ? { col: site.column, endLine: site.endLine, endColumn: site.endColumn }
      : { endLine: site.endLine };
  const lines = more.map((other) => other.site.line).join(', ');
  const others =
    more.length > 0 ? `\nThe same in ${more.length === 1 ? 'line' : 'lines'} ${lines}.` : '';
  return command(
    level,
    {
      file: workspacePath(root, result.file),
      line: site.line,
      ...columns,
      title: `leakproof/${site.rule}`,
    },
    `${explanation(site)}${others}`,
  );
}

/** Annotations go by the path in the repository, which a step's `working-directory` does not change. */
function workspacePath(root: string, file: string): string {
  const workspace = process.env['GITHUB_WORKSPACE'];
  const path = relative(workspace ?? root, file);
  return (path.startsWith('..') ? relative(root, file) : path).split(sep).join('/');
}

/** `::name key=value,…::message`, escaped as `@actions/core` does it (its `command.ts`). */
function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(
    ([key, value]) =>
      `${key}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
