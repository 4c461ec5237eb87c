/**
 * The warning that an installed axios keeps responses in memory by idle sockets without a limit.
 */
import { dirname, join } from 'node:path';
import { readJson } from '../../../analysis/modules/package-json.ts';
import type { FileResult } from '../judge/file-result.ts';
import { toReportPath } from '../program/report-path.ts';
import type { ReportWarning } from './report.ts';

/** The versions that hold the last response of an idle socket; 1.21.1 was the latest when it was measured (test/leaks). */
const FIRST = [1, 15, 1];
const LAST = [1, 21, 1];

/** One for each axios that is installed at or above an agent whose idle sockets nothing bounds. */
export function idleSocketWarnings(results: readonly FileResult[], root: string): ReportWarning[] {
  const agents = new Map<string, { readonly version: string; readonly places: string[] }>();
  for (const { file, sites } of results) {
    for (const { line } of sites.filter(
      ({ messageId, rule }) => rule === 'require-bounded-agent' && messageId === 'unboundedIdle',
    )) {
      const axios = installedAxios(file);
      if (!axios || !keepsResponses(axios.version)) continue;
      const known = agents.get(axios.manifest) ?? { version: axios.version, places: [] };
      known.places.push(`${toReportPath(root, file)}:${line}`);
      agents.set(axios.manifest, known);
    }
  }
  return [...agents].map(([manifest, { version, places }]) => ({
    path: toReportPath(root, manifest),
    reason: reasonOf(version, places),
  }));
}

function reasonOf(version: string, places: readonly string[]): string {
  const listed =
    places.length > 5
      ? `${places.slice(0, 5).join(', ')} and ${places.length - 5} more`
      : places.join(', ');
  return `axios ${version} keeps the last response of each idle socket in memory, and nothing limits the idle sockets of the agents at ${listed}. Set limits (\`npx leakproof bound-agents\`), or use axios 1.15.0`;
}

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
