/**
 * The functions of other files that a file names.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { AccessPath } from '../flow/access-paths.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { nodeKeyOf, type NodeKey } from '../syntax/node-keys.ts';
import { isFunction } from '../syntax/nodes.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { ProjectContext } from './project-context.ts';

/** A function with the file that has it. */
interface PlacedFunction {
  readonly home: string;
  readonly source: SourceCode;
  readonly fn: FunctionNode;
}

/** Where a path of another module leads to a function; a class leads to its constructor. */
export function functionsAt(
  { modules }: ProjectContext,
  file: string,
  { module, path }: AccessPath,
): PlacedFunction[] {
  return modules.projectKeysAt(file, module, path).flatMap((key) => {
    const [home, name] = key.split('\n') as [string, NodeKey];
    const source = modules.sourceOf(home);
    const fn = source && functionAt(source, name);
    return fn ? [{ home, source, fn }] : [];
  });
}

const FUNCTIONS = [
  AST_NODE_TYPES.FunctionDeclaration,
  AST_NODE_TYPES.FunctionExpression,
  AST_NODE_TYPES.ArrowFunctionExpression,
] as const;

/** The function of a file that has a key. */
export function functionAt(source: SourceCode, key: NodeKey): FunctionNode | undefined {
  return FUNCTIONS.flatMap((type): readonly Node[] => nodesOf(source, type)).find(
    (node): node is FunctionNode => isFunction(node) && nodeKeyOf(source, node) === key,
  );
}
