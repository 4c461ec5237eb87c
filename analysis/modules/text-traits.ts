/**
 * What the text of a file alone tells: which modules it names, and to which questions it can matter.
 */

/** Tells by a text, and by what it imports, whether a file can matter to a question. */
export type Trait = (text: string, specifiers: readonly string[]) => boolean;

/**
 * More than comments and strings allow for would be a file to parse; less would be a file that is missed. A comment before
 * the specifier is looked through so far and no further: not to the end of a minified line.
 */
const SPECIFIER =
  /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(?:\/\*.{0,300}?\*\/\s*)?(['"`])([^'"`\n]+)\1/gu;

/** What the choice of files for a question asks a text: what it imports, and the traits that it has. */
export function surfaceOf(
  text: string,
  traits: Readonly<Record<string, Trait>>,
): readonly unknown[] {
  const specifiers = specifiersIn(text);
  return [specifiers, traitsOf(text, specifiers, traits)];
}

/** What a text names between the quotes of an import, a re-export, a `require` or an `import()`, each once. */
export function specifiersIn(text: string): string[] {
  return [...new Set([...text.matchAll(SPECIFIER)].map(([, , part]) => part!))];
}

/** `import type { A } from './a'` */
const TYPES = /\b(?:import|export)\s+type\s(?!\s*from\b)[^'"`;]*\bfrom\s*['"]([^'"\n]+)['"]/gu;
/** `import { type A, b } from './a'` */
const NAMES = /\b(?:import|export)\s*\{([^{}'"]*)\}\s*from\s*['"]([^'"\n]+)['"]/gu;

/** Whether a list of names has types alone. */
function listsTypes(names: string): boolean {
  const parts = names.split(',').filter((name) => name.trim() !== '');
  return parts.length > 0 && parts.every((name) => /^\s*type\s+[\w$]/u.test(name));
}

/** What a text of TypeScript names for its types alone: nothing loads it. */
export function typeSpecifiersIn(text: string): ReadonlySet<string> {
  const ofTypes = [
    ...[...text.matchAll(TYPES)].map(([, part]) => part!),
    ...[...text.matchAll(NAMES)].flatMap(([, names, part]) => (listsTypes(names!) ? part! : [])),
  ];
  if (ofTypes.length === 0) return new Set();
  const all = [...text.matchAll(SPECIFIER)].map(([, , part]) => part!);
  const times = (parts: readonly string[], part: string) =>
    parts.filter((other) => other === part).length;
  return new Set(ofTypes.filter((part) => times(all, part) === times(ofTypes, part)));
}

/** The names of the traits that a text has; an empty one has none. */
export function traitsOf(
  text: string,
  specifiers: readonly string[],
  traits: Readonly<Record<string, Trait>>,
): string[] {
  return text === ''
    ? []
    : Object.entries(traits)
        .filter(([, holds]) => holds(text, specifiers))
        .map(([name]) => name);
}
