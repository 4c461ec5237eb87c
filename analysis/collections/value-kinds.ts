/**
 * What the values of a collection are: a method of a value adds to it only if the value is an array, a Map or a Set.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valueFlow } from '../flow/build-call-graph.ts';
import { evaluate } from '../flow/evaluate.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';

/** - `grows`: an array, a Map, a Set or a dictionary; `other`: something else; undefined where nothing of the file tells. */
type ValueKind = 'grows' | 'other' | undefined;

/** Whether an expression that names a value can be what grows by a method or by a key. */
export function isGrowingValue(source: SourceCode, node: Node): boolean {
  return (
    evaluate<ValueKind>(valueFlow(source), node, {
      leaf: (leaf, path) => (path.length > 0 ? undefined : kindOf(source, leaf)),
      join: joined,
      unknown: undefined,
      stops: (leaf, path) => path.length === 0 && kindOf(source, leaf) !== undefined,
    }) !== 'other'
  );
}

function joined(kinds: readonly ValueKind[]): ValueKind {
  if (kinds.includes('grows')) return 'grows';
  return kinds.includes('other') ? 'other' : undefined;
}

function kindOf(source: SourceCode, node: Node): ValueKind {
  switch (node.type) {
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.ObjectExpression:
      return 'grows';
    case AST_NODE_TYPES.NewExpression:
      return ['Map', 'Set', 'Array'].some((name) => isGlobal(source, node.callee, name))
        ? 'grows'
        : 'other';
    case AST_NODE_TYPES.CallExpression:
      return isOfPackage(source, node) ? 'other' : undefined;
    default:
      return undefined;
  }
}

/** A call of what a package exports as its own: a client, a connection. */
function isOfPackage(source: SourceCode, { callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== AST_NODE_TYPES.Identifier) return false;
  return evaluate<boolean>(valueFlow(source), callee, {
    leaf: (leaf) => isRequireOfPackage(source, leaf),
    join: (answers) => answers.length > 0 && answers.every(Boolean),
    unknown: false,
  });
}

function isRequireOfPackage(source: SourceCode, node: Node): boolean {
  if (node.type === AST_NODE_TYPES.CallExpression && isGlobal(source, node.callee, 'require')) {
    const [name] = node.arguments;
    return name?.type === AST_NODE_TYPES.Literal && isPackage(name.value);
  }
  const { parent } = node;
  return (
    parent?.type === AST_NODE_TYPES.ImportDefaultSpecifier && isPackage(parent.parent.source.value)
  );
}

function isPackage(specifier: unknown): boolean {
  return typeof specifier === 'string' && !/^[./]/u.test(specifier);
}
