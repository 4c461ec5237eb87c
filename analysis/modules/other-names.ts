/**
 * Whether a text may give what it knows by a name another one.
 */

/** Whether a text may give what it calls by a name another one: `clear as wipe`, `wipe: clear`, `wipe = clear`, `export default clear`. */
export function mayHaveOtherName(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const whole = wholeWord(name);
  return new RegExp(
    `${whole}\\s+as\\b|(?::|=>|\\breturn|\\bdefault|(?<!${whole}\\s*)=)\\s*${whole}(?!\\s*[(.])`,
    'u',
  ).test(text);
}

/** Whether a text may export under another name what it imports under this one: `clear as wipe`, `{ clear: wipe }`, `exports.wipe = store.clear`. */
export function mayExportUnderOtherName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (/[\w$]/u.test(text.charAt(at - 1)) || /[\w$]/u.test(text.charAt(end))) continue;
    if (isAt(/\s+as\b|\s*:\s*[\w$]+\s*[,}]/uy, text, end)) return true;
    if (
      !isAt(/\s*[(.]/uy, text, end) &&
      EXPORT_HEAD.test(text.slice(Math.max(0, at - HEAD_LENGTH), at))
    )
      return true;
  }
  return false;
}

/** How far an assignment to an export is looked at back from what is assigned, in UTF-16 units. */
const HEAD_LENGTH = 600;

const EXPORT_HEAD = /\bexports?\b[^;]{0,500}[:=]\s*(?:[\w$]+\s*\.\s*)*$/u;

function isAt(pattern: RegExp, text: string, index: number): boolean {
  pattern.lastIndex = index;
  return pattern.test(text);
}

function wholeWord(name: string): string {
  return `(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`;
}
