/**
 * What a node is called in its file, so that another file can be asked about it: not by its offset, which the next edit
 * moves, but by the names around it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction } from './nodes.ts';
import { propertyName } from './references.ts';
import { nodesOf } from './traversal.ts';

const known = new WeakMap<SourceCode, Map<Node['type'], Map<Node, NodeKey>>>();

/** No two nodes of a file have the same. An edit that adds no node of the same kind under the same names keeps it. */
export function nodeKeyOf(source: SourceCode, node: Node): NodeKey {
  let index = known.get(source);
  if (!index) known.set(source, (index = new Map<Node['type'], Map<Node, NodeKey>>()));
  let keys = index.get(node.type);
  if (!keys) index.set(node.type, (keys = nodeKeysOfType(source, node.type)));
  return keys.get(node) ?? '';
}

function nodeKeysOfType(source: SourceCode, type: Node['type']): Map<Node, NodeKey> {
  const counts = new Map<string, number>();
  const keys = new Map<Node, NodeKey>();
  for (const node of nodesOf(source, type).toSorted(
    (a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1],
  )) {
    const names = namesAround(source, node).join('/');
    const count = (counts.get(names) ?? 0) + 1;
    counts.set(names, count);
    keys.set(node, `${type}:${names}#${count}`);
  }
  return keys;
}

/** How many names tell a node from others: bundles nest hundreds of functions. */
const MAX_NAMES = 4;

/** The names of what a node is given to or stands in, innermost first. */
function namesAround(source: SourceCode, node: Node): string[] {
  const names: string[] = [];
  for (
    let around: Node | undefined = node;
    around && names.length < MAX_NAMES;
    around = around.parent
  ) {
    const name = nameOf(source, around);
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** The name that a declaration, a member or an assignment gives. */
function nameOf(source: SourceCode, node: Node): string | undefined {
  if (isFunction(node) || isClass(node)) return node.id?.name;
  switch (node.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return node.id.type === AST_NODE_TYPES.Identifier ? node.id.name : '{}';
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.PropertyDefinition:
    case AST_NODE_TYPES.Property:
      return propertyName(source, node) ?? '[]';
    case AST_NODE_TYPES.AssignmentExpression:
      if (node.left.type === AST_NODE_TYPES.Identifier) return node.left.name;
      return node.left.type === AST_NODE_TYPES.MemberExpression
        ? (propertyName(source, node.left) ?? '[]')
        : '{}';
    default:
      return undefined;
  }
}

/** The innermost name in a key, and whether a class has it as a member; a constructor is called by the name of its class. */
export function namesOfNodeKey(key: NodeKey): {
  readonly name: string | undefined;
  readonly isMember: boolean;
} {
  const names = key.slice(key.indexOf(':') + 1, key.lastIndexOf('#')).split('/');
  const [name = '', owner] = names[0] === 'constructor' ? names.slice(1) : names;
  const last = /(?<![\w$])[\w$]+$/u.exec(name)?.[0];
  return { name: last === 'exports' ? undefined : last, isMember: owner !== undefined };
}

/** What a node is called within its file (node-keys.ts). */
export type NodeKey = string;
