/**
 * What the text of a file tells of its imports, before it is parsed.
 */

/** How far an import is looked at back from its specifier, in UTF-16 units: who imports more by name needs no look. */
const IMPORT_LENGTH = 300;

/** What stands before a specifier that takes a module as a whole, under a name. */
const WHOLE_IMPORT =
  /\bimport\s+(?:type\s+)?(?:\*\s*as\s+)?([\w$]+)\s*(?:,[^;]*)?\bfrom\s*$|\bimport\s+([\w$]+)\s*=\s*require\s*\(\s*$|\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=;]*)?=\s*(?:await\s+)?(?:require|import)\s*\(\s*$/u;

const NAMED_IMPORT = /\}\s*(?:from|=\s*(?:await\s+)?(?:require|import)\s*\()\s*$/u;

/** Whether a module that a text imports is only asked for what it exports by name: `{ add }`, `store.add`. */
export function isTakenApartInText(text: string, specifier: string): boolean {
  for (let at = text.indexOf(specifier); at >= 0; at = text.indexOf(specifier, at + 1)) {
    const quote = text.charAt(at - 1);
    if (!/['"`]/u.test(quote) || text.charAt(at + specifier.length) !== quote) continue;
    const head = text.slice(Math.max(0, at - 1 - IMPORT_LENGTH), at - 1);
    if (
      NAMED_IMPORT.test(head) ||
      (/\brequire\s*\(\s*$/u.test(head) &&
        /^\s*\)\s*\./u.test(text.slice(at + specifier.length + 1)))
    )
      continue;
    const name = WHOLE_IMPORT.exec(head)?.slice(1).find(Boolean);
    if (name === undefined || !isOnlyAsked(text, name)) return false;
  }
  return true;
}

/** Whether a name stands in a text but once by itself, where it is declared. */
function isOnlyAsked(text: string, name: string): boolean {
  return (
    [
      ...text.matchAll(
        new RegExp(
          `(?<![\\w$])(?<!(?<!\\.\\.)\\.)${name.replaceAll('$', '\\$')}(?![\\w$]|\\s*\\??\\.)`,
          'gu',
        ),
      ),
    ].length <= 1
  );
}
