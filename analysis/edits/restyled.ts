/**
 * Lines of our own in the style of a file or of a package.
 */
import { packageFolder } from '../modules/package-json.ts';
import { DEFAULT_STYLE, type TextStyle } from './file-style.ts';
import { packageSigns } from './package-style.ts';

/**
 * @param lines indented by two spaces, with single quotes, semicolons, spaces in braces, and a comma behind the last of several
 */
export function restyled(lines: readonly string[], style: TextStyle): string[] {
  return lines.map((line, index) => {
    const indented = line.replace(/^(?: {2})+/u, (indent) =>
      style.indentUnit.repeat(indent.length / 2),
    );
    if (/^\s*(?:\/\*|\/\/)/u.test(line)) return indented;
    const isLast = /^\s*[}\])]/u.test(lines[index + 1] ?? '');
    const ended = style.hasSemicolons ? indented : indented.replace(/;$/u, '');
    const listed = isLast && !style.hasLiteralCommas ? ended.replace(/,$/u, '') : ended;
    const spaced = style.hasBraceSpaces
      ? listed
      : listed.replaceAll(/\{ (?<inner>(?:[^{}]|\{\})*) \}/gu, '{$<inner>}');
    return spaced.replaceAll("'", style.quote);
  });
}

/**
 * The text of a module that all files of a package share. Its style follows from the package alone, whichever file asks for it.
 * @param file absolute path of the module
 * @param text as `restyled` takes its lines
 */
export function moduleText(file: string, text: string): string {
  const signs = packageSigns(file, packageFolder(file));
  const style = {
    ...DEFAULT_STYLE,
    hasLiteralCommas: true,
    ...signs.sampled(),
    ...signs.configured,
  };
  const named = style.hasNodePrefix ? text : text.replaceAll("'node:", "'");
  return restyled(named.split('\n'), style).join('\n');
}
