/**
 * How a program is written. Programs are templates in which marks say what an author may do in that place:
 *
 *     ·        blanks, line ends, comments, or nothing
 *     ¬        the same, but no line end: one would end the statement
 *     §        a comma behind the last item, or none
 *     ⟨…⟩      parentheses of their own, or none
 *     ⟦…⟧      only in TypeScript
 *     ⇑        exported, in a module
 *     ;        at a line's end: written or left out
 *     '…'      a string in either quotes
 *
 * Lines are indented by two blanks a level.
 */
import fc from 'fast-check';

export interface Layout {
  readonly language: 'js' | 'cjs' | 'mjs' | 'jsx' | 'ts' | 'tsx';
  readonly indent: string;
  readonly lineEnd: '\n' | '\r\n';
  readonly quote: "'" | '"';
  readonly hasSemicolons: boolean;
  readonly hasBom: boolean;
  readonly hasFinalLineEnd: boolean;
  /** Taken in turn, each as often as it takes. */
  readonly gaps: readonly Gap[];
  readonly choices: readonly boolean[];
}

type Gap = 'nothing' | 'blank' | 'line' | 'block comment' | 'line comment' | 'comment line';

const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Gap>('nothing') },
  { weight: 2, arbitrary: fc.constantFrom<Gap>('blank', 'line') },
  { weight: 2, arbitrary: fc.constantFrom<Gap>('block comment', 'line comment', 'comment line') },
);

export const layout: fc.Arbitrary<Layout> = fc.record({
  language: fc.constantFrom('js', 'cjs', 'mjs', 'jsx', 'ts', 'tsx'),
  indent: fc.constantFrom('  ', '    ', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quote: fc.constantFrom("'", '"'),
  hasSemicolons: fc.boolean(),
  hasBom: fc.nat(9).map((number) => number === 0),
  hasFinalLineEnd: fc.nat(4).map((number) => number > 0),
  gaps: fc.array(gap, { minLength: 1, maxLength: 20 }),
  choices: fc.array(
    fc.nat(3).map((number) => number === 0),
    { minLength: 1, maxLength: 12 },
  ),
});

export const isTypeScript = ({ language }: Layout) => language === 'ts' || language === 'tsx';
export const isModule = (style: Layout) =>
  style.language === 'mjs' || style.language === 'jsx' || isTypeScript(style);
export const hasJsx = ({ language }: Layout) => language === 'jsx' || language === 'tsx';

/** The program as its author wrote it. Each comment has a number of its own. */
export function print(template: string, style: Layout): string {
  let comments = 0;
  let gaps = 0;
  let choices = 0;
  const nextGap = (isInline: boolean) => {
    const next = style.gaps[gaps++ % style.gaps.length]!;
    return gapText(isInline && /line/u.test(next) ? 'block comment' : next, () => ++comments);
  };
  const parentheses: boolean[] = [];
  const marked = template
    .replaceAll(/⟦([^⟦⟧]*)⟧/gu, isTypeScript(style) ? '$1' : '')
    .replaceAll('⇑', isModule(style) ? 'export ' : '')
    .replaceAll(/[·¬§⟨⟩]/gu, (mark) => {
      if (mark === '·' || mark === '¬') return nextGap(mark === '¬');
      if (mark === '⟩') return parentheses.pop() ? ')' : '';
      const isChosen = style.choices[choices++ % style.choices.length]!;
      if (mark === '§') return isChosen ? ',' : '';
      parentheses.push(isChosen);
      return isChosen ? '(' : '';
    });
  const lines = marked.split('\n').map((line) => printLine(line, style));
  return (
    (style.hasBom && !template.startsWith('#!') ? '\uFEFF' : '') +
    lines.join(style.lineEnd) +
    (style.hasFinalLineEnd ? style.lineEnd : '')
  );
}

function printLine(line: string, { indent, quote, hasSemicolons }: Layout): string {
  const indented = line
    .replace(/^(?: {2})+/u, (blanks) => indent.repeat(blanks.length / 2))
    .replaceAll("'", quote);
  return hasSemicolons ? indented : indented.replace(/;$/u, '');
}

function gapText(kind: Gap, number: () => number): string {
  switch (kind) {
    case 'nothing':
      return '';
    case 'blank':
      return ' ';
    case 'line':
      return '\n      ';
    case 'block comment':
      return ` /* ${number()} */ `;
    case 'line comment':
      return ` // ${number()}\n      `;
    case 'comment line':
      return `\n      // ${number()}\n      `;
  }
}
