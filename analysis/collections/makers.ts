/**
 * The expressions of a file that make a collection.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isClass } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { addsTo, removesEntries } from '../vocabulary/collection-methods.ts';
import { kindOfClass } from '../vocabulary/collection-classes.ts';
import type { CollectionKind } from './collection-queries.ts';

export interface Maker {
  readonly node: Node;
  readonly kind: CollectionKind;
}

/** Every expression that makes a collection of these kinds: `new Map()`, `[]`, `Object.create(null)`. */
export function makersOf(source: SourceCode, kinds: readonly CollectionKind[]): Maker[] {
  const found: Maker[] = [];
  for (const node of nodesOf(source, AST_NODE_TYPES.NewExpression)) {
    const kind = kindMadeBy(source, node);
    if (kind && kinds.includes(kind)) found.push({ node, kind });
  }
  if (kinds.includes('array'))
    found.push(
      ...nodesOf(source, AST_NODE_TYPES.ArrayExpression).map((node) => ({
        node,
        kind: 'array' as const,
      })),
    );
  if (kinds.includes('object')) {
    found.push(
      ...nodesOf(source, AST_NODE_TYPES.ObjectExpression).map((node) => ({
        node,
        kind: 'object' as const,
      })),
    );
    // `Object.create(null)`
    const made = nodesOf(source, AST_NODE_TYPES.CallExpression).filter(
      ({ callee }) =>
        callee.type === AST_NODE_TYPES.MemberExpression &&
        isGlobal(source, callee.object, 'Object') &&
        propertyName(source, callee) === 'create',
    );
    found.push(...made.map((node) => ({ node, kind: 'object' as const })));
  }
  return found;
}

/** `new Map()`, and a Map by another class: `new Collection()` of discord.js, `class Registry extends Map {}`. */
function kindMadeBy(
  source: SourceCode,
  { callee }: TSESTree.NewExpression,
): 'map' | 'set' | undefined {
  const own = kindNamed(source, callee);
  if (own || callee.type !== AST_NODE_TYPES.Identifier) return own;
  for (const value of valuesOf(source, callee)) {
    if (value.kind === 'module' && value.path.length <= 1) {
      const [name = callee.name] = value.path;
      const kind = kindOfClass(name === 'default' ? callee.name : name, value.module);
      if (kind) return kind;
    }
    if (value.kind === 'node' && isClass(value.node)) return kindExtended(source, value.node);
  }
  return undefined;
}

function kindNamed(source: SourceCode, callee: Node): 'map' | 'set' | undefined {
  if (isGlobal(source, callee, 'Map')) return 'map';
  return isGlobal(source, callee, 'Set') ? 'set' : undefined;
}

/** A class that adds and removes in its own way may keep itself bounded. */
function kindExtended(
  source: SourceCode,
  { superClass, body }: ClassNode,
): 'map' | 'set' | undefined {
  const isOfItsOwn = body.body.some((member) => {
    const name =
      member.type === AST_NODE_TYPES.MethodDefinition ? propertyName(source, member) : undefined;
    return name !== undefined && (addsTo(name) !== undefined || removesEntries(name));
  });
  return superClass && !isOfItsOwn ? kindNamed(source, superClass) : undefined;
}
