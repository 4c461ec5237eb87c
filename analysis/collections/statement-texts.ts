/**
 * Texts of statements that a database or an API is given: whether what they say writes.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { literalString } from '../syntax/nodes.ts';
import { someNode } from '../syntax/traversal.ts';

/** Statements of SQL and GraphQL, and functions of sequences. */
const WRITES =
  /^[\s(]*(?:with\b[\s\S]*\b)?(?:insert\s+into|update\s|delete\s+from|merge\s|upsert\s|replace\s+into|call\s|exec(?:ute)?\s|create\s|alter\s|drop\s|truncate\s|lock\s|mutation\b)|\b(?:nextval|setval|pg_advisory_lock|pg_notify)\s*\(/iu;

/** `db.query('insert into visits …')`, `db.query(INSERT, [id])`, `client.query({ query: gql\`mutation …\` })` */
export function writesByText(source: SourceCode, argument: Node): boolean {
  return someNode(source, argument, (node) => {
    if (node.type === AST_NODE_TYPES.Identifier)
      return valuesOf(source, node).some(
        (value) => value.kind === 'node' && value.node !== node && says(value.node),
      );
    return says(node);
  });
}

function says(node: Node): boolean {
  const text =
    node.type === AST_NODE_TYPES.TaggedTemplateExpression
      ? node.quasi.quasis[0]?.value.raw
      : node.type === AST_NODE_TYPES.TemplateLiteral
        ? node.quasis.map(({ value }) => value.raw).join(' ')
        : literalString(node);
  return text !== undefined && WRITES.test(text);
}
