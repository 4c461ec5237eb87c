/**
 * How the lists of a text end, and how its braces are filled: told by the tree and the text, since of a sample of a package
 * nothing else is asked, and tokens take long.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { hasLineEnd, lastWhere } from '../source/lines.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { Ballot } from './ballot.ts';

/** What is told by the lists and the literals of a text; undefined of what it does not show. */
export interface CommaSigns {
  readonly hasLiteralCommas?: boolean | undefined;
  readonly hasArgumentCommas?: boolean | undefined;
  readonly hasBraceSpaces?: boolean | undefined;
}

const known = new WeakMap<SourceCode, CommaSigns>();

/** How the lists of a file end, and its braces are filled. */
export function commaSignsOf(source: SourceCode): CommaSigns {
  let signs = known.get(source);
  if (!signs) known.set(source, (signs = readCommaSigns(source)));
  return signs;
}

/** Commas at the end of lists that go over lines, and spaces in braces on one line. */
function readCommaSigns(source: SourceCode): CommaSigns {
  const [literals, calls, spaces] = [new Ballot(), new Ballot(), new Ballot()];
  for (const node of [
    ...nodesOf(source, AST_NODE_TYPES.ObjectExpression),
    ...nodesOf(source, AST_NODE_TYPES.ArrayExpression),
  ]) {
    if (isOverLines(node)) addComma(source, literals, node);
    else if (node.type === AST_NODE_TYPES.ObjectExpression && node.properties.length > 0)
      spaces.add(/\s/u.test(source.text[node.range[0] + 1]!));
  }
  for (const node of [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ]) {
    if (node.arguments.length > 0 && isOverLines(node)) addComma(source, calls, node);
  }
  for (const { source: from, specifiers } of nodesOf(source, AST_NODE_TYPES.ImportDeclaration)) {
    const before =
      specifiers.length > 0
        ? /\S(?<space>[^\S\n]?)\}[^}]*$/u.exec(
            source.text.slice(from.parent.range[0], from.range[0]),
          )
        : null;
    if (before) spaces.add(before.groups!['space'] !== '');
  }
  return {
    hasLiteralCommas: literals.isCarried,
    hasArgumentCommas: calls.isCarried,
    hasBraceSpaces: spaces.isCarried,
  };
}

function isOverLines({ loc: { start, end } }: Node): boolean {
  return start.line < end.line;
}

/** Counts a list whose bracket begins a line of its own. */
function addComma(source: SourceCode, ballot: Ballot, { range: [, end] }: Node): void {
  const close = end - 1;
  const last = codeBefore(source, close);
  const before = source.text.charAt(last - 1);
  // A rest or an empty list says nothing.
  if (hasLineEnd(source.text, last, close) && !/[([{]/u.test(before)) ballot.add(before === ',');
}

/** Where the code ends that stands before an offset: blanks and comments are none. */
function codeBefore({ text, ast }: SourceCode, offset: number): number {
  const { comments } = ast;
  let end = offset;
  for (let index = lastWhere(comments, ({ range }) => range[1] <= offset); ; index--) {
    while (/\s/u.test(text.charAt(end - 1))) end--;
    const comment = comments[index];
    if (comment?.range[1] !== end) return end;
    [end] = comment.range;
  }
}
