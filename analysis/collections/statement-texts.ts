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

const READS = /^[\s(]*(?:select|with|query)\b/iu;

/** `db.one('select …', [id])`, where nothing in it writes */
export function readsByText(argument: Node): boolean {
  const text = textOf(argument);
  return text !== undefined && READS.test(text);
}

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
  const text = textOf(node);
  return text !== undefined && WRITES.test(text);
}

function textOf(node: Node): string | undefined {
  return node.type === AST_NODE_TYPES.TaggedTemplateExpression
    ? node.quasi.quasis[0]?.value.raw
    : node.type === AST_NODE_TYPES.TemplateLiteral
      ? node.quasis.map(({ value }) => value.raw).join(' ')
      : literalString(node);
}
