/**
 * The text of a case on lines of its own, without the indentation that it has as a part of the test file.
 */

const HAS_TEXT = /\S/u;
const ONLY_BLANKS = /^[ \t]*$/u;
const INDENTATION = /^[ \t]*/u;

/**
 * Takes the layout of the test file away from a text that begins with a line feed: that line feed, the blanks that
 * all its lines with text begin with, and the blanks in its last line if there is nothing else in it. So
 *
 *     code: `
 *       axios.get(url);
 *     `,
 *
 * is `axios.get(url);` and a line feed. Nothing else changes: not a second empty line at the beginning or the end, not
 * blanks at the end of a line, not `\r`. If the backtick stands right after the code, then the text ends without a
 * line feed.
 *
 * A text that does not begin with a line feed stays as it is. It is the form for code in one line and for what these
 * rules would change: code of which every line is indented, `\r\n`, a byte order mark.
 */
export function dedent(text: string): string {
  if (!text.startsWith('\n')) return text;
  const lines = text.slice(1).split('\n');
  const indentation = commonIndentation(lines.filter((line) => HAS_TEXT.test(line)));
  const last = lines.length - 1;
  return lines
    .map((line, index) => {
      if (index === last && ONLY_BLANKS.test(line)) return '';
      // An empty line is rarely indented.
      return line.startsWith(indentation)
        ? line.slice(indentation.length)
        : line.replace(INDENTATION, '');
    })
    .join('\n');
}

/** The blanks that all lines begin with; none if there are no lines. */
function commonIndentation(lines: readonly string[]): string {
  const [first = '', ...others] = lines.map((line) => INDENTATION.exec(line)![0]);
  let { length } = first;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** Each text of a record, such as the files of a project by their paths. */
export function dedentAll(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, dedent(text)]));
}

/** A case with its code, before and after, dedented. */
export function dedentCase<Case extends { readonly code: string; readonly output?: string }>(
  testCase: Case,
): Case {
  const { code, output } = testCase;
  return {
    ...testCase,
    code: dedent(code),
    ...(output === undefined ? {} : { output: dedent(output) }),
  };
}
