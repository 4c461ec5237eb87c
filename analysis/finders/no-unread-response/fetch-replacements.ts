/**
 * Packages that may stand in for the global `fetch`, whose bodies are streams of Node, without `cancel`.
 */
import type { Trait } from '../../modules/text-traits.ts';
import type { ProjectFacts } from '../project-queries.ts';

/** Packages that do nothing else: their import, or a list of some tool, replaces it. */
const REPLACING = ['fetch-mock', 'isomorphic-fetch', 'jest-fetch-mock', 'vitest-fetch-mock'];

/** Packages whose function others may put there, and what else of them puts it there by itself. */
const EXPORTING = ['cross-fetch', 'node-fetch'];
const POLYFILL = /^(?:cross-fetch\/(?:dist\/)?(?:\w+-)?polyfill|isomorphic-fetch)\b/u;

const REPLACES =
  /\b(?:globalThis|global|self|window)\s*(?:\.\s*fetch|\[\s*['"`]fetch['"`]\s*\])\s*(?:\?\?|\|\|)?=(?!=)|\b(?:assign|defineProperty|defineProperties)\s*\(\s*(?:globalThis|global)\b/u;

/** Whether a file may put such a function in the place of the global. */
export const replacesFetch: Trait = (text, specifiers) =>
  specifiers.some((specifier) => POLYFILL.test(specifier)) ||
  (specifiers.some((specifier) => EXPORTING.includes(specifier)) && REPLACES.test(text));

/** Why the global `fetch` may be another function than Node's, for people. */
export function whyReplaced(project: ProjectFacts): string | undefined {
  const found = REPLACING.find((name) => project.dependency(name) !== undefined);
  if (found !== undefined)
    return `the package depends on \`${found}\`: if that stands in for the global \`fetch\`, ${NO_CANCEL}`;
  const [file] = project.fetchReplacers();
  return file === undefined
    ? undefined
    : `\`${file}\` may put another function in the place of the global \`fetch\`: then ${NO_CANCEL}`;
}

const NO_CANCEL =
  'a body is a stream of Node and has no `cancel`: read the body, or destroy it as that package does';
