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
