/**
 * The statements that cut a collection to its size.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { CollectionKind } from '../../../collections/collection-queries.ts';
import { checkedAs } from '../../../edits/checked-types.ts';
import { styleOf } from '../../../edits/file-style.ts';
import { indentOf } from '../../../edits/insertion.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { nodesOf } from '../../../syntax/traversal.ts';
import type { Subject } from './strategy.ts';

export interface Trim {
  /** How the collection is called where it is cut. */
  readonly name: string;
  readonly kind: Exclude<CollectionKind, 'object'>;
  /** Where the oldest stands: of a list to whose front items are added, at its end. */
  readonly oldest: 'first' | 'last';
  readonly max: number;
  /** Whether the addition is still to come. */
  readonly isBefore: boolean;
  /** Whether there may be none. */
  readonly isOptional?: boolean;
  /** Whether more than one is added at once. */
  readonly isRepeated?: boolean;
}

/** @param statement beside which the lines are put */
export function trimLines(
  { source, project }: Pick<Subject, 'source' | 'project'>,
  trim: Trim,
  statement: Node,
): string[] {
  const { name, kind, oldest, max, isBefore, isOptional, isRepeated } = trim;
  const size = `${name}.${kind === 'array' ? 'length' : 'size'}`;
  const test = `${isOptional === true ? `${name} && ` : ''}${size} ${isBefore ? '>=' : '>'} ${max}`;
  if (kind === 'array') {
    const kept = isBefore ? max - 1 : max;
    return conditional(source, statement, `if (${test})`, [
      oldest === 'first' ? `${name}.splice(0, ${size} - ${kept});` : `${name}.splice(${kept});`,
    ]);
  }
  const keys = kind === 'map' ? 'keys' : 'values';
  const head = `${isRepeated === true ? 'while' : 'if'} (${test})`;
  if (checkedAs(source, project) === 'javascript')
    return conditional(source, statement, head, [
      `${name}.delete(${name}.${keys}().next().value);`,
    ]);
  const first = /\boldest\b/u.test(name) ? 'first' : 'oldest';
  return conditional(source, statement, head, [
    `const ${first} = ${name}.${keys}().next();`,
    ...conditional(source, statement, `if (!${first}.done)`, [`${name}.delete(${first}.value);`]),
  ]);
}

/**
 * An `if` or a loop as the file writes it: with braces, unless the statement fits beside it and the file leaves them out.
 * @param head `if (size > 3)`
 */
export function conditional(
  source: SourceCode,
  statement: Node,
  head: string,
  body: readonly string[],
): string[] {
  const line = `${head} ${body[0]}`;
  const width = styleOf(source).width - indentOf(source, statement).length;
  return body.length === 1 && line.length <= width && leavesOutBraces(source)
    ? [line]
    : [`${head} {`, ...body.map((inner) => `  ${inner}`), '}'];
}

function leavesOutBraces(source: SourceCode): boolean {
  const statements = nodesOf(source, AST_NODE_TYPES.IfStatement);
  return (
    statements.length === 0 ||
    statements.some(({ consequent }) => consequent.type !== AST_NODE_TYPES.BlockStatement)
  );
}
