/**
 * The warning that an installed axios keeps responses in memory by idle sockets without a limit.
 */
import { dirname, join } from 'node:path';
import { KEPT_BY_AXIOS } from '../../../analysis/finders/require-bounded-agent/finder.ts';
import { readJson } from '../../../analysis/modules/package-json.ts';
import type { FileResult } from '../judge/file-result.ts';
import { toReportPath } from '../program/report-path.ts';
import type { ReportWarning } from './report.ts';

/** The versions that hold the last response of an idle socket; 1.21.1 was the latest when it was measured (test/leaks). */
const FIRST = [1, 15, 1];
const LAST = [1, 21, 1];

/** One for each axios that is installed at or above an agent which axios is given, and whose idle sockets nothing bounds. */
export function idleSocketWarnings(results: readonly FileResult[], root: string): ReportWarning[] {
  const agents = new Map<string, IdleAgents>();
  for (const { file, sites } of results) {
    for (const { line, remedy } of sites.filter(({ message }) =>
      message?.includes(KEPT_BY_AXIOS),
    )) {
      const axios = installedAxios(file);
      if (!axios || !keepsResponses(axios.version)) continue;
      const known = agents.get(axios.manifest) ?? {
        version: axios.version,
        fixable: [],
        others: [],
      };
      known[remedy === 'fixed' ? 'fixable' : 'others'].push(`${toReportPath(root, file)}:${line}`);
      agents.set(axios.manifest, known);
    }
  }
  return [...agents].map(([manifest, found]) => ({
    path: toReportPath(root, manifest),
    reason: reasonOf(found),
  }));
}

/** The agents that one axios gets: the places of those that `bound-agents` fixes, and of those that it does not. */
interface IdleAgents {
  readonly version: string;
  readonly fixable: string[];
  readonly others: string[];
}

function reasonOf({ version, fixable, others }: IdleAgents): string {
  return `axios ${version} keeps the last response of each idle socket in memory, and nothing limits the idle sockets of the agents at ${listed([...fixable, ...others])}. ${limitsText(fixable, others)}, or use axios 1.15.0 or older, after a look at its security advisories`;
}

/** What sets the limits: the codemod, where it does not refuse to. */
function limitsText(fixable: readonly string[], others: readonly string[]): string {
  if (others.length === 0) return 'Set limits (`npx leakproof bound-agents`)';
  const why = 'by hand, as their findings of `require-bounded-agent` say';
  return fixable.length === 0
    ? `Set limits ${why}`
    : `Set limits: \`npx leakproof bound-agents\` does so at ${listed(fixable)}; at ${listed(others)} set them ${why}`;
}

/** Five places, and how many more there are. */
const listed = (places: readonly string[]) =>
  places.length > 5
    ? `${places.slice(0, 5).join(', ')} and ${places.length - 5} more`
    : places.join(', ');

/** The axios that a file loads: in `node_modules` beside it, or above. */
function installedAxios(
  file: string,
): { readonly manifest: string; readonly version: string } | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'node_modules', 'axios', 'package.json');
    const version = readJson(manifest)?.['version'];
    if (typeof version === 'string') return { manifest, version };
    if (folder === dirname(folder)) return undefined;
  }
}

function keepsResponses(version: string): boolean {
  const parts = version.split(/[.+-]/u, 3).map(Number);
  return isAtLeast(parts, FIRST) && isAtLeast(LAST, parts);
}

function isAtLeast(version: readonly number[], least: readonly number[]): boolean {
  const differing = least.findIndex((part, index) => part !== version[index]);
  return differing < 0 || version[differing]! > least[differing]!;
}
