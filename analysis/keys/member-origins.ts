/**
 * What properties have as keys: by what flows into them, and by their names where nothing else tells.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isConstant } from '../flow/constants.ts';
import type { Path } from '../flow/contents.ts';
import { contentOf } from '../flow/edges.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { counterText, isCountedUp } from './counters.ts';
import { isFiniteFieldType } from './finite-types.ts';
import type { KeyOrigin } from './key-queries.ts';
import { FINITE, madeAnew, MAX_PACKED, named, quote, unknown, type Asker } from './origins.ts';

export function memberOrigin(ask: Asker, node: TSESTree.MemberExpression, path: Path): KeyOrigin {
  const { source } = ask;
  if (isWriteTarget(node)) return ask.place(node, path);
  const name = propertyName(source, node);
  if (name === 'constructor' || (path.length === 0 && (name === 'length' || name === 'size')))
    return unknown(source, node);
  const content = contentOf(source, node);
  // `TABLE[x]` is one of the table's values.
  if (isConstant(source, node) || (content === '{}' && isConstant(source, node.object)))
    return FINITE;
  if (path.length === 0 && name !== undefined && isCountedUp(source, node))
    return madeAnew(counterText(source, node));
  if (node.object.type === AST_NODE_TYPES.ThisExpression && isFiniteFieldType(source, node, path))
    return { kind: 'finite', text: `${quote(source, node)}, whose type is finite` };
  const isTooDeep = path.length >= MAX_PACKED;
  const origin = isTooDeep
    ? ask.at(node.object, [content, path.at(-1)!])
    : (ask.flowInto(node, path) ?? unknown(source, node));
  // What an instance has under a name, another may have of one of few.
  const told =
    origin.kind === 'unknown' && node.object.type === AST_NODE_TYPES.ThisExpression
      ? origin
      : named(source, node, { name: lastName(node.object), path: [content, ...path] }, origin);
  return told.kind === 'grows'
    ? { ...told, text: textOfMember(source, told, node) }
    : isTooDeep && told.kind === 'finite'
      ? unknown(source, node)
      : told;
}

/** Why a member grows: as its object does, if that has a name. */
function textOfMember(
  source: SourceCode,
  { text }: KeyOrigin,
  node: TSESTree.MemberExpression,
): string {
  const { type } = withoutWrappers(node.object);
  if (type !== AST_NODE_TYPES.Identifier && type !== AST_NODE_TYPES.MemberExpression) return text;
  const [, why = ''] = /^`[^`]+`([, ].*)$/su.exec(text) ?? [];
  return `${quote(source, node)}${why}`;
}

function lastName(wrapped: Node): string {
  const node = withoutWrappers(wrapped);
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  if (
    node.type === AST_NODE_TYPES.MemberExpression &&
    node.property.type === AST_NODE_TYPES.Identifier &&
    !node.computed
  )
    return node.property.name;
  return '';
}
