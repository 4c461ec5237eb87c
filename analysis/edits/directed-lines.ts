/**
 * Comments that tell a tool something about the code below them: `@ts-expect-error`, `eslint-disable-next-line`, `prettier-ignore`.
 * What they speak of has to stay right below them, on one line.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { startsItsLine } from './insertion.ts';

/** TypeScript, ESLint and its likes, formatters, and tools that measure coverage. */
const DIRECTIVE =
  /^[\s*/]*(@ts-(?:ignore|expect-error)|(?:eslint|oxlint|tslint:)-?disable-next-line|(?:biome|prettier|oxfmt|dprint|deno-lint|deno-fmt)-ignore(?!-)|(?:istanbul|c8|v8) ignore (?:next|if|else))\b/u;

interface DirectedLine {
  readonly comment: TSESTree.Comment;
  /** `@ts-ignore` */
  readonly name: string;
  /** From the first character of the first token to the end of the last one that begins there. */
  readonly code: readonly [start: number, end: number];
  readonly line: number;
}

const known = new WeakMap<SourceCode, readonly DirectedLine[]>();

function directedLines(source: SourceCode): readonly DirectedLine[] {
  let lines = known.get(source);
  if (!lines) {
    lines = source.getAllComments().flatMap((comment) => {
      const name = DIRECTIVE.exec(comment.value)?.[1];
      const first = name === undefined ? null : source.getTokenAfter(comment);
      return first ? [{ comment, name: name!, ...lineFrom(source, first) }] : [];
    });
    known.set(source, lines);
  }
  return lines;
}

function lineFrom(source: SourceCode, first: TSESTree.Token): Pick<DirectedLine, 'code' | 'line'> {
  const { line } = first.loc.start;
  let last = first;
  for (
    let next = source.getTokenAfter(first);
    next?.loc.start.line === line;
    next = source.getTokenAfter(next)
  )
    last = next;
  return { line, code: [first.range[0], last.range[1]] };
}

/** Whether any comment of a file speaks of the code below it. */
export function hasDirectedLines(source: SourceCode): boolean {
  return directedLines(source).length > 0;
}

/** Whether a comment speaks of the code below it, by its text. */
export function isDirectiveComment(value: string): boolean {
  return DIRECTIVE.test(value);
}

/** Whether a comment speaks of the line of an offset. */
export function isInDirectedLine(source: SourceCode, offset: number): boolean {
  return directedLines(source).some(({ code: [start, end] }) => start <= offset && offset <= end);
}

/** Where a node starts with the comments above it that speak of it. */
export function startWithDirectives(
  source: SourceCode,
  { range: [start] }: Pick<Node, 'range'>,
): number {
  return directedLines(source)
    .filter(({ comment, code }) => code[0] === start && startsItsLine(source, comment))
    .reduce((first, { comment }) => Math.min(first, comment.range[0]), start);
}

/** Which comment would speak of something else after edits, and the line that it speaks of. */
export function misdirectedBy(
  source: SourceCode,
  edits: readonly Edit[],
): { readonly name: string; readonly line: number } | undefined {
  return directedLines(source).find((directed) =>
    edits.some((edit) => misdirects(source, directed, edit, edits)),
  );
}

function misdirects(
  source: SourceCode,
  { comment, name, code: [first, last] }: DirectedLine,
  edit: Edit,
  edits: readonly Edit[],
): boolean {
  const [start, end] = edit.range;
  if (end <= comment.range[0] || start >= last) return false;
  const breaksLine = /[\r\n]/u.test(edit.text);
  const removed = source.text.slice(Math.max(start, first), Math.min(end, last));
  if (removed.trim() === '') return breaksLine && /[\w$'"`]/u.test(source.text.slice(end, last));
  return (
    breaksLine ||
    name === '@ts-expect-error' ||
    (edit.text.trim() === '' && start <= first && end >= last) ||
    isMoved(
      removed,
      edits.filter((other) => other !== edit),
    )
  );
}

/** Whether a call, or what has one, is written elsewhere. */
function isMoved(removed: string, others: readonly Edit[]): boolean {
  const code = withoutBlanks(removed);
  return code.includes('(') && others.some(({ text }) => withoutBlanks(text).includes(code));
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}
