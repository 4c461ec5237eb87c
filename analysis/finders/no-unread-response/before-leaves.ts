/**
 * Statements before those that leave a function.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { StreamBody } from '../../clients/stream-bodies.ts';
import { styleOf } from '../../edits/file-style.ts';
import { indentOf, lineEnd } from '../../edits/insertion.ts';
import type { Edit, Remedy } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import {
  beforeStatement,
  inLines,
  inOneLine,
  isInList,
  type AddedStatement,
} from './statements.ts';
import { useBehind } from './uses-behind.ts';

interface Added {
  readonly statement: AddedStatement;
  /** What it ends. */
  readonly body: StreamBody;
  /** Whether the names in it mean the same at a statement. */
  readonly isKnownAt: (leave: Node) => boolean;
}

/** Adds a statement before each of several that leave a function. */
export function destroyingBefore(
  source: SourceCode,
  leaves: readonly Node[],
  { statement, body, isKnownAt }: Added,
): Remedy {
  const edits: Edit[] = [];
  for (const leave of leaves) {
    const { line } = leave.loc.start;
    if (!isKnownAt(leave))
      return {
        refusal: `line ${line} is reached with the body unread, and the response is not in scope there: on the way to that line, run \`${typeof statement === 'string' ? statement : statement.text}\` in the block that declares the response (in an \`else\`, say)`,
      };
    const use = useBehind(source, body, leave);
    if (use)
      return {
        refusal: `line ${use.loc.start.line} may still read or show the response behind it: write \`${inOneLine(statement)}\` once that is done`,
      };
    const added = isInList(leave)
      ? [beforeStatement(source, leave, statement)]
      : inNewBlock(source, leave, statement);
    if (!added)
      return {
        refusal: `line ${line} has no place for a further statement: give it braces, and write \`${inOneLine(statement)}\` there`,
      };
    edits.push(...added);
  }
  return { edits };
}

/** `if (failed) throw error;` gets a block. */
function inNewBlock(
  source: SourceCode,
  leave: Node,
  statement: AddedStatement,
): Edit[] | undefined {
  const { parent } = leave;
  if (parent?.type !== AST_NODE_TYPES.IfStatement) return undefined;
  const before = source.getTokenBefore(leave);
  if (!before || source.getCommentsBefore(leave).length > 0) return undefined;
  const eol = lineEnd(source.text);
  const outer = indentOf(source, parent);
  const inner = `${outer}${styleOf(source).indentUnit}`;
  const rest = source.text.slice(leave.range[1]);
  const isElse = parent.consequent === leave && parent.alternate;
  if (isElse && source.getCommentsAfter(source.getLastToken(leave)!).length > 0) return undefined;
  // What stands behind it on its line stays there.
  const isLast = isElse || /^[\t ]*(?:\r?\n|$)/u.test(rest);
  const hasComment = isElse && source.getCommentsAfter(leave).length > 0;
  if (!isLast || hasComment || source.getText(leave).includes('\n')) return undefined;
  const end = isElse ? source.getTokenAfter(leave)!.range[0] : leave.range[1];
  return [
    {
      range: [before.range[1], end],
      text: [
        ' {',
        `${inner}${inLines(source, statement, inner)}`,
        `${inner}${source.getText(leave)}`,
        `${outer}}${isElse ? ' ' : ''}`,
      ].join(eol),
    },
  ];
}
